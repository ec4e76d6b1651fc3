// The part of net::LivePeer that talks with trackers.

#include "net/livepeer.h"

namespace net {

wire::AnnounceRequest LivePeer::announceRequest(wire::AnnounceEvent event) const
{
    wire::AnnounceRequest request;
    request.infoHash = m_setup.config.infoHash;
    request.peerId = m_setup.config.id;
    request.port = m_setup.config.listenPort;
    request.uploaded = m_brain->uploads().uploaded();
    request.downloaded = m_brain->downloads().downloaded();
    request.left = m_brain->left();
    request.event = event;
    request.key = static_cast<std::uint32_t>(m_setup.config.seed);
    return request;
}

void LivePeer::trackerAnswered(const std::string &url, const wire::AnnounceResponse &response)
{
    Q_EMIT noted(QStringLiteral("tracker"),
                 tr("%1 named %n peers", nullptr, static_cast<int>(response.peers.size()))
                     .arg(QString::fromStdString(url)),
                 lab::LogLevel::Info);
    tell(swarm::TrackerAnswered{response});
    turnEnds();
    announceEnded();
}

void LivePeer::trackerFailed(const base::Error &error)
{
    Q_EMIT noted(QStringLiteral("tracker"), QString::fromStdString(error.text()),
                 lab::LogLevel::Warning);
    tell(swarm::TrackerFailed{});
    turnEnds();
    announceEnded();
}

/// When it leaves, the answer may be that of an announce before `stopped`, which waits for it.
void LivePeer::announceEnded()
{
    if (m_stopping && !m_tracker->isBusy()) {
        m_stopping = false;
        Q_EMIT left();
    }
}

} // namespace net

#include "net/swarmworker.h"

#include "core/lab/loglevel.h"

namespace net {

namespace {

constexpr std::size_t maxLinesPerReport = 500; // more in a tenth of a second nobody reads

} // namespace

void SwarmWorker::add(const PeerSetup &setup)
{
    auto made = std::make_unique<LivePeer>(setup);
    LivePeer *peer = made.get();
    const std::uint32_t number = peer->number();
    connect(peer, &LivePeer::completed, this, [this, number] { Q_EMIT peerCompleted(number); });
    connect(peer, &LivePeer::left, this, &SwarmWorker::oneLeft);
    connect(peer, &LivePeer::reasonNoted, this,
            [this, peer](const swarm::Reason &reason) { noted(*peer, reason); });
    connect(peer, &LivePeer::noted, this,
            [this, number](const QString &subsystem, const QString &text, lab::LogLevel level) {
                log({.peer = number,
                     .subsystem = subsystem.toStdString(),
                     .text = text.toStdString(),
                     .level = level});
            });
    if (const auto started = peer->start(); !started) {
        Q_EMIT peerFailed(number, started.error());
        return;
    }
    m_peers[number] = std::move(made);
    Q_EMIT peerListening(number);
}

void SwarmWorker::remove(std::uint32_t number)
{
    const auto at = m_peers.find(number);
    if (at == m_peers.end())
        return;
    // It says goodbye to the tracker first; it is forgotten here at once.
    LivePeer *peer = at->second.release();
    m_peers.erase(at);
    peer->setParent(this);
    disconnect(peer, nullptr, this, nullptr);
    connect(peer, &LivePeer::left, peer, &QObject::deleteLater);
    peer->leave();
}

void SwarmWorker::setConnected(std::uint32_t number, bool connected)
{
    const auto at = m_peers.find(number);
    if (at == m_peers.end())
        return;
    if (connected)
        at->second->rejoin();
    else
        at->second->leave();
}

void SwarmWorker::leave()
{
    m_leaving = m_peers.size() + 1;
    for (const auto &[number, peer] : m_peers)
        peer->leave();
    oneLeft();
}

void SwarmWorker::oneLeft()
{
    if (m_leaving > 0 && --m_leaving == 0)
        Q_EMIT allLeft();
}

void SwarmWorker::clear()
{
    m_peers.clear();
    qDeleteAll(findChildren<LivePeer *>());
}

void SwarmWorker::report()
{
    auto report = std::make_shared<WorkerReport>();
    report->rows.reserve(m_peers.size());
    for (const auto &[number, peer] : m_peers)
        report->rows.push_back(peer->row());
    report->lines = std::exchange(m_lines, {});
    Q_EMIT reported(report);
}

void SwarmWorker::log(lab::LogLine line)
{
    if (m_logging && m_lines.size() < maxLinesPerReport)
        m_lines.push_back(std::move(line));
}

void SwarmWorker::noted(const LivePeer &peer, const swarm::Reason &reason)
{
    // A dropped link is logged by the peer itself, which also knows of links that never came up.
    if (!m_logging || std::holds_alternative<swarm::DropReason>(reason.what))
        return;
    std::string text
        = std::visit([](const auto &what) { return swarm::describe(what); }, reason.what);
    if (const std::string remote = peer.nameOf(reason.link); !remote.empty())
        text = remote + " " + text;
    log({.peer = peer.number(),
         .subsystem = std::string(swarm::subsystem(reason)),
         .text = std::move(text),
         .level = lab::levelOf(reason)});
}

} // namespace net

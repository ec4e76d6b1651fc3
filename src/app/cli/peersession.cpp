#include "app/cli/peersession.h"

#include "app/cli/shutdown.h"
#include "core/base/units.h"

#include <QCoreApplication>

#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace app {

namespace {

using namespace std::chrono_literals;

/// A tracker that does not answer `stopped` holds nobody up for longer.
constexpr auto leaveTime = 3s;

} // namespace

PeerSession::PeerSession(net::PeerSetup setup, bool needsContent)
    : m_metainfo(setup.layout.metainfo)
    , m_directory(setup.layout.shared.string())
    , m_peer(std::make_unique<net::LivePeer>(std::move(setup)))
    , m_needsContent(needsContent)
{
    connect(m_peer.get(), &net::LivePeer::opened, this, &PeerSession::opened);
    connect(m_peer.get(), &net::LivePeer::completed, this, [this] {
        if (onCompleted)
            onCompleted();
    });
    connect(m_peer.get(), &net::LivePeer::storageFault, this, [this](const base::Error &error) {
        fmt::print(stderr, "torrarium: {}; waiting for the disk\n", error.text());
        if (m_peer->row().checking)
            finish(Failure);
    });
    connect(&m_progress, &QTimer::timeout, this, &PeerSession::showProgress);
}

int PeerSession::run(const std::vector<std::string> &peers)
{
    raiseFileLimit();
    if (const auto started = m_peer->start(); !started)
        return report(started.error());
    fmt::print(stderr, "listening on {}\n", m_peer->listenEndpoint().text());
    for (const std::string &peer : peers)
        m_peer->addPeer(*base::Endpoint::parse(peer));
    onShutdownSignal(this, [this] { finish(Interrupted); });
    m_progress.start(::isatty(STDERR_FILENO) != 0 ? 500ms : 10s);
    QCoreApplication::exec();
    m_peer.reset();
    return m_exitCode;
}

void PeerSession::opened(quint32 pieces)
{
    const std::uint32_t all = m_metainfo->geometry.pieceCount();
    if (!m_needsContent || pieces == all)
        return;
    report({base::ErrorCode::Io, m_directory,
            fmt::format("{} of {} pieces of \"{}\" are missing or differ", all - pieces, all,
                        m_metainfo->name)});
    finish(Failure);
}

void PeerSession::finish(int exitCode)
{
    if (std::exchange(m_finishing, true))
        return;
    m_exitCode = exitCode;
    m_progress.stop();
    connect(
        m_peer.get(), &net::LivePeer::left, this, [] { QCoreApplication::quit(); },
        Qt::QueuedConnection);
    QTimer::singleShot(leaveTime, this, [] { QCoreApplication::quit(); });
    m_peer->leave();
}

void PeerSession::showProgress()
{
    const lab::PeerRow row = m_peer->row();
    const bool terminal = ::isatty(STDERR_FILENO) != 0;
    std::string line;
    if (row.checking)
        line = fmt::format("checking {} of {}", base::formatBytes(m_peer->checkedBytes()),
                           base::formatBytes(m_metainfo->geometry.totalLength()));
    else
        line = fmt::format("{} of {} pieces, {} peers, down {}, up {}", row.have.count(),
                           row.have.size(), row.links.size(),
                           base::formatRate(static_cast<std::uint64_t>(row.downRate)),
                           base::formatRate(static_cast<std::uint64_t>(row.upRate)));
    fmt::print(stderr, "{}{:<78}{}", terminal ? "\r" : "", line, terminal ? "" : "\n");
}

} // namespace app

// The part of net::LivePeer that hears what becomes of its files.

#include "net/livepeer.h"

namespace net {

void LivePeer::watchStore()
{
    connect(m_store.get(), &PieceStore::opened, this, &LivePeer::storeOpened);
    connect(m_store.get(), &PieceStore::pieceChecked, this, &LivePeer::pieceChecked);
    connect(m_store.get(), &PieceStore::failed, this, &LivePeer::storeFailed);
    connect(m_store.get(), &PieceStore::recovered, this, [this] {
        m_fault.clear();
        // What is complete may still wait for its place.
        if (isComplete() && m_completedAt == base::Time{})
            m_store->promote(m_brain->state().have);
        tell(swarm::StorageRecovered{});
        turnEnds();
    });
    connect(m_store.get(), &PieceStore::drained, this, &LivePeer::resumeLinks);
    connect(m_store.get(), &PieceStore::readable, this, &LivePeer::turnEnds);
    connect(m_store.get(), &PieceStore::promoted, this, [this] {
        m_completedAt = now();
        Q_EMIT completed();
    });
    connect(m_store.get(), &PieceStore::contentLost, this, [this](const auto &pieces) {
        Q_EMIT noted(QStringLiteral("disk"),
                     tr("a shared file changed: everything is checked again"),
                     lab::LogLevel::Warning);
        tell(swarm::PiecesLost{pieces});
    });
    connect(m_store.get(), &PieceStore::contentFound, this, [this](const auto &pieces) {
        tell(swarm::PiecesFound{pieces});
        turnEnds();
    });
}

void LivePeer::storeOpened(const wire::Bitfield &have)
{
    m_brain = std::make_unique<swarm::Peer>(m_setup.config, geometry(), have);
    m_housekeeping.start();
    Q_EMIT opened(have.count());
    // It may have been told to leave while it was checking; rejoin() starts it then.
    if (!m_leaving)
        tell(swarm::Start{});
    for (const base::Endpoint &remote : std::exchange(m_earlyAddresses, {}))
        tell(swarm::AddPeerAddress{remote});
    turnEnds();
    if (have.all()) {
        m_completedAt = now();
        Q_EMIT completed();
    }
}

void LivePeer::storeFailed(const base::Error &error)
{
    m_fault = error.text();
    Q_EMIT storageFault(error);
    Q_EMIT noted(QStringLiteral("disk"), QString::fromStdString(m_fault), lab::LogLevel::Warning);
    tell(swarm::StorageFailed{m_fault});
    turnEnds();
}

void LivePeer::pieceChecked(const PieceVerdict &verdict)
{
    tell(swarm::PieceChecked{verdict.piece, verdict.good, verdict.corrected});
    turnEnds();
}

} // namespace net

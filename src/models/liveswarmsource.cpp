#include "models/liveswarmsource.h"

namespace models {

LiveSwarmSource::LiveSwarmSource(QObject *parent)
    : SwarmSource(parent)
    , m_swarm(std::make_unique<net::LiveSwarm>())
{
}

LiveSwarmSource::~LiveSwarmSource() = default;

void LiveSwarmSource::start(const SwarmOrder &order)
{
    stop();
    m_swarm = std::make_unique<net::LiveSwarm>();
    connect(m_swarm.get(), &net::LiveSwarm::preparing, this, &SwarmSource::preparing);
    connect(m_swarm.get(), &net::LiveSwarm::started, this, &SwarmSource::started);
    connect(m_swarm.get(), &net::LiveSwarm::failed, this, [this](const base::Error &error) {
        Q_EMIT failed(QString::fromStdString(error.text()));
    });
    m_swarm->start(order);
}

void LiveSwarmSource::stop()
{
    m_swarm->stop();
}

std::uint32_t LiveSwarmSource::addLeecher()
{
    return m_swarm->addPeer(false);
}

std::uint32_t LiveSwarmSource::addSeed()
{
    return m_swarm->addPeer(true);
}

void LiveSwarmSource::removePeer(std::uint32_t number)
{
    m_swarm->removePeer(number);
}

void LiveSwarmSource::connectPeer(std::uint32_t number)
{
    m_swarm->setConnected(number, true);
}

void LiveSwarmSource::disconnectPeer(std::uint32_t number)
{
    m_swarm->setConnected(number, false);
}

lab::SnapshotPtr LiveSwarmSource::snapshot() const
{
    return m_swarm->snapshot();
}

} // namespace models

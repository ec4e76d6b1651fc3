#pragma once

#include "models/swarmsource.h"
#include "net/liveswarm.h"

#include <memory>

namespace models {

/// The real thing: net::LiveSwarm, a new one for each swarm.
class LiveSwarmSource : public SwarmSource
{
    Q_OBJECT
public:
    explicit LiveSwarmSource(QObject *parent = nullptr);
    ~LiveSwarmSource() override;

    void start(const SwarmOrder &order) override;
    void stop() override;
    std::uint32_t addLeecher() override;
    std::uint32_t addSeed() override;
    void removePeer(std::uint32_t number) override;
    void connectPeer(std::uint32_t number) override;
    void disconnectPeer(std::uint32_t number) override;
    [[nodiscard]] lab::SnapshotPtr snapshot() const override;

private:
    std::unique_ptr<net::LiveSwarm> m_swarm;
};

} // namespace models

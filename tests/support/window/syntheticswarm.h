#pragma once

#include "core/base/rng.h"
#include "models/swarmsource.h"

#include <string>
#include <vector>

namespace support {

/// A setup of so many seeds and leechers, all else as it comes.
models::SwarmOrder swarmOf(std::uint32_t seeds, std::uint32_t leechers);

/// A scripted swarm for tests of the window: no sockets, no clock. Each step() is half a second in
/// which every leecher gains a few pieces; the same seed gives the same snapshots.
class SyntheticSwarm : public models::SwarmSource
{
public:
    explicit SyntheticSwarm(std::uint32_t pieceCount = 64, QObject *parent = nullptr);

    void start(const models::SwarmOrder &order) override;
    void stop() override;
    std::uint32_t addLeecher() override;
    std::uint32_t addSeed() override;
    void removePeer(std::uint32_t number) override;
    void connectPeer(std::uint32_t number) override;
    void disconnectPeer(std::uint32_t number) override;
    [[nodiscard]] lab::SnapshotPtr snapshot() const override { return m_published; }

    /// Reports the swarm as started and publishes its first state.
    void finishStart();
    /// Reports a failed start.
    void failStart(const QString &why) { Q_EMIT failed(why); }
    /// Half a second passes.
    void step();
    void steps(int count);
    /// A client from outside links with the first peer.
    void letClientJoin(const std::string &name, std::uint32_t pieces);
    /// A fault pauses a peer.
    void breakPeer(std::uint32_t number, const std::string &fault);

    /// The commands received, as text: "start 11+1", "add leecher", "remove 3" ...
    [[nodiscard]] const std::vector<std::string> &commands() const { return m_commands; }
    [[nodiscard]] const models::SwarmOrder &setup() const { return m_setup; }

private:
    std::uint32_t add(bool seed);
    lab::PeerRow *find(std::uint32_t number);
    void gainPieces(lab::PeerRow &peer);
    void relink();
    void note(std::uint32_t peer, const char *subsystem, std::string text,
              lab::LogLevel level = lab::LogLevel::Info);
    void publish();

    lab::SwarmSnapshot m_state;
    lab::SnapshotPtr m_published;
    models::SwarmOrder m_setup;
    base::Rng m_rng;
    std::uint32_t m_nextNumber = 1;
    std::uint64_t m_sequence = 0;
    std::vector<lab::LinkRow> m_outside;
    std::vector<std::string> m_commands;
};

} // namespace support

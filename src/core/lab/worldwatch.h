#pragma once

#include "core/lab/swarmsnapshot.h"
#include "core/sim/simworld.h"

#include <deque>
#include <string>
#include <string_view>

namespace lab {

/// Watches a virtual world for lists, piece map and log: hears what happens in it and makes
/// snapshots like those of a live swarm. A peer's number is its index in the world plus one.
class WorldWatch : public sim::SimListener
{
public:
    static constexpr std::size_t maxLog = 2'000; ///< lines in a snapshot
    /// Details between two snapshots; more nobody could read, and a fast run has millions.
    static constexpr std::size_t maxDetails = 500;

    /// Listens to `world`, which must outlive it; snapshots carry `name`.
    WorldWatch(sim::SimWorld &world, std::string name);
    ~WorldWatch() override;
    WorldWatch(const WorldWatch &) = delete;
    WorldWatch &operator=(const WorldWatch &) = delete;

    /// The world as it is now: the peers that take part or are disconnected, not those that have
    /// not come or left for good.
    SnapshotPtr snapshot();
    /// Adds a line about a peer to the log.
    void log(sim::PeerIndex peer, std::string_view subsystem, std::string text,
             LogLevel level = LogLevel::Info);

    static std::uint32_t numberOf(sim::PeerIndex peer) { return toNumber(peer) + 1; }
    static sim::PeerIndex indexOf(std::uint32_t number) { return sim::PeerIndex{number - 1}; }

private:
    void joined(sim::PeerIndex peer, base::Time at) override;
    void left(sim::PeerIndex peer, base::Time at) override;
    void completed(sim::PeerIndex peer, base::Time at) override;
    void decided(sim::PeerIndex peer, const swarm::Reason &reason, base::Time at) override;

    [[nodiscard]] bool isShown(sim::PeerIndex peer) const;

    sim::SimWorld &m_world;
    std::string m_name;
    std::deque<LogLine> m_lines;
    std::uint64_t m_nextLine = 1;
    std::size_t m_details = 0; ///< since the last snapshot
};

} // namespace lab

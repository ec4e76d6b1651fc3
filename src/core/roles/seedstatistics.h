#pragma once

#include "core/roles/seedevent.h"

#include <map>
#include <set>
#include <utility>

namespace roles {

/// How long seeds stay, at one moment.
struct SeedTimes {
    std::uint64_t ended = 0; ///< stays that are over
    std::uint64_t running = 0;
    double timeSeed = 0; ///< seconds: mean over all stays, those that run counted up to now
    double meanEnded = 0; ///< seconds: mean over those that are over; 0 without one

    bool operator==(const SeedTimes &) const = default;
};

/// The statistics module's arithmetic (thesis, 2008: timeSeed). A stay is the time from a user's
/// start as a seed of a torrent to its end as one.
///
/// Events may come late, twice and in any order. Those of one node are believed in the order of
/// their sequence, whatever their clock says; a stay is never shorter than nothing.
class SeedStatistics
{
public:
    static constexpr std::size_t MaxEvents = 100'000;

    /// What was wrong with what was heard.
    struct Faults {
        std::uint64_t repeated = 0; ///< heard before, ignored
        std::uint64_t ahead = 0; ///< of a time to come, taken for now
        std::uint64_t impossible = 0; ///< before 1970 or without a name, ignored
        std::uint64_t dropped = 0; ///< there was no more room

        bool operator==(const Faults &) const = default;
    };

    /// Takes an event; `now` in milliseconds since 1970.
    void take(SeedEvent event, std::int64_t now);

    [[nodiscard]] SeedTimes times(std::int64_t now) const;
    [[nodiscard]] const Faults &faults() const { return m_faults; }
    /// Events held.
    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    /// What one node said about one user and torrent, by sequence.
    using Story = std::map<std::uint64_t, SeedEvent>;
    using Stories = std::map<std::string, Story>; ///< by node

    [[nodiscard]] bool isKnown(const SeedEvent &event) const;

    std::map<std::pair<std::string, base::InfoHash>, Stories> m_stories;
    std::map<std::string, std::set<std::uint64_t>> m_heard; ///< sequences by node
    Faults m_faults;
    std::size_t m_size = 0;
};

} // namespace roles

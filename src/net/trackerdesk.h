#pragma once

#include "core/roles/swarmtable.h"
#include "core/wire/scrape.h"

#include <QElapsedTimer>

#include <cstdint>

namespace net {

/// What HTTP and UDP share: the table, its random source, its clock and the count of announces.
class TrackerDesk
{
public:
    TrackerDesk(const roles::SwarmTableOptions &options, std::uint64_t seed)
        : m_table(options)
        , m_rng(seed)
    {
        m_clock.start();
    }

    /// Time since the desk opened.
    [[nodiscard]] base::Time now() const
    {
        return base::Time(base::Duration(m_clock.nsecsElapsed() / 1000));
    }

    wire::AnnounceResponse announce(const wire::AnnounceRequest &request,
                                    const base::Endpoint &remote)
    {
        ++m_announces;
        return m_table.announce(request, remote, now(), m_rng);
    }

    /// Zeros for a swarm nobody has announced.
    wire::ScrapeEntry scrape(const base::InfoHash &infoHash)
    {
        const auto counts = m_table.scrape(infoHash, now()).value_or(roles::SwarmCounts{});
        return {infoHash, counts.complete, counts.downloaded, counts.incomplete,
                counts.downloaders};
    }

    /// Looks at some of the swarms for peers and swarms that are over; called every second.
    void expire()
    {
        constexpr std::uint32_t swarmsAtOnce = 20'000;
        m_table.expire(now(), swarmsAtOnce);
    }

    std::uint32_t forgetIf(const std::function<bool(const base::PeerId &)> &isMeant)
    {
        return m_table.forgetIf(isMeant);
    }

    [[nodiscard]] const roles::SwarmTable &table() const { return m_table; }
    [[nodiscard]] std::uint64_t announces() const { return m_announces; }

private:
    roles::SwarmTable m_table;
    base::Rng m_rng;
    QElapsedTimer m_clock;
    std::uint64_t m_announces = 0;
};

} // namespace net

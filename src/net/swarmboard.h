#pragma once

#include "core/lab/swarmsnapshot.h"
#include "net/mailbox.h"

#include <QElapsedTimer>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace net {

/// What one worker has to tell: the rows of all its peers and its log lines since the last time.
struct WorkerReport {
    std::vector<lab::PeerRow> rows;
    std::vector<lab::LogLine> lines; ///< without sequence and time
};

/// What is known of a running swarm. Gathers the workers' reports and publishes a snapshot when the
/// last one of a round is in; rows are moved from hand to hand, never copied, because a large
/// swarm's rows hold tens of thousands of links.
///
/// Belongs to one thread; newest() may be called from any.
class SwarmBoard
{
public:
    static constexpr std::size_t maxLog = 2'000; ///< lines in a snapshot

    SwarmBoard() { m_clock.start(); }

    /// Begins a swarm: `facts` is its snapshot without peers, log and time.
    void begin(lab::SwarmSnapshot facts);
    /// Forgets the swarm and publishes that nothing runs.
    void end();

    /// Whether all reports of the last round are in: a new one may begin.
    [[nodiscard]] bool isIdle() const { return m_missing == 0; }
    /// Begins a round that so many reports belong to.
    void expect(std::size_t reports) { m_missing = reports; }
    /// Takes a worker's report; the last one of a round publishes the snapshot. What no round waits
    /// for is dropped.
    void add(WorkerReport report);
    /// Takes a log line; its sequence and time are filled in.
    void log(lab::LogLine line);

    /// Since the board was made.
    [[nodiscard]] base::Time now() const;
    /// The newest snapshot; never null.
    [[nodiscard]] lab::SnapshotPtr newest() const { return m_mailbox.newest(); }

private:
    void publish();

    QElapsedTimer m_clock;
    lab::SwarmSnapshot m_facts;
    std::size_t m_missing = 0;
    std::vector<lab::PeerRow> m_rows; ///< of the round so far
    std::deque<lab::LogLine> m_lines;
    std::uint64_t m_nextLine = 1;
    Mailbox<lab::SwarmSnapshot> m_mailbox{std::make_shared<const lab::SwarmSnapshot>()};
};

} // namespace net

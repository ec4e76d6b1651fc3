#include "net/swarmboard.h"

#include <algorithm>
#include <iterator>

namespace net {

void SwarmBoard::begin(lab::SwarmSnapshot facts)
{
    m_facts = std::move(facts);
    m_missing = 0;
}

void SwarmBoard::end()
{
    begin({});
    m_rows.clear();
    m_lines.clear();
    m_mailbox.put(std::make_shared<const lab::SwarmSnapshot>());
}

void SwarmBoard::add(WorkerReport report)
{
    if (m_missing == 0)
        return; // of a swarm that has ended meanwhile
    std::ranges::move(report.rows, std::back_inserter(m_rows));
    for (lab::LogLine &line : report.lines)
        log(std::move(line));
    if (--m_missing == 0)
        publish();
}

void SwarmBoard::log(lab::LogLine line)
{
    line.sequence = m_nextLine++;
    line.at = now();
    m_lines.push_back(std::move(line));
    if (m_lines.size() > maxLog)
        m_lines.pop_front();
}

base::Time SwarmBoard::now() const
{
    return base::Time(std::chrono::milliseconds(m_clock.elapsed()));
}

void SwarmBoard::publish()
{
    auto snapshot = std::make_shared<lab::SwarmSnapshot>(m_facts);
    snapshot->at = now();
    snapshot->peers = std::exchange(m_rows, {});
    std::ranges::sort(snapshot->peers, {}, &lab::PeerRow::number);
    snapshot->log.assign(m_lines.begin(), m_lines.end());
    m_mailbox.put(std::move(snapshot));
}

} // namespace net

#include "core/lab/campaign.h"

namespace lab {

void Campaign::restore(std::uint32_t trial)
{
    if (trial < m_trials.size())
        m_done.insert(trial);
}

std::optional<Trial> Campaign::next()
{
    while (m_next < m_trials.size() && m_done.contains(m_trials[m_next].index))
        ++m_next;
    if (m_paused || m_next == m_trials.size())
        return std::nullopt;
    const Trial &trial = m_trials[m_next++];
    m_running.insert(trial.index);
    return trial;
}

void Campaign::finished(std::uint32_t trial)
{
    if (m_running.erase(trial) > 0)
        m_done.insert(trial);
}

void Campaign::failed(std::uint32_t trial)
{
    if (m_running.erase(trial) == 0)
        return;
    m_done.insert(trial);
    m_failures.insert(trial);
}

} // namespace lab

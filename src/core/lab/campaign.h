#pragma once

#include "core/lab/sweep.h"

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace lab {

/// Which trial of an experiment runs next, and how far it is. Knows no threads and no results: who
/// runs the trials asks for the next one and tells what became of it.
class Campaign
{
public:
    explicit Campaign(std::vector<Trial> trials)
        : m_trials(std::move(trials))
    {
    }

    /// A trial that was finished before, by its index.
    void restore(std::uint32_t trial);
    /// The next trial to begin; nothing while it is paused or when all were begun.
    std::optional<Trial> next();
    /// A trial that was begun is over.
    void finished(std::uint32_t trial);
    void failed(std::uint32_t trial);
    /// Begins no more trials; those that run go on.
    void pause() { m_paused = true; }
    void resume() { m_paused = false; }

    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// Every trial is finished or failed.
    [[nodiscard]] bool isOver() const { return m_done.size() == m_trials.size(); }
    [[nodiscard]] std::size_t size() const { return m_trials.size(); }
    [[nodiscard]] std::size_t done() const { return m_done.size(); } ///< failed ones among them
    [[nodiscard]] std::size_t running() const { return m_running.size(); }
    [[nodiscard]] const std::set<std::uint32_t> &failures() const { return m_failures; }

private:
    std::vector<Trial> m_trials;
    std::size_t m_next = 0;
    std::set<std::uint32_t> m_running;
    std::set<std::uint32_t> m_done;
    std::set<std::uint32_t> m_failures;
    bool m_paused = false;
};

} // namespace lab

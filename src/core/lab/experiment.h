#pragma once

#include "core/base/expected.h"
#include "core/lab/scenario.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lab {

/// A key of a scenario as the command line changes it: "group[leechers].count", "40".
struct Override {
    std::string path;
    std::string text;
    std::string option; ///< how errors call it: "--reps"; empty = "--set path=text"
};

/// A scenario with everything it varies: its settings and trials, each of which is a scenario of
/// its own. Every setting was checked when it was made.
class Experiment
{
public:
    /// Reads and checks a scenario file, with some keys changed. Errors name file, line, column and
    /// key, the override, or the value of the sweep that cannot be.
    static base::Expected<Experiment> parse(std::string text, const std::string &file,
                                            std::span<const Override> overrides = {});

    /// The file with the overrides in it: parsed again, it gives the same experiment.
    [[nodiscard]] const std::string &text() const { return m_text; }
    /// As the file has it, before any value of the sweep.
    [[nodiscard]] const Scenario &scenario() const { return m_scenario; }
    [[nodiscard]] const Sweep &sweep() const { return m_scenario.sweep; }
    [[nodiscard]] const std::vector<Trial> &trials() const { return m_trials; }
    /// What the scenario's theories say under a setting; as many for each.
    [[nodiscard]] const std::vector<TheoryUse> &theoriesOf(std::size_t setting) const
    {
        return m_theories[setting];
    }
    /// What a trial runs.
    [[nodiscard]] base::Expected<Scenario> scenarioOf(const Trial &trial) const;

private:
    [[nodiscard]] base::Expected<void> checkSettings(const std::string &file);

    std::string m_text;
    Scenario m_scenario;
    std::vector<Trial> m_trials;
    std::vector<std::vector<TheoryUse>> m_theories; ///< by setting
};

} // namespace lab

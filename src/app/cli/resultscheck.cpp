#include "app/cli/resultscheck.h"

#include "app/cli/command.h"
#include "app/cli/progressline.h"
#include "core/lab/resulttables.h"
#include "net/experimentrun.h"
#include "net/manifest.h"
#include "net/resultsfolder.h"
#include "net/torrentfile.h"

#include <QCoreApplication>

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <string>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t maxFileSize = std::size_t{4} << 30;

/// Of the settings one trial each, ten at most.
std::vector<std::uint32_t> someRuns(const lab::Experiment &experiment)
{
    constexpr std::size_t most = 10;
    const std::size_t settings = experiment.sweep().settingCount();
    const std::size_t step = std::max<std::size_t>(1, (settings + most - 1) / most);
    std::vector<std::uint32_t> runs;
    for (std::size_t i = 0; i < settings; i += step)
        runs.push_back(static_cast<std::uint32_t>(i) + 1);
    return runs;
}

/// The rows of those trials, as running them now gives them.
std::string runAgain(const lab::Experiment &experiment, const std::vector<std::uint32_t> &runs)
{
    net::ExperimentRun run(experiment,
                           [](const lab::TrialResult &) { return base::Expected<void>{}; });
    for (const lab::Trial &trial : experiment.trials()) {
        if (std::ranges::find(runs, trial.index + 1) == runs.end())
            run.leaveOut(trial.index);
    }
    ProgressLine line("running again");
    std::size_t done = 0;
    QObject::connect(&run, &net::ExperimentRun::progressed, &run, [&] {
        ++done;
        line.show(static_cast<unsigned>(100 * done / runs.size()),
                  fmt::format("{} of {} trials", done, runs.size()));
    });
    QObject::connect(&run, &net::ExperimentRun::finished, &run, [] { QCoreApplication::quit(); });
    run.start();
    QCoreApplication::exec();
    return lab::trialsCsv(run.results());
}

std::set<std::string_view> linesOf(std::string_view text)
{
    std::set<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.insert(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

/// Files of the manifest that changed; those that are not there are no fault of what is.
base::Expected<std::size_t> checkFiles(const fs::path &directory)
{
    const auto manifest = net::readWhole(directory / "manifest.json", maxFileSize);
    if (!manifest)
        return tl::unexpected(manifest.error());
    std::size_t changed = 0;
    for (const auto &[name, hash] : net::hashesOf(base::asText(*manifest))) {
        const auto bytes = net::readWhole(directory / name, maxFileSize);
        if (bytes && net::sha256(base::asText(*bytes)) != hash) {
            fmt::print("{} differs from what the manifest says\n", (directory / name).string());
            ++changed;
        }
    }
    return changed;
}

/// What running some trials again gives beside their rows; the number of rows that differ.
std::size_t compareRows(std::string_view stored, const lab::Experiment &experiment,
                        const std::vector<std::uint32_t> &runs)
{
    constexpr std::size_t mostShown = 10;
    const auto known = linesOf(stored);
    const std::string rows = runAgain(experiment, runs);
    std::size_t different = 0;
    for (const std::string_view row : linesOf(rows)) {
        if (!known.contains(row) && ++different <= mostShown)
            fmt::print("now: {}\n", row);
    }
    fmt::print("{} trials run again: {}\n", runs.size(),
               different == 0 ? "every row the same" : fmt::format("{} rows differ", different));
    return different;
}

} // namespace

int checkResults(const fs::path &directory, std::vector<std::uint32_t> runs)
{
    const auto experiment = net::readExperiment(directory);
    if (!experiment)
        return report(experiment.error());
    const auto changed = checkFiles(directory);
    if (!changed)
        return report(changed.error());
    const auto stored = net::readWhole(directory / "trials.csv", maxFileSize);
    if (!stored)
        return report(stored.error());
    if (runs.empty())
        runs = someRuns(*experiment);
    for (const std::uint32_t run : runs) {
        if (run == 0 || run > experiment->trials().size())
            return report({base::ErrorCode::Usage, fmt::format("--run {}", run),
                           fmt::format("there are runs 1 to {}", experiment->trials().size())});
    }
    fmt::print("files: {}\n",
               *changed == 0 ? "as the manifest says" : fmt::format("{} changed", *changed));
    std::size_t different = 0;
    if (experiment->scenario().world == lab::World::Live)
        fmt::print("live trials are measured: none is run again\n");
    else
        different = compareRows(base::asText(*stored), *experiment, runs);
    return different == 0 && *changed == 0 ? Ok : Failure;
}

} // namespace app

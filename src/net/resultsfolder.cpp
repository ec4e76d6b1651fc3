#include "net/resultsfolder.h"

#include "core/lab/htmlreport.h"
#include "core/lab/plotsvg.h"
#include "core/lab/resulttables.h"
#include "net/experimentrun.h"
#include "net/manifest.h"
#include "net/torrentfile.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

namespace net {

namespace {

namespace fs = std::filesystem;

constexpr char scenarioName[] = "scenario.toml";
constexpr char journalName[] = "journal";
constexpr char recordingsName[] = "recordings";

using Files = std::vector<std::pair<std::string, std::string>>; // name and content

Files tablesOf(const lab::ExperimentResults &results)
{
    return {
        {"trials.csv", lab::trialsCsv(results)},     {"peers.csv", lab::peersCsv(results)},
        {"samples.csv", lab::samplesCsv(results)},   {"summary.csv", lab::summaryCsv(results)},
        {"failures.csv", lab::failuresCsv(results)}, {"report.html", lab::htmlReport(results)},
    };
}

Files plotsOf(const lab::ExperimentResults &results)
{
    Files files;
    for (const lab::ReportPlot &each : lab::reportPlots(results))
        files.emplace_back("plots/" + each.name + ".svg", lab::svgOf(each.plot, {}));
    return files;
}

base::Expected<void> makeFolder(const fs::path &folder)
{
    std::error_code fault;
    fs::create_directories(folder, fault);
    if (fault)
        return base::fail(base::ErrorCode::Io, folder.string(), fault.message());
    return {};
}

/// Those of finished trials: of another one there may be a part.
base::Expected<void> addRecordings(Manifest &manifest, const fs::path &directory,
                                   const lab::ExperimentResults &results)
{
    for (const auto &[index, trial] : results.trials()) {
        const std::string name = fmt::format("{}/{}", recordingsName, recordingName(index));
        if (!fs::exists(directory / name))
            continue;
        if (auto added = manifest.addFile(name, directory / name); !added)
            return added;
    }
    return {};
}

} // namespace

base::Expected<lab::Experiment> readExperiment(const fs::path &directory)
{
    const fs::path file = directory / scenarioName;
    if (!fs::exists(file))
        return base::fail(base::ErrorCode::Usage, directory.string(),
                          "it has no scenario.toml: no results of torrarium run");
    const auto bytes = readWhole(file, lab::Scenario::MaxSize);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return lab::Experiment::parse(std::string(base::asText(*bytes)), file.string());
}

ResultsFolder::ResultsFolder(fs::path directory, ResultsJournal journal)
    : m_directory(std::move(directory))
    , m_journal(std::move(journal))
{
}

base::Expected<ResultsFolder> ResultsFolder::create(const fs::path &directory,
                                                    const lab::Experiment &experiment)
{
    if (fs::exists(directory / scenarioName))
        return base::fail(base::ErrorCode::Usage, directory.string(),
                          "it has an experiment already; go on with torrarium resume, or name "
                          "another folder");
    if (const auto made = makeFolder(directory); !made)
        return tl::unexpected(made.error());
    auto opened = ResultsJournal::open(directory / journalName);
    if (!opened)
        return tl::unexpected(opened.error());
    auto written = writeWhole(directory / scenarioName, base::asBytes(experiment.text()));
    if (!written)
        return tl::unexpected(written.error());
    return ResultsFolder(directory, std::move(opened->journal));
}

base::Expected<ResultsFolder::Opened> ResultsFolder::open(const fs::path &directory)
{
    auto experiment = readExperiment(directory);
    if (!experiment)
        return tl::unexpected(experiment.error());
    auto opened = ResultsJournal::open(directory / journalName);
    if (!opened)
        return tl::unexpected(opened.error());
    return Opened{ResultsFolder(directory, std::move(opened->journal)), std::move(*experiment),
                  std::move(opened->results)};
}

base::Expected<fs::path> ResultsFolder::recordings() const
{
    const fs::path folder = m_directory / recordingsName;
    return makeFolder(folder).map([&] { return folder; });
}

base::Expected<void> ResultsFolder::finish(const lab::ExperimentResults &results,
                                           std::string_view commit) const
{
    return writeTables(m_directory, results, commit);
}

base::Expected<StoredExperiment> readResults(const fs::path &directory)
{
    auto experiment = readExperiment(directory);
    if (!experiment)
        return tl::unexpected(experiment.error());
    auto results = readJournal(directory / journalName);
    if (!results)
        return tl::unexpected(results.error());
    return StoredExperiment{std::move(*experiment), std::move(*results)};
}

base::Expected<void> writeTables(const fs::path &directory, const lab::ExperimentResults &results,
                                 std::string_view commit)
{
    Files files = tablesOf(results);
    std::ranges::move(plotsOf(results), std::back_inserter(files));
    if (auto made = makeFolder(directory / "plots"); !made)
        return made;
    Manifest manifest(results, commit);
    manifest.add(scenarioName, results.experiment().text());
    for (const auto &[name, text] : files) {
        if (auto written = writeWhole(directory / name, base::asBytes(text)); !written)
            return written;
        manifest.add(name, text);
    }
    if (auto added = addRecordings(manifest, directory, results); !added)
        return added;
    return writeWhole(directory / "manifest.json", base::asBytes(manifest.json()));
}

} // namespace net

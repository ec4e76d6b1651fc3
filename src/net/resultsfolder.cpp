#include "net/resultsfolder.h"

#include "core/lab/resulttables.h"
#include "net/manifest.h"
#include "net/torrentfile.h"

#include <string>
#include <system_error>
#include <utility>

namespace net {

namespace {

namespace fs = std::filesystem;

constexpr char scenarioName[] = "scenario.toml";
constexpr char journalName[] = "journal";

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

} // namespace

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
    std::error_code fault;
    fs::create_directories(directory, fault);
    if (fault)
        return base::fail(base::ErrorCode::Io, directory.string(), fault.message());
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

base::Expected<void> ResultsFolder::finish(const lab::ExperimentResults &results) const
{
    return writeTables(m_directory, results);
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

base::Expected<void> writeTables(const fs::path &directory, const lab::ExperimentResults &results)
{
    const std::vector<std::pair<std::string, std::string>> files{
        {"trials.csv", lab::trialsCsv(results)},     {"peers.csv", lab::peersCsv(results)},
        {"samples.csv", lab::samplesCsv(results)},   {"summary.csv", lab::summaryCsv(results)},
        {"failures.csv", lab::failuresCsv(results)},
    };
    Manifest manifest(results);
    manifest.add(scenarioName, results.experiment().text());
    for (const auto &[name, text] : files) {
        if (auto written = writeWhole(directory / name, base::asBytes(text)); !written)
            return written;
        manifest.add(name, text);
    }
    return writeWhole(directory / "manifest.json", base::asBytes(manifest.json()));
}

} // namespace net

#include "net/scenariolibrary.h"

#include "net/torrentfile.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace net {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> shippedFiles()
{
    std::error_code fault;
    const fs::path self = fs::read_symlink("/proc/self/exe", fault);
    const std::array places{self.parent_path().parent_path() / "share/torrarium/scenarios",
                            fs::path(TORRARIUM_SCENARIOS)};
    std::vector<fs::path> found;
    for (const fs::path &place : places) {
        for (const auto &entry : fs::directory_iterator(place, fault)) {
            if (entry.path().extension() == ".toml")
                found.push_back(entry.path());
        }
        if (!found.empty())
            break;
    }
    std::ranges::sort(found);
    return found;
}

} // namespace

base::Expected<std::vector<ShippedScenario>> shippedScenarios()
{
    std::vector<ShippedScenario> all;
    for (const fs::path &file : shippedFiles()) {
        const auto experiment = readScenario(file);
        if (!experiment)
            return tl::unexpected(experiment.error());
        all.push_back({file.stem().string(), file, experiment->scenario().description,
                       experiment->trials().size()});
    }
    return all;
}

base::Expected<std::string> readScenarioText(const fs::path &file)
{
    const auto bytes = readWhole(file, lab::Scenario::MaxSize);
    if (bytes)
        return std::string(base::asText(*bytes));
    base::Error error = bytes.error();
    if (error.code == base::ErrorCode::NotFound)
        error.code = base::ErrorCode::Usage; // it was named wrongly
    return tl::unexpected(std::move(error));
}

base::Expected<lab::Experiment> readScenario(const fs::path &file,
                                             std::span<const lab::Override> overrides)
{
    auto text = readScenarioText(file);
    if (!text)
        return tl::unexpected(text.error());
    return lab::Experiment::parse(std::move(*text), file.string(), overrides);
}

fs::path findScenario(const std::string &name)
{
    std::error_code fault;
    if (fs::exists(name, fault))
        return name;
    for (const fs::path &path : shippedFiles()) {
        if (path.stem() == name)
            return path;
    }
    return name;
}

} // namespace net

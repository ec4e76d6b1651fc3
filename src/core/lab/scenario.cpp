#include "core/lab/scenario.h"

#include "core/base/text.h"
#include "core/lab/eventreader.h"
#include "core/lab/groupreader.h"
#include "core/lab/livecheck.h"
#include "core/lab/scenarioreader.h"
#include "core/lab/setupcheck.h"
#include "core/lab/sweepreader.h"
#include "core/lab/theoryreader.h"

#include <fmt/format.h>

namespace lab {

namespace {

constexpr std::uint64_t newestVersion = 1;
constexpr std::size_t maxRegions = 64;
constexpr std::size_t longestDetail = 500; ///< characters of what the TOML parser says

void readVersion(TomlTable &file)
{
    std::uint64_t version = newestVersion;
    file.whole("version", version);
    file.require("version");
    if (version != newestVersion)
        file.wrong("version",
                   fmt::format("this program reads version {}, not {}", newestVersion, version));
}

void readMode(TomlTable &file, sim::Mode &mode)
{
    if (const auto choice = file.choice("mode", modeNames()))
        mode = static_cast<sim::Mode>(*choice);
}

void readContent(TomlTable table, sim::SimSetup &setup)
{
    table.size("size", setup.totalLength);
    table.require("size");
    std::uint64_t pieceLength = setup.pieceLength;
    table.size("piece-size", pieceLength);
    if (pieceLength == 0 || pieceLength > maxPieceLength)
        table.wrong("piece-size", "it must be from 1 B to 2 GiB");
    setup.pieceLength = static_cast<std::uint32_t>(pieceLength);
    std::uint64_t pieces = 1;
    table.whole("pieces", pieces);
    if (table.has("pieces")) {
        if (table.has("piece-size"))
            table.wrong("pieces", "it cannot be there together with piece-size");
        if (const auto length = pieceLengthFor(setup.totalLength, pieces))
            setup.pieceLength = *length;
        else if (setup.totalLength > 0)
            table.wrong("pieces", length.error().detail);
    }
    table.refuseOthers();
}

/// The names of the regions; one without a name when the file has none.
std::vector<std::string> readNetwork(TomlTable table, sim::SimSetup &setup)
{
    std::vector<std::string> regions;
    table.texts("regions", regions);
    table.matrix("latency", setup.latency);
    if (regions.size() > maxRegions)
        table.wrong("regions", fmt::format("at most {} are possible", maxRegions));
    if (table.has("regions"))
        table.require("latency");
    if (table.has("latency") && setup.latency.size() != std::max<std::size_t>(regions.size(), 1))
        table.wrong(
            "latency",
            fmt::format("it has {} rows for {} regions", setup.latency.size(), regions.size()));
    table.refuseOthers();
    return regions;
}

void readTracker(TomlTable table, sim::SimSetup &setup)
{
    base::Duration interval = setup.announceInterval;
    table.duration("interval", interval);
    if (const auto selection = table.choice("selection", base::namesOf(roles::peerSelections())))
        setup.selection = roles::peerSelections()[*selection].value;
    if (interval < std::chrono::seconds(1))
        table.wrong("interval", "it must be at least a second");
    setup.announceInterval = std::chrono::duration_cast<std::chrono::seconds>(interval);
    table.refuseOthers();
}

void readLimits(TomlTable table, sim::SimSetup &setup)
{
    table.duration("horizon", setup.horizon);
    table.refuseOthers();
}

void readMeasure(TomlTable table, Scenario &scenario)
{
    table.duration("every", scenario.sampleInterval);
    if (scenario.sampleInterval < std::chrono::milliseconds(1))
        table.wrong("every", "it must be at least a millisecond");
    table.size("recordings", scenario.recordingSize);
    table.refuseOthers();
}

Scenario read(TomlTable file, const toml::table &root)
{
    Scenario scenario;
    readVersion(file);
    file.text("name", scenario.name);
    file.text("description", scenario.description);
    if (const auto world = file.choice("world", {"virtual", "live"}))
        scenario.world = *world == 0 ? World::Virtual : World::Live;
    file.whole("random-seed", scenario.setup.seed);
    readMode(file, scenario.setup.mode);
    file.require("content");
    readContent(file.table("content"), scenario.setup);
    const auto regions = readNetwork(file.table("network"), scenario.setup);
    readTracker(file.table("tracker"), scenario.setup);
    readLimits(file.table("limits"), scenario.setup);
    file.require("group");
    for (TomlTable &group : file.tables("group"))
        scenario.setup.groups.push_back(readGroup(group, regions));
    scenario.events = readEvents(file, scenario.setup);
    scenario.sweep = readSweep(file.table("sweep"));
    readMeasure(file.table("measure"), scenario);
    scenario.theories = readTheories(file, root);
    file.refuseOthers();
    return scenario;
}

} // namespace

std::vector<std::string_view> modeNames()
{
    return {"blocks", "pieces"};
}

base::Expected<toml::table> parseToml(std::string_view text, const std::string &file)
{
    if (text.size() > Scenario::MaxSize)
        return base::fail(base::ErrorCode::Usage, file,
                          fmt::format("a scenario has at most {} bytes", Scenario::MaxSize));
    try {
        return toml::parse(text);
    } catch (const toml::parse_error &error) {
        return base::fail(base::ErrorCode::Usage, whereOf(file, error.source().begin),
                          base::cleanText(error.description(), longestDetail));
    }
}

/// What the world of the scenario cannot do.
static std::optional<Flaw> findUnfit(const Scenario &scenario)
{
    if (scenario.world == World::Live)
        return findLiveFlaw(scenario);
    if (scenario.setup.mode == sim::Mode::Blocks)
        return std::nullopt;
    if (!scenario.events.empty())
        return Flaw{"event", "a world of pieces has no events; mode = \"blocks\" has"};
    for (std::size_t i = 0; i < scenario.setup.groups.size(); ++i) {
        if (scenario.setup.groups[i].sessions > 1)
            return Flaw{fmt::format("group[{}].sessions", i),
                        "a world of pieces has no sessions; mode = \"blocks\" has"};
    }
    return std::nullopt;
}

base::Expected<Scenario> readScenario(const toml::table &root, const std::string &file)
{
    TomlFaults faults(file);
    Scenario scenario = read(TomlTable(root, "", faults), root);
    if (!faults.first()) {
        if (const auto flaw = findFlaw(scenario.setup))
            faults.wrong(flaw->key, flaw->detail);
        else if (const auto unfit = findUnfit(scenario))
            faults.wrong(unfit->key, unfit->detail);
    }
    if (faults.first())
        return tl::unexpected(*faults.first());
    return scenario;
}

base::Expected<Scenario> Scenario::parse(std::string_view text, const std::string &file)
{
    return parseToml(text, file).and_then([&](const toml::table &root) {
        return readScenario(root, file);
    });
}

Scenario Scenario::standard()
{
    constexpr double megabit = 1e6 / 8;
    Scenario scenario;
    scenario.name = "standard";
    scenario.description = "1 seed and 100 leechers that come at once for 10 MB";
    scenario.setup.totalLength = 10'000'000;
    sim::PeerGroup seeds;
    seeds.name = "seeds";
    seeds.count = 1;
    seeds.seed = true;
    seeds.line = {.up = 10 * megabit};
    sim::PeerGroup leechers;
    leechers.name = "leechers";
    leechers.count = 100;
    leechers.line = {.up = 2 * megabit, .down = 20 * megabit};
    scenario.setup.groups = {std::move(seeds), std::move(leechers)};
    return scenario;
}

} // namespace lab

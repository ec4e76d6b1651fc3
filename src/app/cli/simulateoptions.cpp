#include "app/cli/simulateoptions.h"

#include "app/cli/peeroptions.h"
#include "core/base/units.h"
#include "core/lab/groupreader.h"
#include "core/lab/setupcheck.h"
#include "core/swarm/policycatalog.h"
#include "net/scenariolibrary.h"

#include <algorithm>

namespace app {

namespace {

/// Changes a scenario option by option and keeps the first error; an option that was not typed
/// changes nothing.
class Overrides
{
public:
    explicit Overrides(sim::SimSetup &setup)
        : m_setup(setup)
    {
    }

    /// Reads the text and hands the value to `use`, which may refuse it by a message.
    template <typename T, typename Use>
    void read(const char *option, const std::string &text,
              base::Expected<T> (*parse)(std::string_view), const Use &use)
    {
        if (text.empty())
            return;
        if (const auto value = parse(text))
            use(*value);
        else
            refuse(value.error().within(option));
    }

    template <typename Use> void eachLeecher(const Use &use)
    {
        for (sim::PeerGroup &group : m_setup.groups) {
            if (!group.seed)
                use(group);
        }
    }

    template <typename Use> void eachSeed(const Use &use)
    {
        for (sim::PeerGroup &group : m_setup.groups) {
            if (group.seed)
                use(group);
        }
    }

    void refuse(base::Error error)
    {
        if (!m_error)
            m_error = std::move(error);
    }
    [[nodiscard]] const std::optional<base::Error> &error() const { return m_error; }

private:
    sim::SimSetup &m_setup;
    std::optional<base::Error> m_error;
};

/// So many leechers in all; several groups keep their shares.
void setPeers(sim::SimSetup &setup, std::uint32_t peers)
{
    std::uint64_t total = 0;
    for (const sim::PeerGroup &group : setup.groups)
        total += group.seed ? 0 : group.count;
    std::uint64_t before = 0;
    std::uint64_t given = 0;
    for (sim::PeerGroup &group : setup.groups) {
        if (group.seed || total == 0)
            continue;
        before += group.count;
        const std::uint64_t upToHere = (std::uint64_t{peers} * before + total / 2) / total;
        group.count = static_cast<std::uint32_t>(upToHere - given);
        given = upToHere;
    }
}

void overrideContent(Overrides &overrides, const SimulateArguments &arguments, sim::SimSetup &setup)
{
    overrides.read("--size", arguments.size, base::parseBytes,
                   [&](std::uint64_t size) { setup.totalLength = size; });
    overrides.read("--piece-size", arguments.pieceSize, base::parseBytes, [&](std::uint64_t size) {
        if (size == 0 || size > lab::maxPieceLength)
            overrides.refuse(
                {base::ErrorCode::Usage, "--piece-size", "it must be between 1 B and 2 GiB"});
        setup.pieceLength = static_cast<std::uint32_t>(size);
    });
    if (arguments.pieces) {
        if (const auto length = lab::pieceLengthFor(setup.totalLength, *arguments.pieces))
            setup.pieceLength = *length;
        else
            overrides.refuse(length.error().within("--pieces"));
    }
}

void overrideLines(Overrides &overrides, const SimulateArguments &arguments)
{
    overrides.read("--up", arguments.up, base::parseRate, [&](std::uint64_t rate) {
        overrides.eachLeecher(
            [&](sim::PeerGroup &group) { group.line.up = static_cast<double>(rate); });
    });
    overrides.read("--down", arguments.down, base::parseRate, [&](std::uint64_t rate) {
        overrides.eachLeecher(
            [&](sim::PeerGroup &group) { group.line.down = static_cast<double>(rate); });
    });
    overrides.read("--seed-up", arguments.seedUp, base::parseRate, [&](std::uint64_t rate) {
        overrides.eachSeed(
            [&](sim::PeerGroup &group) { group.line.up = static_cast<double>(rate); });
    });
}

void overrideBehaviour(Overrides &overrides, const SimulateArguments &arguments,
                       sim::SimSetup &setup)
{
    overrides.read("--arrival", arguments.arrival, lab::parseArrival, [&](const auto &arrival) {
        overrides.eachLeecher([&](sim::PeerGroup &group) { group.arrival = arrival; });
    });
    overrides.read("--stay", arguments.stay, lab::parseStay, [&](const auto &stay) {
        overrides.eachLeecher([&](sim::PeerGroup &group) { group.stay = stay; });
    });
    for (sim::PeerGroup &group : setup.groups) {
        if (!arguments.picker.empty())
            group.picker = arguments.picker;
        if (!arguments.choker.empty())
            group.choker = arguments.choker;
        if (!arguments.seedChoker.empty())
            group.seedChoker = arguments.seedChoker;
        if (arguments.superSeeding)
            group.seeding = swarm::Seeding::Super;
        group.maxN = arguments.maxN.value_or(group.maxN);
        group.neighbours = arguments.neighbours.value_or(group.neighbours);
    }
    overrides.read("--horizon", arguments.horizon, base::parseDuration,
                   [&](base::Duration horizon) { setup.horizon = horizon; });
    setup.selection = arguments.selection.value_or(setup.selection);
    setup.seed = arguments.seed.value_or(setup.seed);
}

/// The option's check let known names through only.
void overrideMode(const std::string &name, sim::Mode &mode)
{
    const auto names = lab::modeNames();
    if (!name.empty())
        mode = static_cast<sim::Mode>(std::ranges::find(names, name) - names.begin());
}

base::Expected<lab::Scenario> readFile(const std::string &file)
{
    const auto text = net::readScenarioText(file);
    if (!text)
        return tl::unexpected(text.error());
    return lab::Scenario::parse(*text, file);
}

} // namespace

base::Expected<lab::Scenario> readScenario(const SimulateArguments &arguments)
{
    auto scenario
        = arguments.scenario.empty() ? lab::Scenario::standard() : readFile(arguments.scenario);
    if (!scenario)
        return scenario;
    Overrides overrides(scenario->setup);
    overrideMode(arguments.mode, scenario->setup.mode);
    if (arguments.peers)
        setPeers(scenario->setup, *arguments.peers);
    overrideContent(overrides, arguments, scenario->setup);
    overrideLines(overrides, arguments);
    overrideBehaviour(overrides, arguments, scenario->setup);
    if (overrides.error())
        return tl::unexpected(*overrides.error());
    if (const auto flaw = lab::findFlaw(scenario->setup))
        return base::fail(base::ErrorCode::Usage, "these options: " + flaw->key, flaw->detail);
    return scenario;
}

void addSimulateOptions(CLI::App &command, SimulateArguments &arguments)
{
    command.add_option("scenario", arguments.scenario,
                       "A TOML file; left out = 1 seed and 100 leechers for 10 MB");
    command
        .add_option("--mode", arguments.mode,
                    "blocks = message by message; pieces = coarser, for 100,000 peers and more")
        ->check(CLI::IsMember(lab::modeNames()));
    command.add_option("--peers", arguments.peers,
                       "Leechers; several groups of them keep their shares");
    command.add_option("--size", arguments.size, "Of the content, such as 10MB");
    CLI::Option *const pieces
        = command.add_option("--pieces", arguments.pieces, "Pieces it is cut into");
    command.add_option("--piece-size", arguments.pieceSize, "Such as 256KiB")->excludes(pieces);
    command.add_option("--up", arguments.up, "Uplink of each leecher, such as 2Mbit/s");
    command.add_option("--down", arguments.down, "Downlink of each leecher; 0 = no limit");
    command.add_option("--seed-up", arguments.seedUp, "Uplink of each seed");
    command.add_option("--arrival", arguments.arrival,
                       "When leechers come: at-once, spread:SPAN, poisson:RATE, "
                       "flash-crowd:RATE,SPAN or trace:TIME,TIME...");
    command.add_option("--stay", arguments.stay,
                       "How long leechers stay: forever, at-once, for:SPAN, exponential:SPAN, "
                       "until-ratio:R, abort:PART, announcements:SPAN,INTEREST or crash:SPAN");
    addPolicyOption(command, "--picker", arguments.picker, swarm::pickers(),
                    "How pieces are picked, for every peer");
    addPolicyOption(command, "--choker", arguments.choker, swarm::chokers(),
                    "Who is served, for every peer");
    addPolicyOption(command, "--seed-choker", arguments.seedChoker, swarm::seedChokers(),
                    "Who is served by a peer that is complete, for every peer");
    command.add_flag("--super-seeding", arguments.superSeeding,
                     "The seeds show others one piece at a time (BEP 16)");
    addChoiceOption(command, "--selection", arguments.selection, roles::peerSelections(),
                    "Whom the tracker lists for whom");
    command.add_option("--max-n", arguments.maxN,
                       "Transfers a peer serves at once; 0 = the choker's default");
    command.add_option("--neighbours", arguments.neighbours, "Links a peer dials for");
    command.add_option("--seed", arguments.seed, "Of every random choice");
    command.add_option("--horizon", arguments.horizon,
                       "Virtual time at which the run ends at the latest");
    command.add_option("-o,--output", arguments.output, "Folder for peers.csv and summary.json");
    command.add_option("--record", arguments.record, "File to record what happens into");
    command.add_flag("--json", arguments.json, "Print the summary as one JSON document");
}

} // namespace app

#include "app/cli/command.h"
#include "net/torrentfile.h"

#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <string>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium new crowd.toml
      writes a scenario with a comment to every key; torrarium run crowd.toml runs it
)";

constexpr std::string_view Template
    = R"(# A Torrarium scenario: docs/scenarios.md tells every key, docs/experiments.md what running it gives.
#   torrarium validate FILE      checks it
#   torrarium run FILE -o DIR    runs every trial and keeps the results

version = 1
name = "crowd"
description = "Leechers that come at once to one seed"
random-seed = 1                  # the same one gives the same results

[content]
size = "10 MB"
piece-size = "128 KiB"

[network]
latency = "25 ms"                # one way, between any two peers

[tracker]
interval = "5 min"               # between announces of a peer

[limits]
horizon = "2 h"                  # virtual time at which a trial ends at the latest

[measure]
every = "5 s"                    # between two samples of peers, seeds, copies

[[group]]
name = "seeds"
seed = true                      # has everything from the start
count = 1
up = "10 Mbit/s"

[[group]]
name = "leechers"
count = 50
up = "2 Mbit/s"
down = "20 Mbit/s"               # no limit without it
arrival = { kind = "at-once" }   # or spread, poisson, flash-crowd, trace
stay = { kind = "for", span = "1 min" }
picker = "rarest-first"          # or random, sequential
choker = "tit-for-tat"           # or bit-tyrant, prop-share, all-unchoked, free-rider
max-n = 0                        # transfers served at once; 0 = the choker's default
neighbours = 30                  # links a peer dials for

# What is done to the swarm while it runs:
#[[event]]
#at = "1 min"
#do = "leave"                    # or crash, disconnect, reconnect, tracker-down, tracker-up, stay
#group = "seeds"

[sweep]
repetitions = 5                  # of each setting, each with a seed of its own
combine = "grid"                 # or pairs

[sweep.over]                     # keys by their path, each with a list or a range
"group[leechers].count" = "25..100 times 2"
#"group[*].picker" = ["rarest-first", "random"]
)";

int writeNew(const std::string &file)
{
    if (std::filesystem::exists(file))
        return report({base::ErrorCode::Usage, file, "it is there already"});
    if (const auto written = net::writeWhole(file, base::asBytes(Template)); !written)
        return report(written.error());
    fmt::print("{}\n", file);
    return Ok;
}

} // namespace

void addNew(CLI::App &program, Action &action)
{
    auto file = std::make_shared<std::string>();
    CLI::App *command = program.add_subcommand("new", "Write a commented scenario to start from");
    command->add_option("file", *file, "The file to write; it must not be there")->required();
    command->footer(Examples);
    command->callback([file, &action] { action = [file] { return writeNew(*file); }; });
}

} // namespace app

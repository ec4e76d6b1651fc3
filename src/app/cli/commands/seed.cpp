#include "app/cli/command.h"
#include "app/cli/peersession.h"

#include <memory>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium seed film.torrent -d ~/films
      checks the content below ~/films and shares it until Ctrl+C
  torrarium seed film.torrent -d ~/films --listen 0.0.0.0:6881 --up 2MiB/s
      on a fixed port, at most 2 MiB/s
)";

int seed(const PeerArguments &arguments)
{
    auto setup = readPeerSetup(arguments);
    if (!setup)
        return report(setup.error());
    PeerSession session(std::move(*setup), true);
    const int code = session.run(arguments.peers);
    return code == Interrupted ? Ok : code; // a signal is how a seed ends
}

} // namespace

void addSeed(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<PeerArguments>();
    CLI::App *command = program.add_subcommand("seed", "Share content that is complete");
    addPeerOptions(*command, *arguments);
    command->footer(Examples);
    command->callback([arguments, &action] { action = [arguments] { return seed(*arguments); }; });
}

} // namespace app

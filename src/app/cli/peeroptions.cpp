#include "app/cli/peeroptions.h"

#include "core/base/rng.h"
#include "core/base/units.h"
#include "core/swarm/policycatalog.h"
#include "core/wire/clientname.h"
#include "net/torrentfile.h"

#include <random>
#include <sys/resource.h>
#include <thread>

namespace app {

void raiseFileLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

void addPeerOptions(CLI::App &command, PeerArguments &arguments)
{
    command.add_option("torrent", arguments.torrent, "The .torrent file")->required();
    command.add_option("-d,--dir", arguments.directory, "Folder of the content")
        ->capture_default_str();
    command
        .add_option("--listen", arguments.listen,
                    "Where to listen, ADDR:PORT; port 0 takes a free one")
        ->capture_default_str();
    command.add_option("--peer", arguments.peers, "A peer to dial, ADDR:PORT; may be repeated");
    command.add_option("--up", arguments.up, "Upload limit, such as 500KiB/s");
    command.add_option("--down", arguments.down, "Download limit");
    command.add_option("--max-n", arguments.maxN,
                       "Transfers served at once; 0 = the choker's default");
    addPolicyOption(command, "--picker", arguments.picker, swarm::pickers(),
                    "How pieces are picked")
        ->capture_default_str();
    addPolicyOption(command, "--choker", arguments.choker, swarm::chokers(), "Who is served")
        ->capture_default_str();
    addPolicyOption(command, "--seed-choker", arguments.seedChoker, swarm::seedChokers(),
                    "Who is served by a seed; left out = the choker goes on");
    command.add_flag("--super-seeding", arguments.superSeeding,
                     "Show others one piece at a time when complete from the start (BEP 16)");
}

base::Expected<base::Endpoint> readEndpoint(const std::string &option, const std::string &text)
{
    const auto endpoint = base::Endpoint::parse(text);
    if (!endpoint)
        return base::fail(base::ErrorCode::Usage, option, "\"" + text + "\" is not ADDRESS:PORT");
    return *endpoint;
}

base::Expected<std::uint64_t> readRate(const std::string &option, const std::string &text)
{
    if (text.empty())
        return 0;
    const auto rate = base::parseRate(text);
    if (!rate)
        return tl::unexpected(rate.error().within(option));
    return *rate;
}

base::Expected<net::PeerSetup> readPeerSetup(const PeerArguments &arguments)
{
    auto metainfo = net::readTorrentFile(arguments.torrent);
    if (!metainfo)
        return tl::unexpected(metainfo.error());
    const auto listen = readEndpoint("--listen", arguments.listen);
    if (!listen)
        return tl::unexpected(listen.error());
    const auto up = readRate("--up", arguments.up);
    if (!up)
        return tl::unexpected(up.error());
    const auto down = readRate("--down", arguments.down);
    if (!down)
        return tl::unexpected(down.error());
    for (const std::string &peer : arguments.peers) {
        if (const auto endpoint = readEndpoint("--peer", peer); !endpoint)
            return tl::unexpected(endpoint.error());
    }

    net::PeerSetup setup;
    const std::filesystem::path directory(arguments.directory);
    setup.layout = {directory, directory / ".temporal",
                    std::make_shared<const wire::Metainfo>(std::move(*metainfo))};
    setup.disk = std::make_shared<net::DiskThread>();
    setup.listen = *listen;
    setup.upRate = *up;
    setup.downRate = *down;
    setup.checkThreads = std::thread::hardware_concurrency();
    std::random_device entropy;
    setup.config.seed = (std::uint64_t{entropy()} << 32) | entropy();
    base::Rng rng(setup.config.seed);
    setup.config.id = wire::makePeerId(rng);
    setup.config.infoHash = setup.layout.metainfo->infoHash;
    setup.config.picker = arguments.picker;
    setup.config.choker = arguments.choker;
    setup.config.seedChoker = arguments.seedChoker;
    setup.config.seeding = arguments.superSeeding ? swarm::Seeding::Super : swarm::Seeding::Normal;
    setup.config.maxN = arguments.maxN;
    setup.config.clientVersion = wire::ownClientName();
    return setup;
}

} // namespace app

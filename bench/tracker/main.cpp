// Announce load for any tracker on 127.0.0.1; one JSON object on stdout. Used by bench/tracker.py.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>

#include "httpload.h"
#include "udpload.h"

namespace {

struct Arguments {
    bench::Population population;
    bench::Effort effort;
    std::uint16_t port = 6969;
    double seconds = 5;
    bool udp = false;
    bool keepAlive = false;
    bool printHashes = false;
};

void readArguments(CLI::App &program, Arguments &arguments)
{
    program.add_option("--port", arguments.port, "Port of the tracker");
    program.add_option("--peers", arguments.population.count, "Peers that announce");
    program.add_option("--swarms", arguments.population.swarms, "Torrents they are spread over");
    program.add_option("--numwant", arguments.population.numWant, "Peers asked for");
    program.add_option("--outstanding", arguments.effort.outstanding,
                       "Announces on their way at once");
    program.add_option("--seconds", arguments.seconds, "How long");
    program.add_flag("--once", arguments.effort.once, "Every peer announces once instead");
    program.add_flag("--udp", arguments.udp, "UDP instead of HTTP");
    program.add_flag("--keep-alive", arguments.keepAlive, "Keep HTTP connections");
    program.add_flag("--print-hashes", arguments.printHashes, "Print the info-hashes and end");
}

int run(Arguments &arguments)
{
    if (arguments.printHashes) {
        for (std::uint32_t swarm = 0; swarm < arguments.population.swarms; ++swarm)
            fmt::print("{}\n", bench::Population::infoHash(swarm).hex());
        return 0;
    }
    arguments.effort.time = std::chrono::duration<double>(arguments.seconds);
    bench::Tally tally;
    bench::Clock::time_point start;
    if (arguments.udp) {
        auto packets = bench::udpRequests(arguments.population);
        start = bench::Clock::now();
        bench::loadUdp(arguments.port, std::move(packets), arguments.effort, tally);
    } else {
        const auto requests = bench::httpRequests(arguments.population, arguments.keepAlive);
        start = bench::Clock::now();
        bench::loadHttp(arguments.port, requests, arguments.keepAlive, arguments.effort, tally);
    }
    fmt::print("{}\n", tally.json(bench::Clock::now() - start));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    CLI::App program{"Announce load for a tracker"};
    Arguments arguments;
    readArguments(program, arguments);
    CLI11_PARSE(program, argc, argv);
    try {
        return run(arguments);
    } catch (const std::exception &error) {
        fmt::print(stderr, "bench_tracker_load: {}\n", error.what());
        return 1;
    }
}

#include "app/cli/command.h"
#include "app/cli/peeroptions.h"
#include "app/cli/shutdown.h"
#include "core/base/rng.h"
#include "core/base/units.h"
#include "core/lab/groupreader.h"
#include "core/swarm/policycatalog.h"
#include "net/liveswarm.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <map>
#include <memory>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium swarm film.mkv
      1 seed and 11 leechers in this process, over real sockets
  torrarium swarm film.mkv --peers 50 --seeds 2 --up 1MiB/s -o lab
      each peer's files lie in lab/<number>/shared
  torrarium swarm film.mkv --peers 20 --up 1MiB/s --arrival spread:20s
      the leechers come one by one, as in `torrarium simulate`
  torrarium swarm film.mkv --super-seeding --picker random --up 2MiB/s
      other policies; `torrarium policies` lists them
  torrarium swarm film.mkv --max-n 2 --json
      the completion times as one JSON document
)";

struct SwarmArguments {
    net::SwarmSetup setup;
    std::string content;
    std::string output = "swarm";
    std::string up;
    std::string down;
    std::string pieceSize;
    std::string record;
    std::string arrival;
    bool json = false;
};

/// When the leechers come; there are fewer of them when fewer come.
base::Expected<void> readArrival(const std::string &text, net::SwarmSetup &setup)
{
    if (text.empty())
        return {};
    const auto arrival = lab::parseArrival(text);
    if (!arrival)
        return tl::unexpected(arrival.error().within("--arrival"));
    base::Rng rng = base::Rng(setup.seed).fork(0); // the peers have theirs by number, from 1
    for (const base::Time at : sim::arrivalTimes(*arrival, setup.leechers, rng))
        setup.arrivals.push_back(at.time_since_epoch());
    setup.leechers = static_cast<std::uint32_t>(setup.arrivals.size());
    if (setup.leechers == 0)
        return base::fail(base::ErrorCode::Usage, "--arrival", "nobody comes");
    return {};
}

base::Expected<net::SwarmSetup> readSetup(const SwarmArguments &arguments)
{
    net::SwarmSetup setup = arguments.setup;
    const auto up = readRate("--up", arguments.up);
    if (!up)
        return tl::unexpected(up.error());
    const auto down = readRate("--down", arguments.down);
    if (!down)
        return tl::unexpected(down.error());
    const auto piece = base::parseBytes(arguments.pieceSize.empty() ? "0" : arguments.pieceSize);
    if (!piece)
        return tl::unexpected(piece.error().within("--piece-size"));
    if (*piece > std::uint64_t{1} << 31)
        return base::fail(base::ErrorCode::Usage, "--piece-size", "it must be at most 2 GiB");
    if (const auto read = readArrival(arguments.arrival, setup); !read)
        return tl::unexpected(read.error());
    setup.content = arguments.content;
    setup.directory = arguments.output;
    setup.recording = arguments.record;
    setup.upRate = *up;
    setup.downRate = *down;
    setup.pieceLength = static_cast<std::uint32_t>(*piece);
    return setup;
}

/// Runs the swarm until its last leecher is complete.
class SwarmRun : public QObject
{
public:
    SwarmRun(const net::SwarmSetup &setup, bool json)
        : m_setup(setup)
        , m_json(json)
    {
        connect(&m_swarm, &net::LiveSwarm::started, this, &SwarmRun::started);
        connect(&m_swarm, &net::LiveSwarm::failed, this,
                [](const base::Error &error) { QCoreApplication::exit(report(error)); });
        connect(&m_swarm, &net::LiveSwarm::peerCompleted, this, &SwarmRun::peerCompleted);
        connect(&m_swarm, &net::LiveSwarm::completed, this, &SwarmRun::completed);
        onShutdownSignal(this, [] { QCoreApplication::exit(Interrupted); });
    }

    int run()
    {
        m_swarm.start(m_setup);
        int code = QCoreApplication::exec();
        connect(&m_swarm, &net::LiveSwarm::recordingFailed, this,
                [&code](const base::Error &error) { code = report(error); });
        m_swarm.stop();
        return code;
    }

private:
    void started()
    {
        m_clock.start();
        if (!m_json)
            fmt::print("start\n");
        std::fflush(stdout);
        if (m_setup.leechers == 0)
            QCoreApplication::exit(Ok);
    }

    void peerCompleted(quint32 number)
    {
        m_seconds[number] = static_cast<double>(m_clock.nsecsElapsed()) * 1e-9;
        fmt::print(stderr, "{} of {} complete\n", m_seconds.size(), m_setup.leechers);
    }

    /// Seconds since the start at which a leecher came.
    [[nodiscard]] double joinedAt(std::uint32_t number) const
    {
        const std::size_t leecher = std::size_t{number} - 1 - m_setup.seeds;
        return leecher < m_setup.arrivals.size() ? base::toSeconds(m_setup.arrivals[leecher]) : 0;
    }

    void completed()
    {
        if (!m_json) {
            fmt::print("complete\n");
            for (const auto &[number, seconds] : m_seconds)
                fmt::print("peer {} {:.3f} s{}\n", number, seconds,
                           m_setup.arrivals.empty()
                               ? std::string()
                               : fmt::format(", joined at {:.3f} s", joinedAt(number)));
        } else {
            QJsonArray peers;
            for (const auto &[number, seconds] : m_seconds)
                peers.append(QJsonObject{{"peer", static_cast<qint64>(number)},
                                         {"joined", joinedAt(number)},
                                         {"seconds", seconds}});
            const QJsonObject result{{"seeds", static_cast<qint64>(m_setup.seeds)},
                                     {"leechers", static_cast<qint64>(m_setup.leechers)},
                                     {"completions", peers}};
            fmt::print("{}\n", QJsonDocument(result).toJson(QJsonDocument::Compact).toStdString());
        }
        std::fflush(stdout);
        QCoreApplication::exit(Ok);
    }

    net::SwarmSetup m_setup;
    bool m_json;
    net::LiveSwarm m_swarm;
    QElapsedTimer m_clock;
    std::map<std::uint32_t, double> m_seconds; ///< completion times by peer
};

int swarmCommand(const SwarmArguments &arguments)
{
    const auto setup = readSetup(arguments);
    if (!setup)
        return report(setup.error());
    raiseFileLimit();
    return SwarmRun(*setup, arguments.json).run();
}

void addPolicyOptions(CLI::App &command, net::SwarmSetup &setup)
{
    addPolicyOption(command, "--picker", setup.picker, swarm::pickers(), "How pieces are picked")
        ->capture_default_str();
    addPolicyOption(command, "--choker", setup.choker, swarm::chokers(), "Who is served")
        ->capture_default_str();
    addPolicyOption(command, "--seed-choker", setup.seedChoker, swarm::seedChokers(),
                    "Who is served by a seed; left out = the choker goes on");
    command.add_flag_callback(
        "--super-seeding", [&setup] { setup.seeding = swarm::Seeding::Super; },
        "The seeds show others one piece at a time (BEP 16)");
    addChoiceOption(command, "--selection", setup.selection, roles::peerSelections(),
                    "Whom the tracker lists for whom");
}

} // namespace

void addSwarm(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<SwarmArguments>();
    net::SwarmSetup &setup = arguments->setup;
    CLI::App *command = program.add_subcommand("swarm", "Run a whole swarm in this process");
    command->add_option("content", arguments->content, "File or folder to share")->required();
    command->add_option("--peers", setup.leechers, "Leechers")->capture_default_str();
    command->add_option("--seeds", setup.seeds, "Seeds")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command->add_option("--up", arguments->up, "Upload limit of each peer, such as 500KiB/s");
    command->add_option("--down", arguments->down, "Download limit of each peer");
    command->add_option("--arrival", arguments->arrival,
                        "When leechers come: at-once, spread:SPAN, poisson:RATE, "
                        "flash-crowd:RATE,SPAN or trace:TIME,TIME...");
    command->add_option("--max-n", setup.maxN,
                        "Transfers a peer serves at once; 0 = the choker's default");
    command->add_option("--threads", setup.threads, "Worker threads; 0 = one a core");
    command->add_option("--piece-size", arguments->pieceSize, "Such as 256KiB; left out = by size");
    addPolicyOptions(*command, setup);
    command->add_option("--seed", setup.seed, "Of every random choice")->capture_default_str();
    command->add_option("-o,--output", arguments->output, "Folder of the swarm's files")
        ->capture_default_str();
    command->add_option("--record", arguments->record, "File to record what happens into");
    command->add_flag("--json", arguments->json, "Print the completion times as JSON");
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return swarmCommand(*arguments); }; });
}

} // namespace app

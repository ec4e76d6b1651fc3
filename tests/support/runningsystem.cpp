#include "support/runningsystem.h"

namespace support {

namespace {

const base::Endpoint anyPort = base::Endpoint::fromV4(0x7f000001, 0);

} // namespace

RunningSystem::RunningSystem(const Setup &setup)
{
    m_coordinatorOptions.control.listen = anyPort;
    m_coordinatorOptions.pieceSize = 65536;
    m_coordinatorOptions.maxN = setup.maxN;
    m_coordinatorOptions.lease = setup.lease;
    m_coordinatorOptions.tick = std::chrono::milliseconds(50);
    m_coordinatorOptions.stateFile = sandbox / "coordinator.json";
    m_started = restartCoordinator();
    m_coordinatorOptions.control.listen = *coordinator->endpoint();
    for (int number = 1; number <= setup.trackers; ++number) {
        net::TrackerHostOptions options;
        options.tracker.http = anyPort;
        options.control = controlFor("Tracker" + std::to_string(number));
        trackers.push_back(std::make_unique<net::TrackerHost>(options));
        m_started = trackers.back()->start().has_value() && m_started;
    }
    net::IndexHostOptions options;
    options.index.http = anyPort;
    options.index.folder = sandbox / "torrents";
    options.index.scrapeInterval = std::chrono::milliseconds(50);
    options.coordinator = *coordinator->endpoint();
    options.name = "Index";
    index = std::make_unique<net::IndexHost>(options);
    m_started = index->start().has_value() && m_started;
    net::StatisticsOptions statisticsOptions;
    statisticsOptions.control = controlFor("Statistics");
    statisticsOptions.interval = std::chrono::milliseconds(50);
    statistics = std::make_unique<net::StatisticsHost>(statisticsOptions);
    statistics->start();
}

RunningSystem::~RunningSystem() = default;

net::ControlClientOptions RunningSystem::controlFor(const std::string &name) const
{
    net::ControlClientOptions options;
    options.server = *coordinator->endpoint();
    options.name = name;
    options.firstRetry = std::chrono::milliseconds(20);
    options.longestRetry = std::chrono::milliseconds(100);
    return options;
}

bool RunningSystem::isUp()
{
    return m_started && eventually([this] {
               return index->isRegistered()
                   && std::ranges::all_of(
                          trackers, [](const auto &tracker) { return tracker->isRegistered(); });
           });
}

net::UserHost &RunningSystem::addUser(const std::string &name)
{
    net::UserOptions options;
    options.coordinator = m_coordinatorOptions.control.listen;
    options.name = name;
    options.home = home(name);
    options.listen = anyPort;
    auto &user = m_users[name];
    user = std::make_unique<net::UserHost>(options);
    m_started = user->start().has_value() && m_started;
    if (coordinator)
        eventually([&user] { return user->isRegistered(); });
    return *user;
}

void RunningSystem::killUser(const std::string &name)
{
    m_users.erase(name);
}

void RunningSystem::killCoordinator()
{
    coordinator.reset();
}

bool RunningSystem::restartCoordinator()
{
    coordinator = std::make_unique<net::CoordinatorHost>(m_coordinatorOptions);
    return coordinator->start().has_value();
}

base::Expected<net::UserAnswer> RunningSystem::run(net::UserHost &user, const std::string &line)
{
    auto answer = std::make_shared<std::optional<base::Expected<net::UserAnswer>>>();
    user.executeLine(
        line, [answer](const base::Expected<net::UserAnswer> &result) { answer->emplace(result); });
    if (!eventually([answer] { return answer->has_value(); }))
        return base::fail(base::ErrorCode::Cancelled, line, "no answer came");
    return **answer;
}

std::string RunningSystem::tells(net::UserHost &user, const std::string &line)
{
    const auto answer = run(user, line);
    if (!answer)
        return answer.error().text();
    return answer->lines.empty() ? std::string() : answer->lines.front();
}

bool RunningSystem::haveTheSame(const std::string &a, const std::string &b,
                                const std::string &file) const
{
    const std::string content = readFile(shared(a, file));
    return !content.empty() && content == readFile(shared(b, file));
}

std::uint32_t RunningSystem::seedsOf(const base::InfoHash &infoHash) const
{
    std::uint32_t seeds = 0;
    for (const auto &tracker : trackers) {
        for (const net::TrackerSwarmRow &swarm : tracker->server().swarms()) {
            if (swarm.infoHash == infoHash)
                seeds += swarm.seeds;
        }
    }
    return seeds;
}

} // namespace support

#pragma once

#include "net/coordinatorhost.h"
#include "net/indexhost.h"
#include "net/statisticshost.h"
#include "net/trackerhost.h"
#include "net/userhost.h"
#include "support/rawclient.h"
#include "support/sandbox.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace support {

/// The five roles on loopback, each on a port of its own, in one thread and one folder. Users are
/// added as needed. Everything ends with the object.
class RunningSystem
{
public:
    struct Setup {
        int trackers = 2;
        std::uint64_t maxN = 0; ///< 0 = no limit
        std::chrono::milliseconds lease{30'000};
    };

    RunningSystem()
        : RunningSystem(Setup{})
    {
    }
    explicit RunningSystem(const Setup &setup);
    ~RunningSystem();
    RunningSystem(const RunningSystem &) = delete;
    RunningSystem &operator=(const RunningSystem &) = delete;

    /// Whether all but the users know each other.
    [[nodiscard]] bool isUp();
    /// A user in the folder of its name, started and, if the coordinator is there, registered.
    net::UserHost &addUser(const std::string &name);
    /// Ends a user as if its process were killed.
    void killUser(const std::string &name);
    /// Ends the coordinator as if its process were killed, with its last state on disk.
    void killCoordinator();
    /// A new one where the last one was.
    [[nodiscard]] bool restartCoordinator();

    /// Carries a command out and waits for its answer.
    static base::Expected<net::UserAnswer> run(net::UserHost &user, const std::string &line);
    /// The first line of the answer, or the error's text.
    static std::string tells(net::UserHost &user, const std::string &line);

    [[nodiscard]] std::filesystem::path home(const std::string &user) const
    {
        return sandbox / user;
    }
    [[nodiscard]] std::filesystem::path shared(const std::string &user,
                                               const std::string &file) const
    {
        return home(user) / "shared" / file;
    }
    /// Puts content into a user's shared folder.
    void give(const std::string &user, const std::string &file, std::uint64_t size,
              std::uint64_t seed) const
    {
        writeContent(shared(user, file), size, seed);
    }
    /// Whether both users have the same whole file.
    [[nodiscard]] bool haveTheSame(const std::string &a, const std::string &b,
                                   const std::string &file) const;
    /// Seeds of a torrent at all trackers.
    [[nodiscard]] std::uint32_t seedsOf(const base::InfoHash &infoHash) const;
    [[nodiscard]] net::CoordinatorSnapshot state() const
    {
        return *coordinator->snapshots()->newest();
    }

    Sandbox sandbox;
    std::unique_ptr<net::CoordinatorHost> coordinator;
    std::vector<std::unique_ptr<net::TrackerHost>> trackers;
    std::unique_ptr<net::IndexHost> index;
    std::unique_ptr<net::StatisticsHost> statistics;

private:
    [[nodiscard]] net::ControlClientOptions controlFor(const std::string &name) const;

    net::CoordinatorOptions m_coordinatorOptions;
    bool m_started = false;
    std::map<std::string, std::unique_ptr<net::UserHost>> m_users;
};

} // namespace support

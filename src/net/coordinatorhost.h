#pragma once

#include "net/controlserver.h"
#include "net/coordinatormethods.h"
#include "net/coordinatorsnapshot.h"
#include "net/mailbox.h"

#include <QLockFile>

#include <filesystem>

namespace net {

/// How a coordinator runs.
struct CoordinatorOptions {
    ControlServerOptions control;
    /// Given = from the first start on, and again at each start; else what the state says.
    std::optional<std::uint64_t> pieceSize; ///< bytes
    std::optional<std::uint64_t> maxN;
    std::optional<std::string> announcementBottom;
    std::optional<std::string> announcementRight;
    std::filesystem::path stateFile; ///< empty = nothing outlives the process; one process a file
    std::chrono::milliseconds lease{30'000}; ///< a lost user is waited for
    std::chrono::milliseconds tick{1000}; ///< between two looks for lost users
    std::function<std::int64_t()> clock; ///< milliseconds since 1970; left out = the system's
};

/// The coordinator as it runs: the control channel, the brain behind it and its state on disk.
/// A role's fault is that role's; a disk that says no is logged and tried again. Lives in one
/// thread; snapshots() may be read from any.
class CoordinatorHost : public QObject
{
    Q_OBJECT
public:
    /// Calls of one member: so many at once, then so many a second; more are refused.
    static constexpr double CallBurst = 2000;
    static constexpr double CallsPerSecond = 200;

    explicit CoordinatorHost(CoordinatorOptions options, QObject *parent = nullptr);
    ~CoordinatorHost() override;

    /// Reads the state and listens. An error names the file, the value or the address.
    base::Expected<void> start();
    /// Writes the state and hangs up on everybody. May be called twice.
    void stop();

    /// Where roles find it.
    [[nodiscard]] std::optional<base::Endpoint> endpoint() const { return m_server.endpoint(); }
    [[nodiscard]] bool wantsKey() const { return !m_options.control.joinKey.empty(); }
    /// Of this process: random.
    [[nodiscard]] const std::string &epoch() const { return m_server.epoch(); }
    /// What a panel shows, at most ten times a second.
    [[nodiscard]] std::shared_ptr<const Mailbox<CoordinatorSnapshot>> snapshots() const
    {
        return m_mailbox;
    }

public Q_SLOTS:
    /// For everybody, from now on, once started. Bad values are logged, and nothing changes.
    void setLimits(quint64 pieceSize, quint64 maxN);
    void setAnnouncements(const QString &bottom, const QString &right);

Q_SIGNALS:
    /// A line of the message screen.
    void logged(const QString &line);

private:
    /// What a member may still call, and since when it counts.
    struct Allowance {
        double calls = CallBurst;
        std::int64_t at = 0;
    };

    base::Expected<void> openState();
    void answer(const ControlMember &member, const QString &method, const QJsonObject &params,
                const ControlLink::Answer &answer);
    [[nodiscard]] bool mayCall(std::uint64_t member);
    base::Expected<void> lockState();
    void answerCounts(const ControlLink::Answer &answer);
    void takeCounts(const SystemCounts &counts);
    void log(const std::string &text);
    void tick();
    void save();
    void changed();
    void publish();

    CoordinatorOptions m_options;
    std::unique_ptr<QLockFile> m_lock; ///< of the state file
    ControlServer m_server;
    std::optional<roles::Coordinator> m_coordinator;
    std::optional<CoordinatorMethods> m_methods;
    std::map<std::uint64_t, Allowance> m_allowances;
    std::shared_ptr<Mailbox<CoordinatorSnapshot>> m_mailbox;
    RoleLog m_log;
    SystemCounts m_counts;
    std::uint64_t m_dropped = 0;
    bool m_isCounting = false;
    bool m_isSaveFailing = false;
    std::int64_t m_savedAt = 0;
    std::chrono::milliseconds m_saveDelay{}; ///< longer when the state is large
    QTimer m_tick;
    QTimer m_saveSoon;
    QTimer m_publishSoon;
};

} // namespace net

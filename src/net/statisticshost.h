#pragma once

#include "net/controlclient.h"
#include "net/mailbox.h"
#include "net/statisticssnapshot.h"

namespace net {

/// How the statistics role runs.
struct StatisticsOptions {
    ControlClientOptions control; ///< its role is set here
    std::chrono::milliseconds interval{1000}; ///< between two samples
    std::function<std::int64_t()> clock; ///< milliseconds since 1970; left out = the system's
};

/// The statistics role: watches seeds come and go, asks for the counts, and keeps the thesis's
/// three functions and their history. It is told the events that it missed when it comes late or
/// again. Lives in one thread; snapshots() may be read from any.
class StatisticsHost : public QObject
{
    Q_OBJECT
public:
    explicit StatisticsHost(StatisticsOptions options, QObject *parent = nullptr);

    void start();
    void stop();

    /// The thesis's functions, as of the last sample.
    [[nodiscard]] std::uint64_t nPeers() const { return m_counts.peers; }
    [[nodiscard]] std::uint64_t nSeeds() const { return m_counts.seeds; }
    /// Seconds; now.
    [[nodiscard]] double timeSeed() const { return times().timeSeed; }
    [[nodiscard]] roles::SeedTimes times() const { return m_statistics.times(m_options.clock()); }

    /// What a panel shows; a new one with each sample.
    [[nodiscard]] std::shared_ptr<const Mailbox<StatisticsSnapshot>> snapshots() const
    {
        return m_mailbox;
    }

Q_SIGNALS:
    /// There is a new sample.
    void sampled(const roles::StatisticsSample &sample);
    void refused(const base::Error &why);
    /// A line of the message screen.
    void logged(const QString &line);

private:
    void watch();
    void fetchEvents(std::uint64_t from);
    void takePage(std::uint64_t from, const QJsonObject &page);
    void hear(const QString &method, const QJsonObject &params);
    void take(const QString &event, const QJsonObject &params);
    void ask();
    void takeCounts(const QJsonObject &answer);
    void log(const std::string &text);
    void publish();

    StatisticsOptions m_options;
    ControlClient m_client;
    roles::SeedStatistics m_statistics;
    roles::StatisticsHistory m_history;
    SystemCounts m_counts;
    std::shared_ptr<Mailbox<StatisticsSnapshot>> m_mailbox;
    RoleLog m_log;
    QTimer m_sample;
    bool m_isCaughtUp = false; ///< the events of before are here
};

} // namespace net

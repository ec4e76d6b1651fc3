#pragma once

#include "core/base/expected.h"
#include "core/lab/observation.h"
#include "core/lab/schedule.h"
#include "core/lab/timeline.h"
#include "net/liveswarm.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

#include <cstddef>
#include <optional>
#include <vector>

namespace net {

/// Runs a scenario over real sockets on this machine and observes it. The peers come, stay and go
/// as the same scenario and seed have it in virtual time; all files but the recording lie in a
/// folder that is removed afterwards. Looks at the swarm ten times a second.
class LiveTrial : public QObject, private lab::Stage
{
    Q_OBJECT
public:
    /// Records into a file unless its name is empty.
    explicit LiveTrial(lab::Scenario scenario, std::filesystem::path recording = {},
                       QObject *parent = nullptr);
    ~LiveTrial() override;

    /// Makes the content and starts the swarm; finished() or failed() follows, queued.
    void start();

Q_SIGNALS:
    void finished(const lab::Observation &observation);
    void failed(const base::Error &error);

private:
    /// A peer that came.
    struct Member {
        std::uint32_t number = 0; ///< in the swarm
        lab::PeerObservation seen;
        base::Duration span{};
        std::optional<double> leavesAt; ///< s
        std::uint32_t sessions = 0; ///< that are over
        bool away = false;
    };

    base::Expected<void> makeContent();
    [[nodiscard]] double now() const;
    void look();
    void letCome();
    void completed(std::uint32_t number);
    void observe(const lab::SwarmSnapshot &snapshot);
    void observe(Member &member, const lab::PeerRow &row);
    void letGo();
    void sample(const lab::SwarmSnapshot &snapshot);
    [[nodiscard]] bool isSettled() const;
    void finish();
    [[nodiscard]] const sim::PeerGroup &groupOf(const Member &member) const
    {
        return m_scenario.setup.groups[member.seen.group];
    }

    std::vector<std::uint32_t> candidates(lab::TimelineEvent::Kind kind,
                                          std::optional<std::uint32_t> group) override;
    void happen(lab::TimelineEvent::Kind kind, std::uint32_t member) override;
    void setTrackerUp(bool up) override;
    void setStay(std::uint32_t group, const sim::Stay &stay, base::Rng &rng) override;

    lab::Scenario m_scenario;
    std::filesystem::path m_recording;
    lab::Timeline m_timeline;
    QTemporaryDir m_folder;
    std::vector<sim::Coming> m_comings; ///< by time
    std::size_t m_came = 0;
    std::vector<Member> m_members;
    std::vector<lab::Sample> m_samples;
    double m_sampleAt = 0; ///< s
    double m_lastLook = 0; ///< s
    std::optional<double> m_settledAt; ///< s
    QElapsedTimer m_clock;
    QTimer m_timer;
    LiveSwarm m_swarm;
};

} // namespace net

#pragma once

#include "core/lab/timeline.h"
#include "core/lab/worldwatch.h"
#include "net/mailbox.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace models {

/// Where a virtual world leaves its snapshots.
using SnapshotBox = net::Mailbox<lab::SwarmSnapshot>;

/// Runs one virtual world at a time at a pace beside real time. It works in short slices between
/// which its thread takes commands, so that these take effect at once however large the swarm is.
/// A world that falls behind its pace runs as fast as it can and does not catch up later.
///
/// Lives in a thread of its own; every function is called there.
class VirtualWorld : public QObject
{
    Q_OBJECT
public:
    VirtualWorld();

    /// Begins a world to which `events` happen by time; its snapshots go to `box`.
    void begin(const sim::SimSetup &setup, const std::vector<lab::TimelineEvent> &events,
               const std::string &name, std::shared_ptr<SnapshotBox> box);
    /// Ends it; its last snapshot stays in the box.
    void end();
    /// Virtual seconds a real one, 0 = as many as possible.
    void setPace(bool paused, double speed);
    /// Goes on to the next whole second of virtual time, whatever the pace.
    void step();

    void add(std::uint32_t group);
    void remove(std::uint32_t number);
    void setConnected(std::uint32_t number, bool connected);

Q_SIGNALS:
    void begun();

private:
    void slice();
    bool advance(base::Time until);
    void resume();
    void commanded();
    void publish();
    [[nodiscard]] base::Time due() const;
    [[nodiscard]] bool has(std::uint32_t number) const;

    std::unique_ptr<sim::SimWorld> m_world;
    std::unique_ptr<lab::Timeline> m_timeline;
    std::unique_ptr<lab::WorldWatch> m_watch; ///< of m_world, which outlives it
    std::shared_ptr<SnapshotBox> m_box;
    QTimer m_timer; ///< runs while there is something to do
    QElapsedTimer m_real; ///< since virtual time was m_anchor
    QElapsedTimer m_published;
    base::Time m_anchor{};
    base::Time m_stepTo{}; ///< while stepping: later than the world's time
    bool m_paused = false;
    double m_speed = 1;
};

} // namespace models

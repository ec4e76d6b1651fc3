#include "models/virtualworld.h"

#include "core/lab/virtualstage.h"

#include <algorithm>

namespace models {

namespace {

using namespace std::chrono_literals;

constexpr base::Duration stepTime = 1s;
constexpr base::Duration chunk = 10ms; ///< of virtual time between two looks at the clock
constexpr int sliceTime = 10; ///< ms of work before commands are looked for
constexpr int restTime = 15; ///< ms between slices when the pace is kept
constexpr qint64 snapshotTime = 100; ///< ms between snapshots
constexpr qint64 snapshotTimeAPeer = 1; ///< ms: a large swarm's rows cost the most

} // namespace

VirtualWorld::VirtualWorld()
    : m_timer(this)
{
    connect(&m_timer, &QTimer::timeout, this, &VirtualWorld::slice);
}

void VirtualWorld::begin(const sim::SimSetup &setup, const std::vector<lab::TimelineEvent> &events,
                         const std::string &name, std::shared_ptr<SnapshotBox> box)
{
    end();
    m_world = std::make_unique<sim::SimWorld>(setup);
    m_timeline = std::make_unique<lab::Timeline>(events, setup.groups.size(), setup.seed);
    m_world->keepGoingUntil(m_timeline->last());
    m_watch = std::make_unique<lab::WorldWatch>(*m_world, name);
    m_box = std::move(box);
    m_stepTo = {};
    commanded();
    Q_EMIT begun();
}

void VirtualWorld::end()
{
    m_timer.stop();
    m_watch.reset();
    m_world.reset();
}

void VirtualWorld::setPace(bool paused, double speed)
{
    m_paused = paused;
    m_speed = speed;
    m_stepTo = {};
    if (m_world)
        resume();
}

void VirtualWorld::step()
{
    if (!m_world)
        return;
    const base::Duration now = m_world->now().time_since_epoch();
    m_stepTo = base::Time(now - now % stepTime + stepTime);
    resume();
}

void VirtualWorld::add(std::uint32_t group)
{
    if (!m_world)
        return;
    m_world->add(group);
    commanded();
}

void VirtualWorld::remove(std::uint32_t number)
{
    if (!has(number))
        return;
    m_world->remove(lab::WorldWatch::indexOf(number));
    commanded();
}

void VirtualWorld::setConnected(std::uint32_t number, bool connected)
{
    if (!has(number))
        return;
    const sim::PeerIndex peer = lab::WorldWatch::indexOf(number);
    m_watch->log(peer, "swarm", connected ? "connects" : "disconnects");
    if (connected)
        m_world->reconnect(peer);
    else
        m_world->disconnect(peer);
    commanded();
}

/// What a command causes at this very moment happens and shows even in a pause.
void VirtualWorld::commanded()
{
    advance(m_world->now());
    publish();
    resume();
}

/// Begins to count from now: what the world is to do next has changed.
void VirtualWorld::resume()
{
    m_anchor = m_world->now();
    m_real.start();
    const bool idle = m_world->isOver() || (m_paused && m_stepTo <= m_anchor);
    if (idle) {
        m_timer.stop();
        publish();
    } else {
        m_timer.start(0);
    }
}

/// How far the world may be by now.
base::Time VirtualWorld::due() const
{
    if (m_stepTo > m_world->now())
        return m_stepTo;
    if (m_speed == 0)
        return base::Time::max();
    const double micros = static_cast<double>(m_real.nsecsElapsed()) / 1e3 * m_speed;
    return m_anchor + base::Duration(static_cast<base::Duration::rep>(micros));
}

void VirtualWorld::slice()
{
    QElapsedTimer spent;
    spent.start();
    const base::Time goal = due();
    while (m_world->now() < goal && spent.elapsed() < sliceTime
           && advance(std::min(goal, m_world->now() + chunk))) { }
    const bool stepped = m_paused && m_world->now() >= m_stepTo;
    if (m_world->isOver() || stepped) {
        resume();
        return;
    }
    if (m_world->now() < goal) {
        m_anchor = m_world->now();
        m_real.start();
    }
    m_timer.setInterval(m_world->now() < goal ? 0 : restTime);
    const auto peers = static_cast<qint64>(m_world->peers().size());
    if (m_published.elapsed() >= std::max(snapshotTime, snapshotTimeAPeer * peers))
        publish();
}

/// Runs until then at the latest, and lets happen what is due; whether the run goes on.
bool VirtualWorld::advance(base::Time until)
{
    const base::Time due = m_timeline->next().value_or(base::Time::max());
    m_world->runUntil(std::min(until, due));
    if (due <= m_world->now()) {
        lab::VirtualStage stage(*m_world);
        m_timeline->carryOut(m_world->now(), stage);
    }
    return !m_world->isOver();
}

void VirtualWorld::publish()
{
    m_box->put(m_watch->snapshot());
    m_published.start();
}

bool VirtualWorld::has(std::uint32_t number) const
{
    return m_world && number > 0 && number <= m_world->peers().size();
}

} // namespace models

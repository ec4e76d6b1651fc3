#include "app/cli/simulation.h"

#include "app/cli/progressline.h"
#include "app/cli/shutdown.h"
#include "core/base/units.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <utility>

namespace app {

namespace {

QElapsedTimer startedTimer()
{
    QElapsedTimer timer;
    timer.start();
    return timer;
}

/// Delivered of all that the leechers want, in percent.
unsigned percentDone(const sim::World &world)
{
    const sim::SimSetup &setup = world.setup();
    double leechers = 0;
    for (const sim::PeerGroup &group : setup.groups)
        leechers += group.seed ? 0 : group.count;
    const double blocks
        = leechers * static_cast<double>(setup.totalLength) / static_cast<double>(wire::blockSize);
    const double part = blocks > 0 ? static_cast<double>(world.blocks()) / blocks : 1;
    return static_cast<unsigned>(100 * std::min(part, 1.0));
}

} // namespace

Simulation::Simulation(sim::SimSetup setup)
    : m_clock(startedTimer())
    , m_world(sim::World::make(std::move(setup)))
{
    onShutdownSignal(this, [this] { m_interrupted = true; });
}

void Simulation::run()
{
    constexpr qint64 shortest = 50; // ms of wall time a slice takes
    constexpr qint64 longest = 150;
    ProgressLine line("simulating");
    base::Duration slice = std::chrono::milliseconds(100);
    bool goesOn = true;
    while (goesOn && !m_interrupted) {
        const qint64 before = m_clock.elapsed();
        goesOn = m_world->runUntil(m_world->now() + slice);
        const qint64 taken = m_clock.elapsed() - before;
        if (taken < shortest)
            slice = std::min(2 * slice, m_world->setup().horizon);
        else if (taken > longest)
            slice = std::max(slice / 2, base::Duration(1));
        m_wallSeconds = static_cast<double>(m_clock.nsecsElapsed()) * 1e-9;
        line.show(percentDone(*m_world),
                  fmt::format("{} of virtual time, {} occasions/s",
                              base::formatDuration(m_world->now().time_since_epoch()),
                              base::formatCount(static_cast<double>(m_world->occasions())
                                                / m_wallSeconds)));
        QCoreApplication::processEvents();
    }
}

} // namespace app

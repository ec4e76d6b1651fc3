#pragma once

#include "core/sim/world.h"

#include <QElapsedTimer>
#include <QObject>

#include <memory>

namespace app {

/// A virtual world that runs on the main thread in slices of a tenth of a second or so, with its
/// progress on stderr between them; the first SIGINT or SIGTERM ends it after the slice.
class Simulation : public QObject
{
public:
    explicit Simulation(sim::SimSetup setup);

    /// Returns when the world is over or the run was interrupted.
    void run();

    [[nodiscard]] sim::World &world() { return *m_world; }
    [[nodiscard]] const sim::World &world() const { return *m_world; }
    [[nodiscard]] bool wasInterrupted() const { return m_interrupted; }
    [[nodiscard]] double wallSeconds() const { return m_wallSeconds; }

private:
    QElapsedTimer m_clock; ///< started before the world is made: that is work too
    std::unique_ptr<sim::World> m_world;
    double m_wallSeconds = 0;
    bool m_interrupted = false;
};

} // namespace app

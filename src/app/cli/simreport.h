#pragma once

#include "core/lab/scenario.h"
#include "core/lab/summary.h"
#include "core/sim/world.h"

#include <QJsonObject>

#include <string>

namespace app {

/// What there is to tell about a run.
struct SimReport {
    const lab::Scenario &scenario;
    lab::Summary summary;
    double wallSeconds = 0;
    bool interrupted = false;

    /// For people: a table by group and a few lines below it.
    [[nodiscard]] std::string text() const;
    /// For programs; what depends on the machine lies under "wall".
    [[nodiscard]] QJsonObject json() const;
};

/// One row a peer: number, group, times in seconds (empty when it did not happen), payload bytes.
std::string peersCsv(const sim::World &world);

} // namespace app

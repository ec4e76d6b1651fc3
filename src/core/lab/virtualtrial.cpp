#include "core/lab/virtualtrial.h"

#include "core/lab/trialmeter.h"

#include <algorithm>

namespace lab {

std::optional<Observation> runVirtualTrial(const Scenario &scenario,
                                           const std::function<bool()> &goesOn)
{
    constexpr base::Duration slice = std::chrono::seconds(1);
    const auto world = sim::World::make(scenario.setup);
    TrialMeter meter(*world);
    base::Time sampleAt{scenario.sampleInterval};
    bool running = true;
    while (running) {
        running = world->runUntil(std::min(sampleAt, world->now() + slice));
        if (world->now() >= sampleAt || !running) {
            meter.sample();
            sampleAt = world->now() + scenario.sampleInterval;
        }
        if (!goesOn())
            return std::nullopt;
    }
    return meter.observation();
}

} // namespace lab

#include "core/lab/virtualtrial.h"

#include "core/lab/simrecorder.h"
#include "core/lab/trialmeter.h"
#include "core/lab/virtualstage.h"
#include "core/sim/listenerpair.h"

#include <algorithm>

namespace lab {

std::optional<Observation> runVirtualTrial(const Scenario &scenario,
                                           const std::function<bool()> &goesOn,
                                           RecordingWriter *recording)
{
    constexpr base::Duration slice = std::chrono::seconds(1);
    const auto world = sim::World::make(scenario.setup);
    TrialMeter meter(*world);
    std::optional<SimRecorder> recorder;
    std::optional<sim::ListenerPair> listeners;
    if (recording != nullptr) {
        recorder.emplace(*world, *recording);
        world->setListener(&listeners.emplace(meter, *recorder));
    }
    Timeline timeline(scenario.events, scenario.setup.groups.size(), scenario.setup.seed);
    auto *const blocks = dynamic_cast<sim::SimWorld *>(world.get());
    if (blocks != nullptr)
        blocks->keepGoingUntil(timeline.last());
    base::Time sampleAt{scenario.sampleInterval};
    bool running = true;
    while (running) {
        const base::Time until = std::min(
            {sampleAt, world->now() + slice, timeline.next().value_or(base::Time::max())});
        running = world->runUntil(until);
        if (blocks != nullptr && timeline.next() && *timeline.next() <= world->now()) {
            VirtualStage stage(*blocks);
            timeline.carryOut(world->now(), stage);
            running = !world->isOver();
        }
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

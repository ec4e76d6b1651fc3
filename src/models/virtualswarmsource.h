#pragma once

#include "core/lab/timelineevent.h"
#include "core/sim/simsetup.h"
#include "models/playback.h"
#include "models/swarmsource.h"
#include "models/virtualworld.h"

#include <QThread>

#include <memory>
#include <vector>

namespace models {

/// A swarm over a simulated network: a VirtualWorld in a thread of its own, which follows the
/// playback. Nothing here waits for it.
class VirtualSwarmSource : public SwarmSource
{
    Q_OBJECT
public:
    explicit VirtualSwarmSource(QObject *parent = nullptr);
    ~VirtualSwarmSource() override;

    /// A new world plays at once, at the speed chosen before.
    void start(const SwarmOrder &order) override;
    /// The same with a setup of one's own, to which events happen by time. A peer that is added
    /// later is of its first group of seeds or leechers, or of the last group when there is none.
    void play(const sim::SimSetup &setup, const std::vector<lab::TimelineEvent> &events,
              const QString &name);
    void stop() override;
    std::uint32_t addLeecher() override;
    std::uint32_t addSeed() override;
    void removePeer(std::uint32_t number) override;
    void connectPeer(std::uint32_t number) override;
    void disconnectPeer(std::uint32_t number) override;
    [[nodiscard]] lab::SnapshotPtr snapshot() const override { return m_box->newest(); }

    [[nodiscard]] Playback *playback() { return &m_playback; }

private:
    template <typename Call> void tell(Call call);
    std::uint32_t add(std::uint32_t group);

    Playback m_playback;
    QThread m_thread;
    VirtualWorld *m_world; ///< lives in the thread and ends with it
    std::shared_ptr<SnapshotBox> m_box; ///< of the newest world
    std::uint32_t m_nextNumber = 1;
    std::uint32_t m_seedGroup = 0; ///< of whom is added
    std::uint32_t m_leecherGroup = 0;
};

/// The virtual swarm of an order: a group of seeds, then one of leechers, all there from the start.
sim::SimSetup simSetupOf(const SwarmOrder &order);

} // namespace models

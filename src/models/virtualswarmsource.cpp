#include "models/virtualswarmsource.h"

#include "core/wire/metainfo.h"

#include <algorithm>

namespace models {

namespace {

std::shared_ptr<SnapshotBox> emptyBox()
{
    return std::make_shared<SnapshotBox>(std::make_shared<const lab::SwarmSnapshot>());
}

sim::PeerGroup groupOf(const SwarmOrder &order, bool seed)
{
    sim::PeerGroup group;
    group.name = seed ? "seeds" : "leechers";
    group.count = seed ? order.seeds : order.leechers;
    group.seed = seed;
    group.line.up = static_cast<double>(order.upRate);
    group.line.down = static_cast<double>(order.downRate);
    group.picker = order.picker;
    group.choker = order.choker;
    group.maxN = order.maxN;
    return group;
}

/// The first group of seeds, or of leechers; the last one when there is none.
std::uint32_t groupWith(const sim::SimSetup &setup, bool seed)
{
    const auto at = std::ranges::find(setup.groups, seed, &sim::PeerGroup::seed);
    const auto number = static_cast<std::uint32_t>(at - setup.groups.begin());
    return std::min(number, static_cast<std::uint32_t>(setup.groups.size() - 1));
}

} // namespace

sim::SimSetup simSetupOf(const SwarmOrder &order)
{
    sim::SimSetup setup;
    setup.totalLength = order.size;
    // Every piece is a Have to every neighbour: the simulator's own length at least.
    setup.pieceLength = order.pieceLength > 0
        ? order.pieceLength
        : std::max(setup.pieceLength, wire::suggestedPieceLength(order.size));
    setup.groups = {groupOf(order, true), groupOf(order, false)};
    setup.latency = {{order.latency}};
    setup.seed = order.seed;
    setup.horizon = base::Duration::max(); // it ends when a person ends it
    return setup;
}

VirtualSwarmSource::VirtualSwarmSource(QObject *parent)
    : SwarmSource(parent)
    , m_world(new VirtualWorld)
    , m_box(emptyBox())
{
    m_world->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_world, &QObject::deleteLater);
    connect(m_world, &VirtualWorld::begun, this, &SwarmSource::started);
    connect(&m_playback, &Playback::changed, this, [this] {
        tell([paused = m_playback.isPaused(), speed = m_playback.speed()](VirtualWorld &world) {
            world.setPace(paused, speed);
        });
    });
    connect(&m_playback, &Playback::stepAsked, this,
            [this] { tell([](VirtualWorld &world) { world.step(); }); });
    m_thread.setObjectName(QStringLiteral("virtual world"));
    m_thread.start();
}

VirtualSwarmSource::~VirtualSwarmSource()
{
    m_thread.quit();
    m_thread.wait();
}

template <typename Call> void VirtualSwarmSource::tell(Call call)
{
    QMetaObject::invokeMethod(
        m_world, [world = m_world, call] { call(*world); }, Qt::QueuedConnection);
}

void VirtualSwarmSource::start(const SwarmOrder &order)
{
    play(simSetupOf(order), {}, tr("Virtual swarm"));
}

void VirtualSwarmSource::play(const sim::SimSetup &setup,
                              const std::vector<lab::TimelineEvent> &events, const QString &name)
{
    m_playback.setPaused(false);
    m_nextNumber = 1;
    for (const sim::PeerGroup &group : setup.groups)
        m_nextNumber += group.count;
    m_seedGroup = groupWith(setup, true);
    m_leecherGroup = groupWith(setup, false);
    m_box = emptyBox(); // what the last world still publishes is not of this one
    tell([setup, events, text = name.toStdString(), box = m_box](VirtualWorld &world) {
        world.begin(setup, events, text, box);
    });
}

void VirtualSwarmSource::stop()
{
    tell([](VirtualWorld &world) { world.end(); });
}

std::uint32_t VirtualSwarmSource::add(std::uint32_t group)
{
    tell([group](VirtualWorld &world) { world.add(group); });
    return m_nextNumber++;
}

std::uint32_t VirtualSwarmSource::addLeecher()
{
    return add(m_leecherGroup);
}

std::uint32_t VirtualSwarmSource::addSeed()
{
    return add(m_seedGroup);
}

void VirtualSwarmSource::removePeer(std::uint32_t number)
{
    tell([number](VirtualWorld &world) { world.remove(number); });
}

void VirtualSwarmSource::connectPeer(std::uint32_t number)
{
    tell([number](VirtualWorld &world) { world.setConnected(number, true); });
}

void VirtualSwarmSource::disconnectPeer(std::uint32_t number)
{
    tell([number](VirtualWorld &world) { world.setConnected(number, false); });
}

} // namespace models

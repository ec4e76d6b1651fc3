#include "net/swarmplan.h"

#include "core/base/rng.h"
#include "core/wire/clientname.h"
#include "net/contentshare.h"
#include "net/recordingfile.h"
#include "net/torrentfile.h"

#include <algorithm>
#include <thread>

namespace net {

namespace {

/// Links the peers of one process dial together: each costs it two descriptors.
constexpr std::uint32_t dialsTogether = 5000;
constexpr std::uint32_t fewestDials = 6; // a random graph of that degree hangs together
constexpr std::uint32_t mostDials = 30;

base::Expected<void> startTracker(SwarmPlan &plan, const SwarmSetup &setup)
{
    const auto address = base::Endpoint::parse(setup.listenAddress + ":0");
    if (!address)
        return base::fail(base::ErrorCode::Usage, setup.listenAddress, "is not an IP address");
    TrackerOptions options;
    options.http = *address;
    options.udp = *address;
    options.interval = setup.announceInterval;
    options.selection = setup.selection;
    options.seed = setup.seed;
    plan.trackerThread = std::make_unique<QThread>();
    // Made in its thread, where its sockets belong.
    auto *context = new QObject;
    context->moveToThread(plan.trackerThread.get());
    QObject::connect(plan.trackerThread.get(), &QThread::finished, context, &QObject::deleteLater);
    plan.trackerThread->start();
    base::Expected<void> started;
    QMetaObject::invokeMethod(
        context,
        [&] {
            plan.tracker = new TrackerServer(options, context);
            started = plan.tracker->start();
        },
        Qt::BlockingQueuedConnection);
    if (started)
        plan.announceUrl = plan.tracker->announceUrl();
    return started;
}

lab::RecordingHeader headerOf(const SwarmSetup &setup, const SwarmPlan &plan)
{
    return {.world = "live",
            .program = wire::ownClientName(),
            .setup = plan.metainfo->name,
            .seed = setup.seed,
            .totalLength = plan.metainfo->geometry.totalLength(),
            .pieceLength = plan.metainfo->geometry.pieceLength()};
}

} // namespace

base::Expected<SwarmPlan> prepareSwarm(const SwarmSetup &setup, const HashProgress &progress,
                                       const std::atomic<bool> &cancelled)
{
    std::error_code error;
    std::filesystem::create_directories(setup.directory, error);
    if (error)
        return base::fail(base::ErrorCode::Io, setup.directory.string(), error.message());
    SwarmPlan plan;
    if (const auto started = startTracker(plan, setup); !started)
        return tl::unexpected(started.error());
    TorrentOrder order;
    order.content = setup.content;
    order.pieceLength = setup.pieceLength;
    order.announceTiers = {{plan.announceUrl}};
    order.createdBy = wire::ownClientName();
    const auto bytes = buildTorrent(order, progress, cancelled);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto metainfo = wire::Metainfo::parse(*bytes);
    if (!metainfo)
        return tl::unexpected(metainfo.error());
    plan.metainfo = std::make_shared<const wire::Metainfo>(std::move(*metainfo));
    plan.torrentFile = setup.directory / (plan.metainfo->name + ".torrent");
    if (const auto written = writeWhole(plan.torrentFile, *bytes); !written)
        return tl::unexpected(written.error());
    const unsigned threads
        = setup.threads > 0 ? setup.threads : std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < threads; ++i)
        plan.disks.push_back(std::make_shared<DiskThread>());
    if (!setup.recording.empty()) {
        auto recording
            = RecordingFile::create(setup.recording, headerOf(setup, plan), setup.recordingSize);
        if (!recording)
            return tl::unexpected(recording.error());
        plan.recording = std::move(*recording);
    }
    for (std::uint32_t number = 1; number <= setup.seeds; ++number) {
        const auto shared = setup.directory / std::to_string(number) / "shared";
        if (const auto there = shareContent(setup.content, shared); !there)
            return tl::unexpected(there.error());
    }
    return plan;
}

lab::SwarmSnapshot SwarmPlan::facts() const
{
    lab::SwarmSnapshot facts;
    facts.running = true;
    facts.infoHash = metainfo->infoHash;
    facts.name = metainfo->name;
    facts.pieceCount = metainfo->geometry.pieceCount();
    facts.pieceLength = metainfo->geometry.pieceLength();
    facts.totalLength = metainfo->geometry.totalLength();
    facts.torrentFile = torrentFile.string();
    facts.announceUrl = announceUrl;
    return facts;
}

PeerSetup SwarmPlan::peer(const SwarmSetup &setup, std::uint32_t number, bool seed) const
{
    const std::filesystem::path folder = setup.directory / std::to_string(number);
    PeerSetup peer;
    peer.number = number;
    peer.layout = {folder / "shared", folder / "temporal", metainfo};
    peer.recording = recording;
    peer.disk = disks[number % disks.size()];
    peer.listen = *base::Endpoint::parse(setup.listenAddress + ":0");
    peer.upRate = setup.upRate;
    peer.downRate = setup.downRate;
    peer.trusted = seed && number <= setup.seeds;
    peer.config.seed = base::Rng(setup.seed).fork(number).next();
    base::Rng rng(peer.config.seed);
    peer.config.id = wire::makePeerId(rng);
    peer.config.infoHash = metainfo->infoHash;
    peer.config.picker = setup.picker;
    peer.config.choker = setup.choker;
    peer.config.seedChoker = setup.seedChoker;
    peer.config.seeding = setup.seeding;
    peer.config.maxN = setup.maxN;
    peer.config.dialTarget = std::clamp(dialsTogether / std::max(setup.seeds + setup.leechers, 1U),
                                        fewestDials, mostDials);
    peer.config.maxLinks = 3 * peer.config.dialTarget;
    peer.config.clientVersion = wire::ownClientName();
    if (seed && !peer.trusted)
        (void)shareContent(setup.content, peer.layout.shared);
    return peer;
}

PeerSetup SwarmPlan::peer(const SwarmSetup &setup, std::uint32_t number, const PeerKind &kind) const
{
    PeerSetup peer = this->peer(setup, number, kind.seed);
    peer.upRate = kind.upRate;
    peer.downRate = kind.downRate;
    peer.config.picker = kind.picker;
    peer.config.choker = kind.choker;
    peer.config.seedChoker = kind.seedChoker;
    peer.config.seeding = kind.seeding;
    peer.config.endGame = kind.endGame;
    peer.config.maxN = kind.maxN;
    peer.config.dialTarget = kind.neighbours;
    peer.config.maxLinks = 2 * kind.neighbours;
    return peer;
}

} // namespace net

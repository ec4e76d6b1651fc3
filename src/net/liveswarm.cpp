#include "net/liveswarm.h"

#include "core/base/rng.h"
#include "core/wire/clientname.h"
#include "net/recordingfile.h"
#include "net/swarmboard.h"
#include "net/swarmplan.h"
#include "net/swarmworker.h"
#include "net/trackerserver.h"

#include <QEventLoop>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

namespace net {

namespace {

using namespace std::chrono_literals;

/// Snapshots come this often, less often in a large swarm: its rows cost the workers most.
constexpr auto snapshotTime = 100ms;
constexpr auto snapshotTimeAPeer = 1ms;
/// Snapshots are only made while somebody asked for one within this time.
constexpr auto watchedTime = 2s;
constexpr auto leaveTime = 4s;

} // namespace

/// A worker and its thread.
struct Crew {
    std::unique_ptr<QThread> thread;
    SwarmWorker *worker = nullptr; ///< lives in the thread
};

class LiveSwarm::Private
{
public:
    explicit Private(LiveSwarm &swarm)
        : q(swarm)
    {
    }

    void prepared(base::Expected<SwarmPlan> result);
    void hireCrew(Crew &crew);
    void addPeer(const PeerSetup &peer, bool seed);
    std::uint32_t newNumber();
    [[nodiscard]] base::Duration arrivalOf(std::uint32_t number) const;
    void awaitOthers();
    void peerListening();
    void peerCompleted(std::uint32_t number);
    void tick();
    void log(std::uint32_t peer, std::string text);
    [[nodiscard]] Crew &crewOf(std::uint32_t number) { return crews[number % crews.size()]; }
    template <typename Call> void tellWorker(Crew &crew, Call call)
    {
        QMetaObject::invokeMethod(
            crew.worker, [worker = crew.worker, call] { call(*worker); }, Qt::QueuedConnection);
    }

    LiveSwarm &q;
    SwarmSetup setup;
    std::thread preparing;
    std::shared_ptr<std::atomic<bool>> cancelled;
    std::optional<SwarmPlan> plan;
    std::unique_ptr<QThread> trackerThread;
    TrackerServer *tracker = nullptr; ///< lives in its thread
    std::vector<Crew> crews;
    QTimer timer;
    SwarmBoard board;
    /// The last time anybody looked.
    mutable std::atomic<base::Time> askedAt{base::Time(-watchedTime)};
    bool watched = false;
    std::uint32_t nextNumber = 1;
    std::size_t listening = 0;
    std::size_t atStart = 0; ///< peers that do not come later
    std::size_t expected = 0;
    std::unique_ptr<QObject> later; ///< while peers are still to come
    std::set<std::uint32_t> waitingFor; ///< leechers that are not complete
    bool running = false;
};

LiveSwarm::LiveSwarm(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this))
{
    connect(&d->timer, &QTimer::timeout, this, [this] { d->tick(); });
}

LiveSwarm::~LiveSwarm()
{
    stop();
}

bool LiveSwarm::isRunning() const
{
    return d->running;
}

lab::SnapshotPtr LiveSwarm::snapshot() const
{
    d->askedAt = d->board.now();
    return d->board.newest();
}

// -- start and stop --------------------------------------------------------------------------

void LiveSwarm::start(const SwarmSetup &setup)
{
    stop();
    d->setup = setup;
    d->running = true;
    d->cancelled = std::make_shared<std::atomic<bool>>(false);
    // Making the torrent reads all of the content: never in this thread.
    d->preparing = std::thread([this, setup, cancelled = d->cancelled] {
        const auto progress = [this](std::uint64_t hashed, std::uint64_t total) {
            Q_EMIT preparing(hashed, total);
        };
        auto result = prepareSwarm(setup, progress, *cancelled);
        QMetaObject::invokeMethod(
            this,
            [this, cancelled,
             result = std::make_shared<base::Expected<SwarmPlan>>(std::move(result))] {
                if (!*cancelled)
                    d->prepared(std::move(*result));
            },
            Qt::QueuedConnection);
    });
}

void LiveSwarm::Private::prepared(base::Expected<SwarmPlan> result)
{
    preparing.join();
    if (!result) {
        running = false;
        Q_EMIT q.failed(result.error());
        return;
    }
    plan = std::move(*result);
    trackerThread = std::move(plan->trackerThread);
    tracker = plan->tracker;
    const unsigned threads
        = setup.threads > 0 ? setup.threads : std::max(1U, std::thread::hardware_concurrency());
    crews.resize(threads);
    for (Crew &crew : crews)
        hireCrew(crew);
    listening = 0;
    nextNumber = 1;
    waitingFor.clear();
    atStart = 0;
    expected = setup.seeds + setup.leechers;
    board.begin(plan->facts());
    timer.start(std::max<std::chrono::milliseconds>(snapshotTime, snapshotTimeAPeer * expected));
    std::vector<std::uint32_t> present;
    while (nextNumber <= expected) {
        const std::uint32_t number = nextNumber++;
        if (number > setup.seeds)
            waitingFor.insert(number);
        if (arrivalOf(number) == base::Duration{})
            present.push_back(number);
    }
    atStart = present.size();
    for (const std::uint32_t number : present)
        addPeer(plan->peer(setup, number, number <= setup.seeds), number <= setup.seeds);
    watched = false;
    tick(); // who looks already sees the first decisions too
    if (expected == 0)
        Q_EMIT q.started();
}

void LiveSwarm::Private::hireCrew(Crew &crew)
{
    crew.thread = std::make_unique<QThread>();
    crew.worker = new SwarmWorker;
    crew.worker->moveToThread(crew.thread.get());
    QObject::connect(crew.thread.get(), &QThread::finished, crew.worker, &QObject::deleteLater);
    QObject::connect(crew.worker, &SwarmWorker::peerListening, &q, [this] { peerListening(); });
    QObject::connect(crew.worker, &SwarmWorker::peerCompleted, &q,
                     [this](quint32 n) { peerCompleted(n); });
    QObject::connect(crew.worker, &SwarmWorker::peerFailed, &q,
                     [this](quint32 number, const base::Error &error) {
                         board.log({.peer = number,
                                    .subsystem = "link",
                                    .text = error.text(),
                                    .level = lab::LogLevel::Warning});
                         waitingFor.erase(number);
                         Q_EMIT q.peerFailed(number, error);
                         peerListening();
                     });
    QObject::connect(crew.worker, &SwarmWorker::reported, &q,
                     [this](const std::shared_ptr<WorkerReport> &report) {
                         board.add(std::move(*report));
                         if (plan && plan->recording && board.isIdle())
                             plan->recording->addWhenDue(board.newest()->peers);
                     });
    crew.thread->start();
}

void LiveSwarm::stop()
{
    if (d->cancelled)
        *d->cancelled = true;
    if (d->preparing.joinable())
        d->preparing.join();
    d->timer.stop();
    d->later.reset();
    // Every peer says goodbye; who cannot within the time does not hold the others up.
    QEventLoop wait;
    std::size_t left = d->crews.size();
    for (Crew &crew : d->crews) {
        connect(crew.worker, &SwarmWorker::allLeft, &wait, [&] {
            if (--left == 0)
                wait.quit();
        });
        d->tellWorker(crew, [](SwarmWorker &worker) { worker.leave(); });
    }
    if (left > 0) {
        QTimer::singleShot(leaveTime, &wait, &QEventLoop::quit);
        wait.exec(QEventLoop::ExcludeUserInputEvents);
    }
    for (Crew &crew : d->crews) {
        QMetaObject::invokeMethod(
            crew.worker, [worker = crew.worker] { worker->clear(); }, Qt::QueuedConnection);
        QMetaObject::invokeMethod(
            crew.worker, [thread = crew.thread.get()] { thread->quit(); }, Qt::QueuedConnection);
    }
    for (Crew &crew : d->crews)
        crew.thread->wait();
    d->crews.clear();
    if (d->trackerThread) {
        d->trackerThread->quit();
        d->trackerThread->wait();
        d->trackerThread.reset();
        d->tracker = nullptr;
    }
    if (d->plan && d->plan->recording) {
        if (const auto finished = d->plan->recording->finish(); !finished)
            Q_EMIT recordingFailed(finished.error());
    }
    d->plan.reset();
    d->board.end();
    d->running = false;
}

// -- peers -----------------------------------------------------------------------------------

std::uint32_t LiveSwarm::addPeer(bool seed)
{
    if (!d->plan)
        return 0;
    const std::uint32_t number = d->newNumber();
    d->addPeer(d->plan->peer(d->setup, number, seed), seed);
    return number;
}

std::uint64_t LiveSwarm::announces() const
{
    std::uint64_t count = 0;
    if (d->tracker != nullptr)
        QMetaObject::invokeMethod(
            d->tracker, [&] { count = d->tracker->announces(); }, Qt::BlockingQueuedConnection);
    return count;
}

std::uint32_t LiveSwarm::addPeer(const PeerKind &kind)
{
    if (!d->plan)
        return 0;
    const std::uint32_t number = d->newNumber();
    d->addPeer(d->plan->peer(d->setup, number, kind), kind.seed);
    return number;
}

std::uint32_t LiveSwarm::Private::newNumber()
{
    ++expected;
    return nextNumber++;
}

void LiveSwarm::Private::addPeer(const PeerSetup &peer, bool seed)
{
    if (!seed)
        waitingFor.insert(peer.number);
    tellWorker(crewOf(peer.number), [peer](SwarmWorker &worker) { worker.add(peer); });
    log(peer.number, seed ? "seed joins" : "leecher joins");
}

void LiveSwarm::removePeer(std::uint32_t number)
{
    if (d->crews.empty())
        return;
    d->waitingFor.erase(number);
    d->tellWorker(d->crewOf(number), [number](SwarmWorker &worker) { worker.remove(number); });
    d->log(number, "removed");
}

void LiveSwarm::setConnected(std::uint32_t number, bool connected)
{
    if (d->crews.empty())
        return;
    d->tellWorker(d->crewOf(number), [number, connected](SwarmWorker &worker) {
        worker.setConnected(number, connected);
    });
    d->log(number, connected ? "connects" : "disconnects");
}

/// When a peer of the setup comes, since the start.
base::Duration LiveSwarm::Private::arrivalOf(std::uint32_t number) const
{
    const std::size_t leecher = std::size_t{number} - 1 - setup.seeds;
    const bool isListed = number > setup.seeds && leecher < setup.arrivals.size();
    return isListed ? setup.arrivals[leecher] : base::Duration{};
}

/// Whoever is not there from the start is added when the time comes.
void LiveSwarm::Private::awaitOthers()
{
    later = std::make_unique<QObject>();
    for (std::uint32_t number = setup.seeds + 1; number <= setup.seeds + setup.leechers; ++number) {
        const base::Duration arrival = arrivalOf(number);
        if (arrival > base::Duration{})
            QTimer::singleShot(
                std::chrono::ceil<std::chrono::milliseconds>(arrival), Qt::PreciseTimer,
                later.get(), [this, number] { addPeer(plan->peer(setup, number, false), false); });
    }
}

void LiveSwarm::Private::peerListening()
{
    if (++listening != atStart)
        return;
    Q_EMIT q.started();
    awaitOthers();
}

void LiveSwarm::Private::peerCompleted(std::uint32_t number)
{
    if (waitingFor.erase(number) == 0)
        return;
    log(number, "complete: everything is verified");
    Q_EMIT q.peerCompleted(number);
    if (waitingFor.empty())
        Q_EMIT q.completed();
}

// -- snapshots -------------------------------------------------------------------------------

void LiveSwarm::Private::log(std::uint32_t peer, std::string text)
{
    board.log({.peer = peer, .subsystem = "swarm", .text = std::move(text)});
}

void LiveSwarm::Private::tick()
{
    const bool now = board.now() - askedAt.load() < watchedTime;
    if (now != watched) {
        watched = now;
        for (Crew &crew : crews)
            tellWorker(crew, [now](SwarmWorker &worker) { worker.setLogging(now); });
    }
    // Busy workers are not asked again before all have answered.
    if ((!watched && !plan->recording) || !board.isIdle())
        return;
    board.expect(crews.size());
    for (Crew &crew : crews)
        tellWorker(crew, [](SwarmWorker &worker) { worker.report(); });
}

} // namespace net

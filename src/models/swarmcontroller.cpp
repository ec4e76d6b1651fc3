#include "models/swarmcontroller.h"

#include "models/quantity.h"
#include "models/samplecontent.h"

#include <QDir>
#include <QGuiApplication>

#include <algorithm>

namespace models {

namespace {

constexpr int pullInterval = 100; // ms
constexpr int ticksAPicture = 2; // piece map and log: 5 times a second
constexpr int ticksATable = 5; // figures: twice a second

} // namespace

SwarmController::SwarmController(SwarmSource *live, VirtualSwarmSource *virtualWorld,
                                 const QString &cacheFolder, QObject *parent)
    : QObject(parent)
    , m_live(live)
    , m_virtualWorld(virtualWorld)
    , m_source(live)
    , m_cacheFolder(cacheFolder)
    , m_shown(std::make_shared<const lab::SwarmSnapshot>())
    , m_form(this)
{
    watch(live);
    watch(virtualWorld);
    m_timer.setInterval(pullInterval);
    connect(&m_timer, &QTimer::timeout, this, &SwarmController::pull);
}

SwarmController::~SwarmController() = default;

void SwarmController::watch(SwarmSource *source)
{
    connect(source, &SwarmSource::preparing, this, [this](quint64 hashed, quint64 total) {
        m_preparation = total == 0 ? 0 : static_cast<qreal>(hashed) / static_cast<qreal>(total);
        Q_EMIT preparationChanged();
    });
    connect(source, &SwarmSource::started, this, [this, source] {
        if (m_source != source || m_phase != Phase::Preparing)
            return; // it was stopped meanwhile
        enter(Phase::Running);
        Q_EMIT started();
    });
    connect(source, &SwarmSource::failed, this, &SwarmController::fail);
}

bool SwarmController::isRunning() const
{
    return m_phase == Phase::Running || m_phase == Phase::Complete;
}

QString SwarmController::folder() const
{
    return m_folder ? m_folder->path() : QString();
}

QString SwarmController::clock() const
{
    constexpr int tenthsASecond = 10;
    const double seconds = base::toSeconds(m_shown->at.time_since_epoch());
    const auto tenths = static_cast<qint64>(seconds * tenthsASecond);
    return QStringLiteral("%1.%2").arg(durationText(seconds)).arg(tenths % tenthsASecond);
}

void SwarmController::go()
{
    if (!m_form.isValid() || m_phase == Phase::Preparing)
        return;
    stop();
    dismissError();
    SwarmOrder order = m_form.order();
    m_folder.reset();
    if (!order.isVirtual && !prepareFiles(order))
        return;
    prepare(order.isVirtual ? m_virtualWorld : m_live);
    m_source->start(order);
}

void SwarmController::play(const lab::Scenario &scenario, const QString &name)
{
    if (m_phase == Phase::Preparing)
        return;
    stop();
    dismissError();
    m_folder.reset();
    prepare(m_virtualWorld);
    m_virtualWorld->play(scenario.setup, scenario.events, name);
}

/// Forgets what the last swarm showed; the next one is of that source.
void SwarmController::prepare(SwarmSource *source)
{
    m_source = source;
    m_lines.restart();
    m_history.clear();
    select({});
    m_preparation = 0;
    Q_EMIT preparationChanged();
    enter(Phase::Preparing);
}

/// Makes the folder of a live swarm, and the sample where it is asked for.
bool SwarmController::prepareFiles(SwarmOrder &order)
{
    QDir().mkpath(m_cacheFolder);
    if (m_form.usesSample()) {
        const auto sample = SampleContent::ensure(m_cacheFolder.toStdString());
        if (!sample) {
            fail(QString::fromStdString(sample.error().text()));
            return false;
        }
        order.content = *sample;
        order.pieceLength = SampleContent::pieceLength;
    }
    m_folder = std::make_unique<QTemporaryDir>(m_cacheFolder + QStringLiteral("/swarm-XXXXXX"));
    if (!m_folder->isValid()) {
        fail(m_folder->errorString());
        return false;
    }
    order.directory = m_folder->path().toStdString();
    return true;
}

void SwarmController::stop()
{
    if (m_phase == Phase::Idle || m_phase == Phase::Stopped)
        return;
    const bool hadStarted = isRunning();
    m_source->stop();
    show(m_source->snapshot());
    refreshTables();
    enter(hadStarted ? Phase::Stopped : Phase::Idle);
}

void SwarmController::addLeecher()
{
    if (isRunning())
        m_source->addLeecher();
}

void SwarmController::addSeed()
{
    if (isRunning())
        m_source->addSeed();
}

void SwarmController::removeSelected()
{
    if (!isRunning() || !selectedIsOurs())
        return;
    m_source->removePeer(selected()->number);
    select({});
}

void SwarmController::disconnectSelected()
{
    if (isRunning() && selectedIsOurs())
        m_source->disconnectPeer(selected()->number);
}

void SwarmController::connectSelected()
{
    if (isRunning() && selectedIsOurs())
        m_source->connectPeer(selected()->number);
}

void SwarmController::select(const QString &key)
{
    if (m_selectedKey == key)
        return;
    m_selectedKey = key;
    refreshSelection();
    Q_EMIT refreshed();
}

QString SwarmController::selectedTitle() const
{
    const PeerEntry *peer = selected();
    if (!peer)
        return {};
    if (peer->outside)
        return tr("%1 (outside)").arg(QString::fromStdString(peer->client));
    return (peer->seed ? tr("Peer %1, seed") : tr("Peer %1, leecher")).arg(peer->number);
}

QString SwarmController::selectedState() const
{
    const PeerEntry *peer = selected();
    return peer ? peer->stateText() : QString();
}

bool SwarmController::selectedIsOurs() const
{
    const PeerEntry *peer = selected();
    return peer && !peer->outside;
}

bool SwarmController::selectedIsConnected() const
{
    const PeerEntry *peer = selected();
    return peer && peer->connected;
}

void SwarmController::clearLog()
{
    m_lines.clear();
}

void SwarmController::warn(const QString &why)
{
    m_error = why;
    Q_EMIT errorChanged();
}

void SwarmController::dismissError()
{
    if (m_error.isEmpty())
        return;
    m_error.clear();
    Q_EMIT errorChanged();
}

void SwarmController::pull()
{
    ++m_ticks;
    const lab::SnapshotPtr newest = m_source->snapshot();
    const bool moved = newest != m_shown;
    const bool sameOnes = samePeersAs(*newest);
    if (!sameOnes || (moved && m_ticks % ticksAPicture == 0))
        show(newest);
    if (!sameOnes || m_ticks % ticksATable == 0)
        refreshTables();
}

void SwarmController::enter(Phase phase)
{
    m_phase = phase;
    if (isRunning() || phase == Phase::Preparing)
        m_timer.start();
    else
        m_timer.stop();
    Q_EMIT phaseChanged();
    Q_EMIT selectionChanged();
}

void SwarmController::fail(const QString &why)
{
    warn(why);
    enter(Phase::Idle);
}

void SwarmController::show(const lab::SnapshotPtr &snapshot)
{
    m_shown = snapshot;
    m_lines.append(snapshot->log);
    m_history.record(*snapshot);
    Q_EMIT refreshed();
}

void SwarmController::refreshTables()
{
    std::vector<PeerEntry> entries = peerEntries(*m_shown);
    const SwarmFacts facts = factsOf(*m_shown, entries);
    m_peers.apply(std::move(entries));
    if (facts != m_facts) {
        m_facts = facts;
        Q_EMIT factsChanged();
    }
    refreshSelection();
    const bool everybody
        = !m_shown->peers.empty() && std::ranges::all_of(m_shown->peers, &lab::PeerRow::seed);
    const Phase now = everybody ? Phase::Complete : Phase::Running;
    if (isRunning() && m_phase != now)
        enter(now);
}

void SwarmController::refreshSelection()
{
    const PeerEntry *peer = selected();
    if (!peer)
        m_links.apply({});
    else if (peer->outside)
        m_links.apply(linkEntriesWith(*m_shown, peer->id));
    else
        m_links.apply(linkEntries(*m_shown, peer->number));
    Q_EMIT selectionChanged();
}

bool SwarmController::samePeersAs(const lab::SwarmSnapshot &snapshot) const
{
    return std::ranges::equal(snapshot.peers, m_shown->peers, {}, &lab::PeerRow::number,
                              &lab::PeerRow::number);
}

const PeerEntry *SwarmController::selected() const
{
    const auto &rows = m_peers.rows();
    const auto at = std::ranges::find_if(
        rows, [&](const PeerEntry &row) { return row.keyText() == m_selectedKey; });
    return m_selectedKey.isEmpty() || at == rows.end() ? nullptr : &*at;
}

} // namespace models

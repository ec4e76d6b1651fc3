#include "net/coordinatorhost.h"

#include "core/base/text.h"
#include "net/coordinatorfile.h"
#include "net/coordinatorlists.h"
#include "net/countround.h"

#include <QDateTime>
#include <QPointer>

#include <fmt/format.h>

namespace net {

namespace {

constexpr std::chrono::milliseconds SaveDelay{200};
/// For each moment that saving takes, so many without.
constexpr int SaveRest = 20;
constexpr std::chrono::milliseconds PublishDelay{100};
/// So that the state says when users were last known to be there.
constexpr std::int64_t SaveEvery = 10'000;
constexpr std::size_t MaxLogText = 400;
constexpr double MillisecondsPerSecond = 1000;

QJsonObject toJson(const SystemCounts &counts)
{
    QJsonArray trackers;
    for (const TrackerCounts &tracker : counts.trackers) {
        QJsonObject row{{QStringLiteral("name"), jsonText(tracker.name)}};
        if (tracker.error.empty()) {
            row[QStringLiteral("users")] = jsonNumber(tracker.users);
            row[QStringLiteral("peers")] = jsonNumber(tracker.peers);
            row[QStringLiteral("seeds")] = jsonNumber(tracker.seeds);
        } else {
            row[QStringLiteral("error")] = jsonText(tracker.error);
        }
        trackers.append(row);
    }
    return {{QStringLiteral("users"), jsonNumber(counts.users)},
            {QStringLiteral("peers"), jsonNumber(counts.peers)},
            {QStringLiteral("seeds"), jsonNumber(counts.seeds)},
            {QStringLiteral("trackers"), trackers}};
}

std::string nameOf(const ControlMember &member)
{
    return fmt::format("{} {} ({})", member.role, member.name, member.remote.text());
}

} // namespace

CoordinatorHost::CoordinatorHost(CoordinatorOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_server(m_options.control)
    , m_mailbox(std::make_shared<Mailbox<CoordinatorSnapshot>>(
          std::make_shared<const CoordinatorSnapshot>()))
{
    if (!m_options.clock)
        m_options.clock = QDateTime::currentMSecsSinceEpoch;
    m_server.onCall
        = [this](const ControlMember &member, const QString &method, const QJsonObject &params,
                 const ControlLink::Answer &reply) { answer(member, method, params, reply); };
    m_server.onWelcome = [this] {
        return QJsonObject{
            {QStringLiteral("lease"),
             static_cast<qint64>(m_options.lease.count() / static_cast<qint64>(1000))}};
    };
    connect(&m_server, &ControlServer::joined, this,
            [this](const ControlMember &member) { log(nameOf(member) + " is here"); });
    connect(&m_server, &ControlServer::left, this,
            [this](const ControlMember &member, const base::Error &why) {
                m_allowances.erase(member.id);
                m_methods->leave(member);
                log(fmt::format("{} left: {}", nameOf(member), why.detail));
            });
    connect(&m_server, &ControlServer::refused, this,
            [this](const base::Endpoint &remote, const base::Error &why) {
                log(fmt::format("{} was refused: {}", remote.text(), why.text()));
            });
    m_tick.callOnTimeout(this, &CoordinatorHost::tick);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.callOnTimeout(this, &CoordinatorHost::save);
    m_publishSoon.setSingleShot(true);
    m_publishSoon.callOnTimeout(this, &CoordinatorHost::publish);
}

CoordinatorHost::~CoordinatorHost()
{
    blockSignals(true);
    stop();
}

base::Expected<void> CoordinatorHost::start()
{
    if (auto opened = openState(); !opened)
        return opened;
    if (auto listening = m_server.start(); !listening)
        return listening;
    m_tick.start(m_options.tick);
    log("listening on " + endpoint()->text());
    save();
    publish();
    return {};
}

base::Expected<void> CoordinatorHost::openState()
{
    roles::CoordinatorState state;
    if (!m_options.stateFile.empty()) {
        if (auto locked = lockState(); !locked)
            return locked;
        auto loaded = loadCoordinator(m_options.stateFile);
        if (!loaded)
            return tl::unexpected(loaded.error());
        state = std::move(*loaded);
    }
    m_coordinator.emplace(std::move(state), m_server.epoch(), m_options.lease.count(),
                          m_options.clock());
    m_methods.emplace(CoordinatorMethods::Desk{*m_coordinator, m_server, m_options.clock,
                                               [this](const std::string &text) { log(text); },
                                               [this] { save(); }, m_options.lease});
    const roles::Limits limits = m_coordinator->limits();
    if (m_options.pieceSize || m_options.maxN) {
        auto set = m_coordinator->setLimits(m_options.pieceSize.value_or(limits.pieceSize),
                                            m_options.maxN.value_or(limits.maxN));
        if (!set)
            return set;
    }
    const roles::Announcements texts = m_coordinator->announcements();
    if (!m_options.announcementBottom && !m_options.announcementRight)
        return {};
    const auto set
        = m_methods->setAnnouncements(m_options.announcementBottom.value_or(texts.bottom),
                                      m_options.announcementRight.value_or(texts.right));
    return set ? set : tl::unexpected(set.error().within("announcement"));
}

base::Expected<void> CoordinatorHost::lockState()
{
    const std::string file = m_options.stateFile.string();
    m_lock = std::make_unique<QLockFile>(QString::fromStdString(file + ".lock"));
    m_lock->setStaleLockTime(0); // only when its process is gone
    if (m_lock->tryLock())
        return {};
    if (m_lock->error() == QLockFile::LockFailedError)
        return base::fail(base::ErrorCode::Busy, file, "another coordinator uses this state");
    return base::fail(base::ErrorCode::Io, file, "the folder cannot be written to");
}

void CoordinatorHost::stop()
{
    if (!m_tick.isActive())
        return;
    m_tick.stop();
    m_server.stop();
    save();
    m_publishSoon.stop();
    publish();
    m_lock.reset();
}

void CoordinatorHost::setLimits(quint64 pieceSize, quint64 maxN)
{
    if (!m_methods)
        return;
    if (const auto set = m_methods->setLimits(pieceSize, maxN); !set)
        log("the limits stay as they are: " + set.error().text());
    else
        log(fmt::format("piece size {}, Max_N {}", pieceSize, maxN));
}

void CoordinatorHost::setAnnouncements(const QString &bottom, const QString &right)
{
    if (!m_methods)
        return;
    const auto set = m_methods->setAnnouncements(bottom.toStdString(), right.toStdString());
    log(set ? "the announcements have changed"
            : "the announcements stay as they are: " + set.error().text());
}

void CoordinatorHost::answer(const ControlMember &member, const QString &method,
                             const QJsonObject &params, const ControlLink::Answer &answer)
{
    if (!mayCall(member.id)) {
        if (m_dropped++ % static_cast<std::uint64_t>(CallBurst) == 0)
            log(nameOf(member) + " calls too often");
        answer(base::fail(base::ErrorCode::Limit, method.toStdString(), "too many calls"));
        return;
    }
    if (method == QStringLiteral("statistics.counts")) {
        answerCounts(answer);
        return;
    }
    m_methods->answer(member, method, params, answer);
    changed();
}

/// A bucket of calls that fills with time.
bool CoordinatorHost::mayCall(std::uint64_t member)
{
    const std::int64_t now = m_options.clock();
    Allowance &allowance
        = m_allowances.try_emplace(member, Allowance{CallBurst, now}).first->second;
    const double seconds = static_cast<double>(std::max<std::int64_t>(now - allowance.at, 0))
        / MillisecondsPerSecond;
    allowance.calls = std::min(CallBurst, allowance.calls + seconds * CallsPerSecond);
    allowance.at = now;
    if (allowance.calls < 1)
        return false;
    allowance.calls -= 1;
    return true;
}

void CoordinatorHost::answerCounts(const ControlLink::Answer &answer)
{
    CountRound::start(*m_coordinator, m_server,
                      [answer, host = QPointer(this)](const SystemCounts &counts) {
                          answer(toJson(counts));
                          if (host)
                              host->takeCounts(counts);
                      });
}

void CoordinatorHost::takeCounts(const SystemCounts &counts)
{
    m_isCounting = false;
    if (std::exchange(m_counts, counts) != counts && !m_publishSoon.isActive())
        m_publishSoon.start(PublishDelay);
}

void CoordinatorHost::tick()
{
    m_methods->expire();
    if (!std::exchange(m_isCounting, true))
        answerCounts([](const auto &) {});
    const bool isDue = m_options.clock() - m_savedAt >= SaveEvery;
    if (m_isSaveFailing || (isDue && !m_coordinator->users().empty()))
        save();
}

void CoordinatorHost::log(const std::string &text)
{
    const std::string line = base::cleanText(text, MaxLogText);
    m_log.add(m_options.clock(), line);
    changed();
    Q_EMIT logged(QString::fromStdString(line));
}

void CoordinatorHost::changed()
{
    if (!m_coordinator || !m_tick.isActive())
        return;
    if (!m_saveSoon.isActive())
        m_saveSoon.start(std::max(SaveDelay, m_saveDelay));
    if (!m_publishSoon.isActive())
        m_publishSoon.start(PublishDelay);
}

void CoordinatorHost::save()
{
    m_saveSoon.stop();
    if (m_options.stateFile.empty())
        return;
    m_savedAt = m_options.clock();
    QElapsedTimer stopwatch;
    stopwatch.start();
    const auto saved = saveCoordinator(m_options.stateFile, m_coordinator->state(m_savedAt));
    m_saveDelay = std::chrono::milliseconds(stopwatch.elapsed() * SaveRest);
    const bool wasFailing = std::exchange(m_isSaveFailing, !saved);
    if (!saved && !wasFailing)
        log("the state is not on disk: " + saved.error().text());
    else if (saved && wasFailing)
        log("the state is on disk again");
}

void CoordinatorHost::publish()
{
    auto snapshot = std::make_shared<CoordinatorSnapshot>();
    const auto where = endpoint();
    snapshot->isRunning = where.has_value();
    snapshot->address = where.value_or(m_options.control.listen).text();
    snapshot->wantsKey = wantsKey();
    snapshot->limits = m_coordinator->limits();
    snapshot->announcements = m_coordinator->announcements();
    snapshot->trackers.assign(m_coordinator->trackers().begin(), m_coordinator->trackers().end());
    if (m_coordinator->index())
        snapshot->indexUrl = m_coordinator->index()->url;
    snapshot->users = userRows(*m_coordinator);
    snapshot->torrents = torrentRows(*m_coordinator);
    snapshot->members = m_methods->members();
    snapshot->counts = m_counts;
    snapshot->refusals = m_server.refusals();
    snapshot->dropped = m_dropped;
    snapshot->log = m_log.lines();
    m_mailbox->put(std::move(snapshot));
}

} // namespace net

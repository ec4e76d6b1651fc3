#include "net/userhost.h"

#include "core/base/rng.h"
#include "core/wire/clientname.h"

#include <QDateTime>
#include <QPointer>

#include <algorithm>
#include <fmt/format.h>
#include <random>

namespace net {

namespace {

using namespace std::chrono_literals;

constexpr auto publishTime = 250ms;
/// Nobody holds a user that leaves up for longer.
constexpr auto stopTime = 4s;

std::string randomTag()
{
    constexpr std::string_view letters
        = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::random_device entropy;
    base::Rng rng((std::uint64_t{entropy()} << 32) | entropy());
    std::string tag;
    while (tag.size() < wire::userTagLength)
        tag.push_back(letters[rng.below(letters.size())]);
    return tag;
}

ControlClientOptions controlOptions(const UserOptions &options)
{
    ControlClientOptions control;
    control.server = options.coordinator;
    control.role = "user";
    control.name = options.name;
    control.joinKey = options.joinKey;
    return control;
}

std::string countOf(std::size_t trackers)
{
    return trackers == 1 ? "1 tracker" : fmt::format("{} trackers", trackers);
}

} // namespace

UserHost::UserHost(UserOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_tag(randomTag())
    , m_folders(m_options.home)
    , m_torrents(m_folders, {m_options.listen, m_tag})
    , m_registration(controlOptions(m_options), m_tag)
    , m_mailbox(std::make_shared<Mailbox<UserSnapshot>>(std::make_shared<const UserSnapshot>()))
{
    connect(&m_folders, &UserFolders::changed, this, &UserHost::folderChanged);
    connect(&m_publish, &QTimer::timeout, this, &UserHost::publish);
    watchTorrents();
    watchRegistration();
}

UserHost::~UserHost() = default;

base::Expected<void> UserHost::start()
{
    if (auto opened = m_folders.open(); !opened)
        return opened;
    const std::string lock = (m_options.home / ".lock").string();
    m_lock = std::make_unique<QLockFile>(QString::fromStdString(lock));
    m_lock->setStaleLockTime(0); // only whether its process lives counts
    if (!m_lock->tryLock()) {
        const bool taken = m_lock->error() == QLockFile::LockFailedError;
        return base::fail(taken ? base::ErrorCode::Busy : base::ErrorCode::Io,
                          m_options.home.string(),
                          taken ? "another user runs here" : "it cannot be written");
    }
    goOn();
    m_registration.start();
    m_publish.start(publishTime);
    publish();
    return {};
}

void UserHost::stop()
{
    m_publish.stop();
    auto *once = new QTimer(this);
    once->setSingleShot(true);
    connect(once, &QTimer::timeout, this, [this, once] {
        once->deleteLater();
        m_registration.stop();
        Q_EMIT stopped();
    });
    once->start(stopTime);
    // Both the coordinator and the trackers are told, each in its own time.
    const auto isThrough = [this, once, told = std::make_shared<bool>(false)](bool coordinator) {
        *told = *told || coordinator;
        if (*told && !m_torrents.isLeaving())
            once->start(0);
    };
    connect(&m_torrents, &UserTorrents::left, once, [isThrough] { isThrough(false); });
    m_torrents.setConnected(false);
    m_registration.disconnectUser(
        [guard = QPointer(once), isThrough](const base::Expected<void> &) {
            if (guard)
                isThrough(true);
        });
}

/// Takes up what the last run left: whole torrents are offered, the others go on.
void UserHost::goOn()
{
    std::vector<base::Error> faults;
    for (const KeptTorrent &kept : m_folders.kept(faults)) {
        const wire::Metainfo &metainfo = *kept.metainfo;
        const bool whole = kept.stage == TorrentStage::Whole;
        if (whole && !m_folders.holds(metainfo.name)) {
            m_folders.forget(metainfo.infoHash);
            log(metainfo.name + " is not in shared any more: it is not offered");
            continue;
        }
        if (!whole)
            m_downloading.insert(metainfo.infoHash);
        if (const auto added = m_torrents.add(kept.metainfo, false); !added)
            faults.push_back(added.error().within(metainfo.name));
    }
    for (const base::Error &fault : faults)
        log(fault.text());
    for (const std::string &name : m_folders.names())
        m_known.insert(name);
}

void UserHost::watchTorrents()
{
    const auto whole = [this](const base::InfoHash &infoHash) {
        if (m_downloading.erase(infoHash) > 0) {
            if (const auto finished = m_folders.finish(infoHash); !finished)
                log(finished.error().text());
            const auto metainfo = m_torrents.find(infoHash);
            record(fmt::format("downloaded {} {} bytes", metainfo->name,
                               metainfo->geometry.totalLength()));
            Q_EMIT downloaded(QString::fromStdString(metainfo->name),
                              metainfo->geometry.totalLength());
        }
        tellTorrent(QStringLiteral("torrent.seeding"), infoHash);
    };
    connect(&m_torrents, &UserTorrents::downloaded, this, whole);
    connect(&m_torrents, &UserTorrents::opened, this,
            [this, whole](const base::InfoHash &infoHash, bool complete) {
                if (complete) {
                    whole(infoHash);
                    return;
                }
                m_downloading.insert(infoHash);
                tellTorrent(QStringLiteral("torrent.downloading"), infoHash);
            });
    connect(&m_torrents, &UserTorrents::noted, this,
            [this](const QString &text) { log(text.toStdString()); });
}

void UserHost::watchRegistration()
{
    connect(&m_registration, &UserRegistration::leaseChanged, this, &UserHost::takeLease);
    connect(&m_registration, &UserRegistration::registered, this, [this] {
        const std::size_t trackers = m_registration.lease().trackers.size();
        log(trackers == 0 ? "connected; no tracker is available"
                          : "connected; " + countOf(trackers));
        tellAllTorrents();
        Q_EMIT registered();
    });
    connect(&m_registration, &UserRegistration::lost, this, [this](const base::Error &why) {
        log("the coordinator is away (" + why.text() + "); going on with what it said last");
        Q_EMIT lost(why);
    });
    connect(&m_registration, &UserRegistration::refused, this, [this](const base::Error &why) {
        log("refused: " + why.text());
        Q_EMIT refused(why);
    });
    connect(&m_registration, &UserRegistration::noted, this,
            [this](const QString &text) { log(text.toStdString()); });
}

void UserHost::takeLease()
{
    const UserLease &lease = m_registration.lease();
    m_torrents.setMaxN(lease.maxN);
    m_index.setUrl(lease.index);
    m_index.setUploadToken(lease.uploadToken);
}

/// Somebody put files into `shared` or took some away.
void UserHost::folderChanged()
{
    std::set<std::string> names;
    for (const std::string &name : m_folders.names())
        names.insert(name);
    const std::vector<UserTorrentRow> rows = m_torrents.rows();
    for (const UserTorrentRow &row : rows) {
        if (!row.complete || names.contains(row.name))
            continue;
        tellTorrent(QStringLiteral("torrent.removed"), row.infoHash);
        m_torrents.remove(row.infoHash);
        m_folders.forget(row.infoHash);
        log(row.name + " was taken out of shared: it is not offered any more");
    }
    for (const std::string &name : names) {
        const bool isTorrent = std::ranges::find(rows, name, &UserTorrentRow::name) != rows.end();
        if (!m_known.contains(name) && !isTorrent)
            log(name + " is new in shared: not uploaded yet");
    }
    m_known = std::move(names);
    publish();
}

void UserHost::tellTorrent(const QString &method, const base::InfoHash &infoHash)
{
    const auto metainfo = m_torrents.find(infoHash);
    if (!metainfo || !m_registration.isRegistered())
        return;
    QJsonObject params{
        {QStringLiteral("infoHash"), QString::fromStdString(infoHash.hex())},
        {QStringLiteral("name"), QString::fromStdString(metainfo->name)},
        {QStringLiteral("size"), static_cast<qint64>(metainfo->geometry.totalLength())}};
    if (method == QLatin1String("torrent.seeding"))
        params[QStringLiteral("seconds")] = static_cast<qint64>(m_torrents.secondsWhole(infoHash));
    m_registration.client().call(method, params, [this](const base::Expected<QJsonObject> &answer) {
        if (!answer && m_registration.isRegistered())
            log(answer.error().text());
    });
}

void UserHost::tellAllTorrents()
{
    for (const UserTorrentRow &row : m_torrents.rows()) {
        if (row.state != UserTorrentState::Checking) // else it is told when it is checked
            tellTorrent(row.complete ? QStringLiteral("torrent.seeding")
                                     : QStringLiteral("torrent.downloading"),
                        row.infoHash);
    }
}

std::vector<std::string> UserHost::notUploaded() const
{
    std::vector<std::string> names = m_folders.names();
    for (const UserTorrentRow &row : m_torrents.rows())
        std::erase(names, row.name);
    return names;
}

void UserHost::record(const std::string &text)
{
    m_log.add(QDateTime::currentMSecsSinceEpoch(), text);
}

void UserHost::log(const std::string &text)
{
    record(text);
    Q_EMIT logged(QString::fromStdString(text));
}

void UserHost::publish()
{
    const UserLease &lease = m_registration.lease();
    auto snapshot = std::make_shared<UserSnapshot>();
    snapshot->name = m_options.name;
    snapshot->tag = m_tag;
    snapshot->coordinator = m_options.coordinator.text();
    snapshot->wanted = m_registration.isWanted();
    snapshot->registered = m_registration.isRegistered();
    snapshot->fault = m_registration.fault();
    snapshot->announcementBottom = lease.bottom;
    snapshot->announcementRight = lease.right;
    snapshot->limitsVersion = lease.version;
    snapshot->maxN = m_torrents.maxN();
    snapshot->served = m_torrents.served();
    snapshot->pieceSize = lease.pieceSize;
    snapshot->trackers = lease.trackers;
    snapshot->index = lease.index;
    snapshot->torrents = m_torrents.rows();
    for (const UserTorrentRow &row : snapshot->torrents)
        snapshot->waiting += row.waiting;
    snapshot->notUploaded = notUploaded();
    snapshot->log = m_log.lines();
    m_mailbox->put(std::move(snapshot));
}

} // namespace net

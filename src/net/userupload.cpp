#include "net/userupload.h"

#include "core/wire/clientname.h"
#include "net/contentshare.h"
#include "net/controlclient.h"
#include "net/indexclient.h"
#include "net/torrentbuilder.h"

#include <QPointer>

#include <chrono>

namespace net {

namespace {

namespace fs = std::filesystem;

/// Whether both are the same file or folder, or one is there only.
bool mayShare(const fs::path &content, const fs::path &target)
{
    std::error_code error;
    return !fs::exists(target, error) || fs::equivalent(content, target, error);
}

/// Puts the content into `shared` and makes its torrent, still without trackers.
base::Expected<base::Bytes> shareAndHash(const fs::path &content, const fs::path &shared,
                                         std::uint32_t pieceLength,
                                         const std::atomic<bool> &cancelled)
{
    std::error_code error;
    const fs::path target = shared / content.filename();
    if (!fs::exists(content, error))
        return base::fail(base::ErrorCode::NotFound, content.string(),
                          "there is no such file or folder");
    if (!mayShare(content, target))
        return base::fail(base::ErrorCode::Usage, target.string(),
                          "another one of that name is shared already");
    if (const auto there = shareContent(content, shared); !there)
        return tl::unexpected(there.error());
    TorrentOrder order;
    order.content = target;
    order.pieceLength = pieceLength;
    order.createdBy = wire::ownClientName();
    order.creationDate = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return buildTorrent(order, {}, cancelled);
}

/// Each URL is a tier of its own, so that the tracker's first one is asked first (BEP 12).
std::vector<std::vector<std::string>> tiersOf(const UserTracker &tracker)
{
    std::vector<std::vector<std::string>> tiers;
    for (const std::string &url : tracker.announce)
        tiers.push_back({url});
    return tiers;
}

} // namespace

UserUpload::UserUpload(ControlClient &coordinator, IndexClient &index, QObject *parent)
    : QObject(parent)
    , m_coordinator(coordinator)
    , m_index(index)
{
}

UserUpload::~UserUpload()
{
    m_cancelled = true; // hashing ends well within a second
}

void UserUpload::start(const fs::path &content, const fs::path &shared, std::uint32_t pieceLength)
{
    // "folder/" has an empty last element.
    const fs::path named = content.has_filename() ? content : content.parent_path();
    m_where = named.string();
    m_thread = std::jthread([this, named, shared, pieceLength] {
        auto torrent = shareAndHash(named, shared, pieceLength, m_cancelled);
        QMetaObject::invokeMethod(
            this, [this, torrent = std::move(torrent)] { hashed(torrent); }, Qt::QueuedConnection);
    });
}

void UserUpload::hashed(const base::Expected<base::Bytes> &torrent)
{
    if (!torrent)
        return fail(torrent.error());
    auto metainfo = wire::Metainfo::parse(*torrent);
    if (!metainfo)
        return fail(metainfo.error().within(m_where));
    m_torrent.metainfo = std::make_shared<const wire::Metainfo>(std::move(*metainfo));
    const wire::Metainfo &made = *m_torrent.metainfo;
    const QJsonObject params{
        {QStringLiteral("name"), QString::fromStdString(made.name)},
        {QStringLiteral("size"), static_cast<qint64>(made.geometry.totalLength())},
        {QStringLiteral("infoHash"), QString::fromStdString(made.infoHash.hex())}};
    m_coordinator.call(QStringLiteral("upload.assign"), params,
                       [self = QPointer(this)](const base::Expected<QJsonObject> &answer) {
                           if (!self)
                               return;
                           const QString key = QStringLiteral("tracker");
                           if (answer)
                               self->assigned(readUserTracker((*answer)[key].toObject()));
                           else
                               self->fail(answer.error());
                       });
}

void UserUpload::assigned(const base::Expected<UserTracker> &tracker)
{
    if (!tracker)
        return fail(tracker.error());
    m_torrent.tracker = tracker->name;
    m_torrent.bytes = wire::encodeTorrent(*m_torrent.metainfo, tiersOf(*tracker));
    offer();
}

void UserUpload::offer()
{
    m_index.upload(m_torrent.bytes, [self = QPointer(this)](const base::Expected<bool> &isNew) {
        if (self)
            self->stored(isNew);
    });
}

void UserUpload::stored(const base::Expected<bool> &isNew)
{
    if (!isNew)
        return fail(isNew.error());
    m_torrent.isNew = *isNew;
    if (!*isNew)
        return takeFromIndex();
    auto metainfo = wire::Metainfo::parse(m_torrent.bytes);
    if (!metainfo)
        return fail(metainfo.error().within(m_where));
    m_torrent.metainfo = std::make_shared<const wire::Metainfo>(std::move(*metainfo));
    onDone(m_torrent);
}

/// Others find each other at the trackers of the torrent that the index gives away.
void UserUpload::takeFromIndex()
{
    m_torrent.tracker.clear();
    m_index.fetch(m_torrent.metainfo->infoHash,
                  [self = QPointer(this)](const base::Expected<base::Bytes> &torrent) {
                      if (!self)
                          return;
                      if (!torrent)
                          return self->fail(torrent.error());
                      auto metainfo = wire::Metainfo::parse(*torrent);
                      if (!metainfo)
                          return self->fail(metainfo.error().within(self->m_where));
                      self->m_torrent.bytes = *torrent;
                      self->m_torrent.metainfo
                          = std::make_shared<const wire::Metainfo>(std::move(*metainfo));
                      self->onDone(self->m_torrent);
                  });
}

void UserUpload::fail(const base::Error &error)
{
    onDone(tl::unexpected(error));
}

} // namespace net

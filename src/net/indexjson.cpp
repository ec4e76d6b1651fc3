#include "net/indexjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace net {

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string written(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString();
}

QJsonObject objectOf(const roles::IndexEntry &entry)
{
    const std::string address = "/torrent/" + entry.infoHash.hex();
    QJsonObject object{
        {QStringLiteral("info_hash"), text(entry.infoHash.hex())},
        {QStringLiteral("name"), text(entry.name)},
        {QStringLiteral("size"), static_cast<qint64>(entry.size)},
        {QStringLiteral("files"), static_cast<qint64>(entry.fileCount)},
        {QStringLiteral("pieces"), static_cast<qint64>(entry.pieceCount)},
        {QStringLiteral("piece_length"), static_cast<qint64>(entry.pieceLength)},
        {QStringLiteral("seeds"), QJsonValue::Null},
        {QStringLiteral("peers"), QJsonValue::Null},
        {QStringLiteral("uploaded"), text(isoTime(entry.uploaded))},
        {QStringLiteral("page"), text(address)},
        {QStringLiteral("torrent"), text(address + ".torrent")},
        {QStringLiteral("magnet"), text(magnetLink(entry))},
        {QStringLiteral("thesis_name"), text(thesisName(entry))},
    };
    if (entry.counts) {
        object[QStringLiteral("seeds")] = static_cast<qint64>(entry.counts->seeds);
        object[QStringLiteral("peers")] = static_cast<qint64>(entry.counts->peers);
    }
    return object;
}

QJsonObject objectOf(const roles::IndexRow &row)
{
    QJsonObject object = objectOf(row.entry);
    object[QStringLiteral("ambiguous_name")] = row.isAmbiguous;
    return object;
}

QJsonArray arrayOf(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &one : texts)
        array.append(text(one));
    return array;
}

} // namespace

std::string IndexJson::list(const roles::IndexPage &page, const roles::IndexQuery &query) const
{
    QJsonArray torrents;
    for (const roles::IndexRow &row : page.rows)
        torrents.append(objectOf(row));
    return written({{QStringLiteral("query"), text(query.text)},
                    {QStringLiteral("sort"), text(sortName(query.sort))},
                    {QStringLiteral("page"), static_cast<qint64>(page.page)},
                    {QStringLiteral("pages"), static_cast<qint64>(page.pages)},
                    {QStringLiteral("total"), static_cast<qint64>(page.total)},
                    {QStringLiteral("torrents"), torrents}});
}

std::string IndexJson::torrent(const roles::IndexRow &row, const wire::Metainfo &metainfo) const
{
    QJsonArray files;
    for (const wire::FileEntry &file : metainfo.files) {
        if (!file.padding)
            files.append(QJsonObject{{QStringLiteral("path"), text(file.path)},
                                     {QStringLiteral("length"), static_cast<qint64>(file.length)}});
    }
    QJsonObject object = objectOf(row);
    object[QStringLiteral("file_list")] = files;
    object[QStringLiteral("trackers")] = arrayOf(row.entry.trackers);
    object[QStringLiteral("private")] = metainfo.isPrivate;
    object[QStringLiteral("comment")] = text(metainfo.comment);
    return written(object);
}

std::string IndexJson::uploadForm(bool needsToken) const
{
    return written({{QStringLiteral("post"), QStringLiteral("/torrents")},
                    {QStringLiteral("content_type"), QStringLiteral("application/x-bittorrent")},
                    {QStringLiteral("needs_upload_token"), needsToken}});
}

std::string IndexJson::stored(const StoredTorrent &stored, const std::string &ownerToken) const
{
    QJsonObject object = objectOf(stored.entry);
    object[QStringLiteral("stored")] = stored.isNew;
    if (!ownerToken.empty())
        object[QStringLiteral("owner_token")] = text(ownerToken);
    return written(object);
}

std::string IndexJson::removed(const base::InfoHash &infoHash) const
{
    return written({{QStringLiteral("removed"), text(infoHash.hex())}});
}

std::string IndexJson::fault(HttpStatus status, const base::Error &error) const
{
    const QJsonObject fault{{QStringLiteral("status"), static_cast<int>(status)},
                            {QStringLiteral("title"), text(reasonPhrase(status))},
                            {QStringLiteral("where"), text(error.where)},
                            {QStringLiteral("detail"), text(error.detail)}};
    return written({{QStringLiteral("error"), fault}});
}

} // namespace net

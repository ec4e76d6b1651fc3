#include "models/indexentries.h"

#include "models/quantity.h"

#include <QJsonArray>

#include <array>

namespace models {

namespace {

#define HEADER(text) QT_TRANSLATE_NOOP("Column", text)

QString countText(const std::optional<std::uint32_t> &count)
{
    return count ? QString::number(*count) : QStringLiteral("–");
}

/// What nobody knows sorts below 0.
QVariant countKey(const std::optional<std::uint32_t> &count)
{
    return count ? QVariant(qint64(*count)) : QVariant(qint64(-1));
}

std::optional<std::uint32_t> countOf(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(static_cast<std::uint32_t>(value.toInteger()))
                            : std::nullopt;
}

constexpr std::array<Column<IndexedTorrentEntry>, 6> columns{{
    {"name", HEADER("Torrent"), "", HEADER("Name of the file or folder"), CellKind::Words, 24,
     [](const IndexedTorrentEntry &t) { return t.name; },
     [](const IndexedTorrentEntry &t) { return QVariant(t.name); }},
    {"size", HEADER("Size"), "bytes", HEADER("Of all its files"), CellKind::Number, 10,
     [](const IndexedTorrentEntry &t) { return bytesText(static_cast<double>(t.size)); },
     [](const IndexedTorrentEntry &t) { return QVariant(t.size); }},
    {"files", HEADER("Files"), "", HEADER("How many it holds"), CellKind::Number, 7,
     [](const IndexedTorrentEntry &t) {
         return t.files > 0 ? QString::number(t.files) : QStringLiteral("–");
     },
     [](const IndexedTorrentEntry &t) { return QVariant(t.files); }},
    {"seeds", HEADER("Seeds"), "", HEADER("Clients that have it whole, as its tracker said last"),
     CellKind::Number, 8, [](const IndexedTorrentEntry &t) { return countText(t.seeds); },
     [](const IndexedTorrentEntry &t) { return countKey(t.seeds); }},
    {"peers", HEADER("Peers"), "", HEADER("Clients that lack something of it"), CellKind::Number, 8,
     [](const IndexedTorrentEntry &t) { return countText(t.peers); },
     [](const IndexedTorrentEntry &t) { return countKey(t.peers); }},
    {"infoHash", HEADER("Info-hash"), "", HEADER("What the network calls it"), CellKind::Words, 18,
     [](const IndexedTorrentEntry &t) { return t.infoHash; },
     [](const IndexedTorrentEntry &t) { return QVariant(t.infoHash); }},
}};

#undef HEADER

} // namespace

std::span<const Column<IndexedTorrentEntry>> indexedTorrentColumns()
{
    return columns;
}

std::vector<IndexedTorrentEntry> indexedTorrentEntries(const roles::IndexPage &page)
{
    std::vector<IndexedTorrentEntry> entries;
    for (const roles::IndexRow &row : page.rows) {
        IndexedTorrentEntry &entry = entries.emplace_back();
        entry.infoHash = QString::fromStdString(row.entry.infoHash.hex());
        entry.name = QString::fromStdString(row.entry.name);
        entry.size = row.entry.size;
        entry.files = row.entry.fileCount;
        if (row.entry.counts) {
            entry.seeds = row.entry.counts->seeds;
            entry.peers = row.entry.counts->peers;
        }
    }
    return entries;
}

std::vector<IndexedTorrentEntry> indexedTorrentEntries(const QJsonObject &facts)
{
    std::vector<IndexedTorrentEntry> entries;
    for (const QJsonValue &value : facts[QStringLiteral("torrents")].toArray()) {
        IndexedTorrentEntry &entry = entries.emplace_back();
        entry.infoHash = value[QStringLiteral("infoHash")].toString();
        entry.name = value[QStringLiteral("name")].toString();
        entry.size = static_cast<quint64>(value[QStringLiteral("size")].toInteger());
        entry.seeds = countOf(value[QStringLiteral("seeds")]);
        entry.peers = countOf(value[QStringLiteral("peers")]);
    }
    return entries;
}

} // namespace models

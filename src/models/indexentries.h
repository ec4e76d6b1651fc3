#pragma once

#include "core/roles/torrentindex.h"
#include "models/column.h"

#include <QJsonObject>

#include <optional>
#include <span>
#include <vector>

namespace models {

/// A torrent that an index has, as its own panel and its users list it.
struct IndexedTorrentEntry {
    QString infoHash;
    QString name;
    quint64 size = 0; ///< bytes
    quint32 files = 0; ///< 0 = not told
    std::optional<std::uint32_t> seeds; ///< absent = nobody knows
    std::optional<std::uint32_t> peers;

    [[nodiscard]] QString key() const { return infoHash; }
    [[nodiscard]] QString keyText() const { return infoHash; }
    bool operator==(const IndexedTorrentEntry &) const = default;
};

std::span<const Column<IndexedTorrentEntry>> indexedTorrentColumns();

std::vector<IndexedTorrentEntry> indexedTorrentEntries(const roles::IndexPage &page);
/// From the facts of a user's search, see net::answerOf(IndexOffers).
std::vector<IndexedTorrentEntry> indexedTorrentEntries(const QJsonObject &facts);

} // namespace models

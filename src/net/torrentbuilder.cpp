#include "net/torrentbuilder.h"

#include "core/wire/metainfo.h"
#include "net/contentlist.h"
#include "net/piecehashing.h"

#include <algorithm>
#include <thread>

namespace net {

namespace {

constexpr std::uint64_t maxPieces = std::uint64_t{1} << 21; // what Metainfo::parse takes

base::Expected<std::vector<base::PieceHash>>
hashAll(const ContentList &content, const wire::Geometry &geometry, const TorrentOrder &order,
        const HashProgress &progress, const std::atomic<bool> &cancelled)
{
    PieceHashing hashing(content, geometry, cancelled);
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    const unsigned workers
        = std::min(order.threads == 0 ? cores : order.threads, geometry.pieceCount());
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < workers; ++i)
        threads.emplace_back([&hashing] { hashing.work(); });
    while (!hashing.waitFor(workers)) {
        if (progress)
            progress(hashing.hashed(), content.totalLength);
    }
    threads.clear();
    if (progress)
        progress(hashing.hashed(), content.totalLength);
    return hashing.take();
}

} // namespace

base::Expected<base::Bytes> buildTorrent(const TorrentOrder &order, const HashProgress &progress,
                                         const std::atomic<bool> &cancelled)
{
    const auto content = listContent(order.content);
    if (!content)
        return tl::unexpected(content.error());
    const std::uint32_t pieceLength = order.pieceLength != 0
        ? order.pieceLength
        : wire::suggestedPieceLength(content->totalLength);
    if (content->totalLength / pieceLength >= maxPieces)
        return base::fail(base::ErrorCode::Usage, "piece size",
                          "it is too small for that much content");
    auto hashes = hashAll(*content, wire::Geometry(content->totalLength, pieceLength), order,
                          progress, cancelled);
    if (!hashes)
        return tl::unexpected(hashes.error());

    wire::TorrentDraft draft;
    draft.name = content->name;
    draft.multiFile = content->isFolder;
    for (const ContentFile &file : content->files)
        draft.files.push_back({file.path, file.length, 0, false});
    draft.pieceLength = pieceLength;
    draft.pieceHashes = std::move(*hashes);
    draft.announceTiers = order.announceTiers;
    draft.isPrivate = order.isPrivate;
    draft.comment = order.comment;
    draft.createdBy = order.createdBy;
    draft.creationDate = order.creationDate;
    return wire::encodeTorrent(draft);
}

} // namespace net

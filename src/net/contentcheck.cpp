#include "net/contentcheck.h"

#include "core/base/digest.h"
#include "net/contentfiles.h"

#include <algorithm>
#include <thread>
#include <vector>

namespace net {

namespace {

constexpr std::size_t readSize = 256 * 1024;

bool pieceMatches(ContentFiles &files, base::PieceIndex piece, base::Sha1 &sha1,
                  base::Bytes &buffer)
{
    const wire::Metainfo &metainfo = *files.layout().metainfo;
    const std::uint64_t begin = metainfo.geometry.offsetOf(piece);
    const std::uint64_t length = metainfo.geometry.lengthOf(piece);
    if (!files.mayHold(begin, length))
        return false;
    bool readable = true;
    for (std::uint64_t at = 0; at < length && readable; at += readSize) {
        const std::span part(buffer.data(), std::min<std::uint64_t>(readSize, length - at));
        readable = files.read(begin + at, part).has_value();
        if (readable)
            sha1.add(part);
    }
    return sha1.finish() == metainfo.pieceHashes[base::toNumber(piece)] && readable;
}

/// Whether there is a file to look into.
bool holdsAny(const ContentLayout &layout)
{
    ContentFiles files(layout);
    for (std::size_t i = 0; i < layout.metainfo->files.size(); ++i) {
        if (!layout.metainfo->files[i].padding && files.stamp(i))
            return true;
    }
    return false;
}

} // namespace

wire::Bitfield checkContent(const ContentLayout &layout, unsigned threads, CheckProgress &progress)
{
    const wire::Geometry &geometry = layout.metainfo->geometry;
    const std::uint32_t pieces = geometry.pieceCount();
    if (!holdsAny(layout)) {
        progress.done += geometry.totalLength();
        return wire::Bitfield(pieces);
    }
    std::vector<std::uint8_t> good(pieces, 0);
    std::atomic<std::uint32_t> next{0};
    const auto work = [&] {
        ContentFiles files(layout);
        base::Sha1 sha1;
        base::Bytes buffer(readSize);
        for (std::uint32_t i = next++; i < pieces && !progress.cancelled; i = next++) {
            const base::PieceIndex piece{i};
            good[i] = pieceMatches(files, piece, sha1, buffer) ? 1 : 0;
            progress.done += geometry.lengthOf(piece);
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (unsigned i = 1; i < std::min(threads, pieces); ++i)
            helpers.emplace_back(work);
        work();
    }
    wire::Bitfield have(pieces);
    for (std::uint32_t i = 0; i < pieces; ++i) {
        if (good[i] != 0)
            have.add(base::PieceIndex{i});
    }
    return have;
}

} // namespace net

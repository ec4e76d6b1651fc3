#include "net/piecewriter.h"

#include <algorithm>

namespace net {

namespace {

constexpr std::size_t maxGathered = 64; // blocks written by one call, 1 MiB
constexpr std::size_t readSize = 16 * wire::blockSize;

} // namespace

PieceWriter::PieceWriter(ContentLayout layout)
    : m_files(std::move(layout))
{
}

void PieceWriter::forgetProgress()
{
    m_progress.clear();
}

void PieceWriter::hash(const BlockBytes &block)
{
    Progress &progress = m_progress[block.block.piece];
    if (progress.hashed != block.block.block)
        return;
    progress.sha1.add({block.data.get(), block.length});
    ++progress.hashed;
}

base::Expected<void> PieceWriter::write(const std::vector<BlockBytes> &blocks)
{
    const wire::Geometry &geometry = m_files.layout().metainfo->geometry;
    const auto offsetOf = [&](const BlockBytes &b) {
        return geometry.offsetOf(b.block.piece) + std::uint64_t{b.block.block} * wire::blockSize;
    };
    std::vector<iovec> buffers;
    for (std::size_t i = 0; i < blocks.size();) {
        const std::uint64_t begin = offsetOf(blocks[i]);
        std::uint64_t end = begin;
        buffers.clear();
        for (; i < blocks.size() && buffers.size() < maxGathered && offsetOf(blocks[i]) == end;
             ++i) {
            buffers.push_back({blocks[i].data.get(), blocks[i].length});
            end += blocks[i].length;
            hash(blocks[i]);
        }
        if (auto written = m_files.write(begin, buffers); !written)
            return written;
    }
    return {};
}

/// Hashes the blocks that did not come in order, from the file.
base::Expected<void> PieceWriter::hashRest(base::PieceIndex piece, Progress &progress)
{
    const wire::Geometry &geometry = m_files.layout().metainfo->geometry;
    const std::uint64_t begin = geometry.offsetOf(piece);
    const std::uint64_t length = geometry.lengthOf(piece);
    base::Bytes scratch;
    for (std::uint64_t at = std::uint64_t{progress.hashed} * wire::blockSize; at < length;
         at += scratch.size()) {
        scratch.resize(std::min<std::uint64_t>(readSize, length - at));
        if (auto read = m_files.read(begin + at, scratch); !read)
            return read;
        progress.sha1.add(scratch);
    }
    return {};
}

base::Expected<PieceVerdict> PieceWriter::verify(base::PieceIndex piece)
{
    const wire::Metainfo &metainfo = *m_files.layout().metainfo;
    auto node = m_progress.extract(piece);
    Progress fresh;
    Progress &progress = node.empty() ? fresh : node.mapped();
    if (auto rest = hashRest(piece, progress); !rest)
        return tl::unexpected(rest.error());
    PieceVerdict verdict{
        piece, progress.sha1.finish() == metainfo.pieceHashes[base::toNumber(piece)], {}};
    const auto failed = m_failed.find(piece);
    if (verdict.good && failed == m_failed.end())
        return verdict;
    auto hashes = blockHashes(piece);
    if (!hashes)
        return tl::unexpected(hashes.error());
    if (!verdict.good) {
        m_failed.insert_or_assign(piece, std::move(*hashes));
        return verdict;
    }
    for (std::uint32_t i = 0; i < hashes->size(); ++i) {
        if ((*hashes)[i] != failed->second[i])
            verdict.corrected.push_back(i);
    }
    m_failed.erase(failed);
    return verdict;
}

base::Expected<std::vector<base::PieceHash>> PieceWriter::blockHashes(base::PieceIndex piece)
{
    const wire::Geometry &geometry = m_files.layout().metainfo->geometry;
    std::vector<base::PieceHash> hashes;
    base::Bytes bytes(wire::blockSize);
    for (std::uint32_t i = 0; i < geometry.blocksIn(piece); ++i) {
        const std::span part(bytes.data(), geometry.lengthOf(base::BlockRef{piece, i}));
        if (auto read
            = m_files.read(geometry.offsetOf(piece) + std::uint64_t{i} * wire::blockSize, part);
            !read)
            return tl::unexpected(read.error());
        hashes.push_back(base::Sha1::of(part));
    }
    return hashes;
}

} // namespace net

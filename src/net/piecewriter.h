#pragma once

#include "core/base/digest.h"
#include "core/base/expected.h"
#include "core/base/ids.h"
#include "net/contentfiles.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace net {

/// A block's bytes on their way from a socket to a file.
struct BlockBytes {
    base::BlockRef block;
    std::uint32_t length = 0; ///< bytes
    std::unique_ptr<std::uint8_t[]> data;
};

/// What became of a piece that was to be verified.
struct PieceVerdict {
    base::PieceIndex piece{};
    bool good = false;
    /// Blocks whose bytes differ from those of the piece's last failed attempt.
    std::vector<std::uint32_t> corrected;
};

/// The disk side of a store: writes blocks where they belong and hashes them on the way. Blocks
/// that come in the order of their piece are hashed from memory; the rest are read back when the
/// piece is whole. Used by one disk thread at a time.
class PieceWriter
{
public:
    explicit PieceWriter(ContentLayout layout);

    /// Writes them all; neighbours in one call. The first error ends it.
    base::Expected<void> write(const std::vector<BlockBytes> &blocks);
    /// Finishes the hash of a piece whose blocks were all written.
    base::Expected<PieceVerdict> verify(base::PieceIndex piece);
    /// Forgets what was hashed of started pieces (their blocks start afresh).
    void forgetProgress();

    [[nodiscard]] ContentFiles &files() { return m_files; }

private:
    struct Progress {
        base::Sha1 sha1;
        std::uint32_t hashed = 0; ///< blocks from the piece's start
    };
    void hash(const BlockBytes &block);
    base::Expected<void> hashRest(base::PieceIndex piece, Progress &progress);
    base::Expected<std::vector<base::PieceHash>> blockHashes(base::PieceIndex piece);

    ContentFiles m_files;
    std::map<base::PieceIndex, Progress> m_progress;
    std::map<base::PieceIndex, std::vector<base::PieceHash>>
        m_failed; ///< block hashes of bad attempts
};

} // namespace net

#pragma once

#include "core/base/digest.h"
#include "core/base/expected.h"
#include "core/wire/geometry.h"
#include "net/contentlist.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

namespace net {

/// Hashes all pieces of a content list with several threads that each call work(). The hashes may
/// be taken when all of them have returned.
class PieceHashing
{
public:
    /// All must outlive it.
    PieceHashing(const ContentList &content, const wire::Geometry &geometry,
                 const std::atomic<bool> &cancelled);

    /// Hashes pieces until none is left, one cannot be read or it is cancelled. Any thread.
    void work();

    /// Bytes hashed so far. Any thread.
    [[nodiscard]] std::uint64_t hashed() const { return m_hashed; }
    /// Waits up to 100 ms for `workers` calls of work() to have returned; whether they have.
    bool waitFor(unsigned workers);
    /// The hashes, or the first fault.
    base::Expected<std::vector<base::PieceHash>> take();

private:
    class Reader;
    void hashRun(Reader &reader, std::uint32_t first, std::uint32_t last);
    void fail(const base::Error &error);
    [[nodiscard]] bool stopping() const { return m_failed || m_cancelled; }

    const ContentList &m_content;
    const wire::Geometry &m_geometry;
    const std::atomic<bool> &m_cancelled;
    std::vector<std::uint64_t> m_offsets; ///< of each file in the torrent
    std::vector<base::PieceHash> m_hashes; ///< each written by the one thread that took the piece
    std::atomic<std::uint32_t> m_nextPiece = 0;
    std::atomic<std::uint64_t> m_hashed = 0;
    std::atomic<bool> m_failed = false;
    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_changed;
    std::optional<base::Error> m_fault;
    unsigned m_returned = 0;
};

} // namespace net

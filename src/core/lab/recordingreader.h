#pragma once

#include "core/lab/recordingcodec.h"

#include <functional>
#include <vector>

namespace lab {

/// Reads a recording from anywhere in it. Opening reads the heads of all chunks, no content; a
/// chunk that the writer did not finish (it was killed) ends the recording there.
class RecordingReader
{
public:
    /// Reads up to that many bytes at that offset; fewer at the end of the file.
    using Source = std::function<base::Bytes(std::uint64_t offset, std::size_t size)>;

    static base::Expected<RecordingReader> open(Source source);

    [[nodiscard]] const RecordingHeader &header() const { return m_header; }
    /// The time of the last chunk; zero when there is none.
    [[nodiscard]] base::Time end() const;

    /// The newest snapshot at or before a time; empty, at time zero, when there is none.
    [[nodiscard]] base::Expected<RecordedSnapshot> snapshotBefore(base::Time at) const;
    /// Calls `take` with every event from the first chunk that may hold one at or after `from`;
    /// ends early when it returns false.
    base::Expected<void> events(base::Time from,
                                const std::function<bool(const RecordedEvent &)> &take) const;

private:
    /// Larger chunks are not read: no writer makes them.
    static constexpr std::uint32_t maxChunk = 64 * 1024 * 1024;
    struct Chunk {
        ChunkHead head;
        std::uint64_t offset = 0; ///< of its content
    };
    [[nodiscard]] base::Bytes content(const Chunk &chunk) const
    {
        return m_source(chunk.offset, chunk.head.length);
    }
    [[nodiscard]] std::uint32_t pieceCount() const;

    Source m_source;
    RecordingHeader m_header;
    std::vector<Chunk> m_events;
    std::vector<Chunk> m_snapshots;
};

} // namespace lab

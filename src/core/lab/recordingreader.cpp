#include "core/lab/recordingreader.h"

#include "core/wire/geometry.h"

#include <algorithm>

namespace lab {

base::Expected<RecordingReader> RecordingReader::open(Source source)
{
    RecordingReader reader;
    reader.m_source = std::move(source);
    if (base::asText(reader.m_source(0, recordingMagic.size())) != recordingMagic)
        return base::fail(base::ErrorCode::Malformed, "recording",
                          "it does not begin as a recording of this format does");
    std::optional<RecordingHeader> header;
    for (std::uint64_t at = recordingMagic.size();;) {
        const base::Bytes bytes = reader.m_source(at, ChunkHead::size);
        if (bytes.size() < ChunkHead::size)
            break;
        const Chunk chunk{ChunkHead::decoded(bytes), at + ChunkHead::size};
        at = chunk.offset + chunk.head.length;
        // The last byte is there, or the writer was stopped within the chunk.
        const bool whole = chunk.head.length == 0 || !reader.m_source(at - 1, 1).empty();
        if (!whole || chunk.head.length > maxChunk)
            break;
        if (chunk.head.type == ChunkType::Events)
            reader.m_events.push_back(chunk);
        else if (chunk.head.type == ChunkType::Snapshot)
            reader.m_snapshots.push_back(chunk);
        else if (chunk.head.type == ChunkType::Header && !header) {
            auto read = decodeHeader(reader.content(chunk));
            if (!read)
                return tl::unexpected(read.error());
            header = std::move(*read);
        }
    }
    if (!header)
        return base::fail(base::ErrorCode::Malformed, "recording", "it has no header");
    reader.m_header = std::move(*header);
    return reader;
}

std::uint32_t RecordingReader::pieceCount() const
{
    return wire::Geometry(m_header.totalLength, m_header.pieceLength).pieceCount();
}

base::Time RecordingReader::end() const
{
    base::Time end{};
    for (const auto *chunks : {&m_events, &m_snapshots}) {
        if (!chunks->empty())
            end = std::max(end, chunks->back().head.at);
    }
    return end;
}

base::Expected<RecordedSnapshot> RecordingReader::snapshotBefore(base::Time at) const
{
    const auto after = std::ranges::upper_bound(m_snapshots, at, {},
                                                [](const Chunk &chunk) { return chunk.head.at; });
    if (after == m_snapshots.begin())
        return RecordedSnapshot{};
    const Chunk &chunk = *std::prev(after);
    return decodeSnapshot(content(chunk), chunk.head.at, pieceCount());
}

base::Expected<void>
RecordingReader::events(base::Time from,
                        const std::function<bool(const RecordedEvent &)> &take) const
{
    const auto after = std::ranges::upper_bound(m_events, from, {},
                                                [](const Chunk &chunk) { return chunk.head.at; });
    for (auto chunk = after == m_events.begin() ? after : std::prev(after); chunk != m_events.end();
         ++chunk) {
        const base::Bytes bytes = content(*chunk);
        base::ByteView rest = bytes;
        base::Time before = chunk->head.at;
        while (!rest.empty()) {
            const auto event = takeEvent(rest, before);
            if (!event)
                return tl::unexpected(event.error());
            if (*event && !take(**event))
                return {};
        }
    }
    return {};
}

} // namespace lab

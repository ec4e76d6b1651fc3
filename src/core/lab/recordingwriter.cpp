#include "core/lab/recordingwriter.h"

namespace lab {

namespace {

constexpr std::size_t chunkSize = 64 * 1024;

} // namespace

RecordingWriter::RecordingWriter(const RecordingHeader &header, Sink sink)
    : m_sink(std::move(sink))
{
    m_sink(base::asBytes(recordingMagic));
    writeChunk(ChunkType::Header, {}, encodeHeader(header));
}

RecordingWriter::~RecordingWriter()
{
    flush();
}

void RecordingWriter::add(const RecordedEvent &event)
{
    if (m_events.empty())
        m_first = m_last = event.at;
    appendEvent(m_events, event, m_last);
    m_last = event.at;
    if (m_events.size() >= chunkSize)
        flush();
}

void RecordingWriter::add(const RecordedSnapshot &snapshot)
{
    flush();
    writeChunk(ChunkType::Snapshot, snapshot.at, encodeSnapshot(snapshot));
}

void RecordingWriter::flush()
{
    if (m_events.empty())
        return;
    writeChunk(ChunkType::Events, m_first, m_events);
    m_events.clear();
}

void RecordingWriter::writeChunk(ChunkType type, base::Time at, base::ByteView content)
{
    m_sink(ChunkHead{type, static_cast<std::uint32_t>(content.size()), at}.encoded());
    m_sink(content);
}

} // namespace lab

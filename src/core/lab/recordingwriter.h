#pragma once

#include "core/lab/recordingcodec.h"

#include <functional>

namespace lab {

/// Writes a recording as a stream: keeps no more than one chunk of events in memory.
class RecordingWriter
{
public:
    /// Takes bytes to be appended to the file.
    using Sink = std::function<void(base::ByteView)>;

    RecordingWriter(const RecordingHeader &header, Sink sink);
    /// Writes what is kept.
    ~RecordingWriter();
    RecordingWriter(const RecordingWriter &) = delete;
    RecordingWriter &operator=(const RecordingWriter &) = delete;

    void add(const RecordedEvent &event);
    void add(const RecordedSnapshot &snapshot);
    /// Hands everything so far to the sink.
    void flush();

private:
    void writeChunk(ChunkType type, base::Time at, base::ByteView content);

    Sink m_sink;
    base::Bytes m_events; ///< of the chunk at hand
    base::Time m_first{}; ///< of its first event
    base::Time m_last{};
};

} // namespace lab

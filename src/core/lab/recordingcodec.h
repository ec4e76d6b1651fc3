#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/lab/recording.h"

#include <array>
#include <optional>
#include <string_view>

namespace lab {

// The bytes of a recording (docs/recording.md): a magic, then chunks. A chunk is a type, the time
// of its first entry and its size, then its content; a reader skips what it does not know.

inline constexpr std::string_view recordingMagic = "TORRREC1";

enum class ChunkType : std::uint8_t { Header = 'H', Events = 'E', Snapshot = 'S' };

/// What stands before a chunk's content.
struct ChunkHead {
    static constexpr std::size_t size = 13; ///< bytes
    ChunkType type = ChunkType::Events;
    std::uint32_t length = 0; ///< bytes of content
    base::Time at{}; ///< of its first entry

    [[nodiscard]] std::array<std::uint8_t, size> encoded() const;
    /// `bytes` must hold 13.
    static ChunkHead decoded(base::ByteView bytes);
};

base::Bytes encodeHeader(const RecordingHeader &header);
base::Expected<RecordingHeader> decodeHeader(base::ByteView bytes);

/// Appends an event; its time is told as the distance from `before`.
void appendEvent(base::Bytes &to, const RecordedEvent &event, base::Time before);
/// Takes an event off the front. One of a kind that this program does not know is passed over
/// (no value); bytes that are no event are an error.
base::Expected<std::optional<RecordedEvent>> takeEvent(base::ByteView &from, base::Time &before);

base::Bytes encodeSnapshot(const RecordedSnapshot &snapshot);
base::Expected<RecordedSnapshot> decodeSnapshot(base::ByteView bytes, base::Time at,
                                                std::uint32_t pieceCount);

} // namespace lab

#pragma once

#include "core/base/expected.h"
#include "core/lab/recordingwriter.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <optional>

namespace net {

/// A recording on its way to disk. What cannot be written ends it there; finish() tells why. It
/// also ends where it would become longer than it may, which is no fault: readers take what there
/// is.
class RecordingStream
{
public:
    static constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

    /// Begins a file of so many bytes at most; an existing one is replaced.
    static base::Expected<std::unique_ptr<RecordingStream>>
    create(const std::filesystem::path &path, const lab::RecordingHeader &header,
           std::uint64_t most = unlimited);

    [[nodiscard]] lab::RecordingWriter &writer() { return *m_writer; }
    /// Writes what is kept; the first error there was.
    base::Expected<void> finish();

private:
    RecordingStream(std::filesystem::path path, std::uint64_t most);
    void write(base::ByteView bytes);
    void noteFault();

    std::filesystem::path m_path;
    std::uint64_t m_left; ///< bytes it may still have
    std::ofstream m_file;
    std::optional<base::Error> m_error;
    std::unique_ptr<lab::RecordingWriter> m_writer; ///< last: its end still writes
};

} // namespace net

#pragma once

#include "core/base/expected.h"
#include "core/lab/recordingwriter.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

namespace net {

/// A recording on its way to disk. What cannot be written ends it there; finish() tells why.
class RecordingStream
{
public:
    /// Begins a file; an existing one is replaced.
    static base::Expected<std::unique_ptr<RecordingStream>>
    create(const std::filesystem::path &path, const lab::RecordingHeader &header);

    [[nodiscard]] lab::RecordingWriter &writer() { return *m_writer; }
    /// Writes what is kept; the first error there was.
    base::Expected<void> finish();

private:
    explicit RecordingStream(std::filesystem::path path);
    void write(base::ByteView bytes);
    void noteFault();

    std::filesystem::path m_path;
    std::ofstream m_file;
    std::optional<base::Error> m_error;
    std::unique_ptr<lab::RecordingWriter> m_writer; ///< last: its end still writes
};

} // namespace net

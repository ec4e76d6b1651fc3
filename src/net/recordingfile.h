#pragma once

#include "core/base/expected.h"
#include "core/lab/happening.h"
#include "core/lab/recordingwriter.h"
#include "core/lab/swarmsnapshot.h"

#include <QElapsedTimer>

#include <filesystem>
#include <fstream>
#include <memory>
#include <mutex>

namespace net {

/// The recording of a live swarm on disk: peers of all threads write into it, on one clock. What
/// cannot be written ends the recording, never the swarm.
class RecordingFile
{
public:
    /// Begins a file; an existing one is replaced.
    static base::Expected<std::shared_ptr<RecordingFile>>
    create(const std::filesystem::path &path, const lab::RecordingHeader &header);
    /// Writes what is kept.
    ~RecordingFile();
    RecordingFile(const RecordingFile &) = delete;
    RecordingFile &operator=(const RecordingFile &) = delete;

    /// Any thread.
    void add(std::uint32_t peer, lab::Happening what);
    /// Adds a snapshot of those rows when the last one is five seconds old; any thread.
    void addWhenDue(const std::vector<lab::PeerRow> &rows);
    /// Whether everything so far was written; any thread.
    [[nodiscard]] bool isGood() const;

private:
    RecordingFile() = default;
    [[nodiscard]] base::Time now() const;

    mutable std::mutex m_mutex;
    QElapsedTimer m_clock;
    std::ofstream m_file;
    std::unique_ptr<lab::RecordingWriter> m_writer; ///< after the file: its end writes into it
    base::Time m_nextSnapshot{};
};

} // namespace net

#pragma once

#include "core/base/expected.h"
#include "core/lab/happening.h"
#include "core/lab/swarmsnapshot.h"
#include "net/recordingstream.h"

#include <QElapsedTimer>

#include <filesystem>
#include <memory>
#include <mutex>

namespace net {

/// The recording of a live swarm: peers of all threads write into it, on one clock. What cannot be
/// written ends the recording, never the swarm.
class RecordingFile
{
public:
    /// Begins a file of so many bytes at most; an existing one is replaced.
    static base::Expected<std::shared_ptr<RecordingFile>>
    create(const std::filesystem::path &path, const lab::RecordingHeader &header,
           std::uint64_t most = RecordingStream::unlimited);
    RecordingFile(const RecordingFile &) = delete;
    RecordingFile &operator=(const RecordingFile &) = delete;

    /// Any thread.
    void add(std::uint32_t peer, lab::Happening what);
    /// Adds a snapshot of those rows when the last one is five seconds old; any thread.
    void addWhenDue(const std::vector<lab::PeerRow> &rows);
    /// Writes what is kept; the first error there was. Any thread.
    base::Expected<void> finish();

private:
    explicit RecordingFile(std::unique_ptr<RecordingStream> stream);
    [[nodiscard]] base::Time now() const;

    std::mutex m_mutex;
    QElapsedTimer m_clock;
    std::unique_ptr<RecordingStream> m_stream;
    base::Time m_nextSnapshot{};
};

} // namespace net

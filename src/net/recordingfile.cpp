#include "net/recordingfile.h"

#include <utility>

namespace net {

namespace {

constexpr base::Duration snapshotEvery = std::chrono::seconds(5);

} // namespace

base::Expected<std::shared_ptr<RecordingFile>>
RecordingFile::create(const std::filesystem::path &path, const lab::RecordingHeader &header,
                      std::uint64_t most)
{
    auto stream = RecordingStream::create(path, header, most);
    if (!stream)
        return tl::unexpected(stream.error());
    return std::shared_ptr<RecordingFile>(new RecordingFile(std::move(*stream)));
}

RecordingFile::RecordingFile(std::unique_ptr<RecordingStream> stream)
    : m_stream(std::move(stream))
{
    m_clock.start();
}

base::Time RecordingFile::now() const
{
    return base::Time(base::Duration(m_clock.nsecsElapsed() / 1000));
}

void RecordingFile::add(std::uint32_t peer, lab::Happening what)
{
    const std::lock_guard lock(m_mutex);
    m_stream->writer().add(lab::RecordedEvent{now(), peer, std::move(what)});
}

void RecordingFile::addWhenDue(const std::vector<lab::PeerRow> &rows)
{
    const std::lock_guard lock(m_mutex);
    if (now() < m_nextSnapshot)
        return;
    lab::RecordedSnapshot snapshot{now(), {}};
    m_nextSnapshot = snapshot.at + snapshotEvery;
    for (const lab::PeerRow &row : rows)
        snapshot.peers.push_back({row.number, row.uploaded, row.downloaded, row.have});
    m_stream->writer().add(snapshot);
}

base::Expected<void> RecordingFile::finish()
{
    const std::lock_guard lock(m_mutex);
    return m_stream->finish();
}

} // namespace net

#include "net/recordingfile.h"

#include "net/safeopen.h"

namespace net {

namespace {

constexpr base::Duration snapshotEvery = std::chrono::seconds(5);

} // namespace

base::Expected<std::shared_ptr<RecordingFile>>
RecordingFile::create(const std::filesystem::path &path, const lab::RecordingHeader &header)
{
    std::shared_ptr<RecordingFile> recording(new RecordingFile);
    recording->m_file.open(path, std::ios::binary | std::ios::trunc);
    if (!recording->m_file)
        return tl::unexpected(systemError(path.string()));
    recording->m_clock.start();
    recording->m_writer = std::make_unique<lab::RecordingWriter>(
        header, [file = &recording->m_file](base::ByteView bytes) {
            file->write(reinterpret_cast<const char *>(bytes.data()),
                        static_cast<std::streamsize>(bytes.size()));
        });
    return recording;
}

RecordingFile::~RecordingFile()
{
    const std::lock_guard lock(m_mutex);
    m_writer.reset();
}

base::Time RecordingFile::now() const
{
    return base::Time(base::Duration(m_clock.nsecsElapsed() / 1000));
}

void RecordingFile::add(std::uint32_t peer, lab::Happening what)
{
    const std::lock_guard lock(m_mutex);
    m_writer->add(lab::RecordedEvent{now(), peer, std::move(what)});
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
    m_writer->add(snapshot);
}

bool RecordingFile::isGood() const
{
    const std::lock_guard lock(m_mutex);
    return m_file.good();
}

} // namespace net

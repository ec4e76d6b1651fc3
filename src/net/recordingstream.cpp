#include "net/recordingstream.h"

#include "net/safeopen.h"

#include <utility>

namespace net {

base::Expected<std::unique_ptr<RecordingStream>>
RecordingStream::create(const std::filesystem::path &path, const lab::RecordingHeader &header,
                        std::uint64_t most)
{
    std::unique_ptr<RecordingStream> stream(new RecordingStream(path, most));
    stream->m_file.open(path, std::ios::binary | std::ios::trunc);
    if (!stream->m_file)
        return tl::unexpected(systemError(path.string()));
    stream->m_writer = std::make_unique<lab::RecordingWriter>(
        header, [to = stream.get()](base::ByteView bytes) { to->write(bytes); });
    return stream;
}

RecordingStream::RecordingStream(std::filesystem::path path, std::uint64_t most)
    : m_path(std::move(path))
    , m_left(most)
{
}

void RecordingStream::write(base::ByteView bytes)
{
    if (bytes.size() > m_left) {
        m_left = 0; // nothing that comes later may stand behind the gap
        return;
    }
    m_left -= bytes.size();
    m_file.write(reinterpret_cast<const char *>(bytes.data()),
                 static_cast<std::streamsize>(bytes.size()));
    noteFault();
}

/// Keeps the first error, while the system still knows it.
void RecordingStream::noteFault()
{
    if (!m_file && !m_error)
        m_error = systemError(m_path.string());
}

base::Expected<void> RecordingStream::finish()
{
    m_writer->flush();
    m_file.flush();
    noteFault();
    if (m_error)
        return tl::unexpected(*m_error);
    return {};
}

} // namespace net

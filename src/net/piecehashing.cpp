#include "net/piecehashing.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace net {

namespace {

constexpr std::uint64_t chunkSize = 256 * 1024; ///< bytes read at once
constexpr std::uint64_t runSize
    = 4 * 1024 * 1024; ///< bytes a thread takes at once, to read in order

} // namespace

/// Reads the torrent's bytes; keeps the file it read last open.
class PieceHashing::Reader
{
public:
    explicit Reader(const PieceHashing &owner)
        : m_owner(owner)
        , m_buffer(chunkSize)
    {
    }
    ~Reader() { close(); }
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;

    /// At most `wanted` bytes from that place of the torrent on, at least one.
    base::Expected<base::ByteView> read(std::uint64_t offset, std::uint64_t wanted)
    {
        const auto &offsets = m_owner.m_offsets;
        const auto file
            = static_cast<std::size_t>(std::ranges::upper_bound(offsets, offset) - offsets.begin())
            - 1;
        const ContentFile &entry = m_owner.m_content.files[file];
        if (file != m_file) {
            close();
            m_descriptor = ::open(entry.location.c_str(), O_RDONLY | O_CLOEXEC);
            m_file = file;
        }
        if (m_descriptor < 0)
            return fault(entry);
        const std::uint64_t inFile = offset - offsets[file];
        const std::uint64_t size = std::min({wanted, chunkSize, entry.length - inFile});
        const ssize_t got
            = ::pread(m_descriptor, m_buffer.data(), size, static_cast<off_t>(inFile));
        if (got < 0)
            return fault(entry);
        if (got == 0)
            return base::fail(base::ErrorCode::Io, entry.location.string(),
                              "it became shorter while it was read");
        return base::ByteView(m_buffer).first(static_cast<std::size_t>(got));
    }

private:
    static tl::unexpected<base::Error> fault(const ContentFile &entry)
    {
        return base::fail(base::ErrorCode::Io, entry.location.string(),
                          std::generic_category().message(errno));
    }
    void close()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
        m_descriptor = -1;
    }

    const PieceHashing &m_owner;
    base::Bytes m_buffer;
    std::size_t m_file = ~std::size_t{0};
    int m_descriptor = -1;
};

PieceHashing::PieceHashing(const ContentList &content, const wire::Geometry &geometry,
                           const std::atomic<bool> &cancelled)
    : m_content(content)
    , m_geometry(geometry)
    , m_cancelled(cancelled)
    , m_hashes(geometry.pieceCount())
{
    std::uint64_t offset = 0;
    for (const ContentFile &file : content.files) {
        m_offsets.push_back(offset);
        offset += file.length;
    }
}

void PieceHashing::work()
{
    Reader reader(*this);
    const auto run = static_cast<std::uint32_t>(
        std::max<std::uint64_t>(1, runSize / m_geometry.pieceLength()));
    while (!stopping()) {
        const std::uint32_t first = m_nextPiece.fetch_add(run);
        if (first >= m_geometry.pieceCount())
            break;
        hashRun(reader, first, std::min(m_geometry.pieceCount(), first + run));
    }
    const std::lock_guard lock(m_mutex);
    ++m_returned;
    m_changed.notify_all();
}

void PieceHashing::hashRun(Reader &reader, std::uint32_t first, std::uint32_t last)
{
    base::Sha1 sha1;
    for (std::uint32_t number = first; number < last; ++number) {
        const base::PieceIndex piece = *m_geometry.piece(number);
        std::uint64_t at = m_geometry.offsetOf(piece);
        const std::uint64_t end = at + m_geometry.lengthOf(piece);
        while (at < end) {
            if (stopping())
                return;
            const auto bytes = reader.read(at, end - at);
            if (!bytes)
                return fail(bytes.error());
            sha1.add(*bytes);
            at += bytes->size();
            m_hashed += bytes->size();
        }
        m_hashes[number] = sha1.finish();
    }
}

void PieceHashing::fail(const base::Error &error)
{
    const std::lock_guard lock(m_mutex);
    if (!m_fault)
        m_fault = error;
    m_failed = true;
}

bool PieceHashing::waitFor(unsigned workers)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, std::chrono::milliseconds(100),
                              [this, workers] { return m_returned == workers; });
}

base::Expected<std::vector<base::PieceHash>> PieceHashing::take()
{
    const std::lock_guard lock(m_mutex);
    if (m_fault)
        return tl::unexpected(*m_fault);
    if (m_cancelled)
        return base::fail(base::ErrorCode::Cancelled, "", "hashing was stopped");
    return std::move(m_hashes);
}

} // namespace net

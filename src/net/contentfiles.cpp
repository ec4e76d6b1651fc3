#include "net/contentfiles.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace net {

namespace {

FileStamp stampOf(int descriptor)
{
    struct stat info {
    };
    // Without a name it was removed or replaced: it must not pass for the file that was verified.
    if (::fstat(descriptor, &info) != 0 || info.st_nlink == 0)
        return {};
    return {info.st_ino, static_cast<std::uint64_t>(info.st_size),
            std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec};
}

bool readAll(int descriptor, std::span<std::uint8_t> into, std::uint64_t offset)
{
    while (!into.empty()) {
        const ssize_t got
            = ::pread(descriptor, into.data(), into.size(), static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        into = into.subspan(static_cast<std::size_t>(got));
        offset += static_cast<std::uint64_t>(got);
    }
    return true;
}

bool writeAll(int descriptor, std::span<const std::uint8_t> from, std::uint64_t offset)
{
    while (!from.empty()) {
        const ssize_t put
            = ::pwrite(descriptor, from.data(), from.size(), static_cast<off_t>(offset));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        from = from.subspan(static_cast<std::size_t>(put));
        offset += static_cast<std::uint64_t>(put);
    }
    return true;
}

/// An error when an element of `path` below `root` is a symbolic link: what lies behind it is
/// somebody else's (BEP 47, item 11).
base::Expected<void> refuseLinks(const std::filesystem::path &root, const std::string &path)
{
    std::filesystem::path at = root;
    for (const auto &element : std::filesystem::path(path)) {
        at /= element;
        std::error_code error;
        if (std::filesystem::is_symlink(at, error))
            return base::fail(base::ErrorCode::Io, at.string(), "a symbolic link is in the way");
    }
    return {};
}

/// Moves a file. One that has other names (a lab's seeds share the user's file) is copied, so that
/// what is written to it later changes no other.
std::error_code moveApart(const std::filesystem::path &from, const std::filesystem::path &to)
{
    std::error_code error;
    std::filesystem::create_directories(to.parent_path(), error);
    if (std::filesystem::hard_link_count(from, error) <= 1) {
        std::filesystem::rename(from, to, error);
        return error;
    }
    if (std::filesystem::copy_file(from, to, std::filesystem::copy_options::overwrite_existing,
                                   error))
        std::filesystem::remove(from, error);
    return error;
}

} // namespace

ContentFiles::ContentFiles(ContentLayout layout)
    : m_layout(std::move(layout))
{
}

void ContentFiles::closeAll()
{
    m_open.clear();
    m_index.clear();
}

/// The descriptor of a file: in `temporal` while it is downloaded there, else in `shared`. A file
/// of its name that turns up in `shared` meanwhile is somebody else's.
base::Expected<int> ContentFiles::descriptor(std::size_t file, bool writable)
{
    if (const auto known = m_index.find(file); known != m_index.end()) {
        if (known->second->writable || !writable) {
            m_open.splice(m_open.begin(), m_open, known->second);
            return known->second->descriptor.handle();
        }
        m_open.erase(known->second);
        m_index.erase(known);
    }
    const std::string &path = entry(file).path;
    const OpenMode mode = writable ? OpenMode::ReadWrite : OpenMode::Read;
    auto opened = openBelow(m_layout.temporal, path, mode);
    if (!opened && opened.error().code == base::ErrorCode::NotFound) {
        if (writable) {
            if (auto moved = demote(file); !moved)
                return tl::unexpected(moved.error());
            opened = openBelow(m_layout.temporal, path, OpenMode::Create);
        } else {
            opened = openBelow(m_layout.shared, path, OpenMode::Read);
        }
    }
    if (!opened)
        return tl::unexpected(opened.error());
    if (m_open.size() >= maxOpen) {
        m_index.erase(m_open.back().file);
        m_open.pop_back();
    }
    m_open.push_front({file, writable, std::move(*opened)});
    m_index[file] = m_open.begin();
    return m_open.front().descriptor.handle();
}

base::Expected<void> ContentFiles::read(std::uint64_t offset, std::span<std::uint8_t> into)
{
    for (const FileSlice &slice : slicesOf(*m_layout.metainfo, offset, into.size())) {
        const auto part = into.first(slice.length);
        into = into.subspan(slice.length);
        if (entry(slice.file).padding) {
            std::memset(part.data(), 0, part.size());
            continue;
        }
        const auto file = descriptor(slice.file, false);
        if (!file)
            return tl::unexpected(file.error());
        errno = ENODATA;
        if (!readAll(*file, part, slice.offset))
            return tl::unexpected(systemError(entry(slice.file).path));
    }
    return {};
}

ReadOutcome ContentFiles::readIfCached(std::uint64_t offset, std::span<std::uint8_t> into)
{
    for (const FileSlice &slice : slicesOf(*m_layout.metainfo, offset, into.size())) {
        const auto part = into.first(slice.length);
        into = into.subspan(slice.length);
        if (entry(slice.file).padding) {
            std::memset(part.data(), 0, part.size());
            continue;
        }
        const auto file = descriptor(slice.file, false);
        if (!file)
            return ReadOutcome::Failed;
        std::size_t done = 0;
        if (m_knowsNoWait) {
            const iovec buffer{part.data(), part.size()};
            const ssize_t got
                = ::preadv2(*file, &buffer, 1, static_cast<off_t>(slice.offset), RWF_NOWAIT);
            if (got < 0 && errno == EAGAIN)
                return ReadOutcome::WouldWait;
            m_knowsNoWait = got >= 0 || errno != EOPNOTSUPP;
            if (got == 0 || (got < 0 && m_knowsNoWait))
                return ReadOutcome::Failed;
            done = static_cast<std::size_t>(std::max<ssize_t>(got, 0));
        }
        if (!readAll(*file, part.subspan(done), slice.offset + done))
            return ReadOutcome::Failed;
    }
    return ReadOutcome::Done;
}

base::Expected<void> ContentFiles::write(std::uint64_t offset, std::span<const iovec> buffers)
{
    std::uint64_t total = 0;
    for (const iovec &buffer : buffers)
        total += buffer.iov_len;
    const auto slices = slicesOf(*m_layout.metainfo, offset, total);
    // The usual case: one file takes all buffers in one call.
    if (slices.size() == 1 && !entry(slices[0].file).padding) {
        const auto file = descriptor(slices[0].file, true);
        if (!file)
            return tl::unexpected(file.error());
        const ssize_t put = ::pwritev(*file, buffers.data(), static_cast<int>(buffers.size()),
                                      static_cast<off_t>(slices[0].offset));
        if (put == static_cast<ssize_t>(total))
            return {};
        if (put < 0 && errno != EINTR)
            return tl::unexpected(systemError(entry(slices[0].file).path));
    }
    for (const iovec &buffer : buffers) {
        std::span<const std::uint8_t> from(static_cast<const std::uint8_t *>(buffer.iov_base),
                                           buffer.iov_len);
        for (const FileSlice &slice : slicesOf(*m_layout.metainfo, offset, from.size())) {
            const auto part = from.first(slice.length);
            from = from.subspan(slice.length);
            if (entry(slice.file).padding)
                continue;
            const auto file = descriptor(slice.file, true);
            if (!file)
                return tl::unexpected(file.error());
            if (!writeAll(*file, part, slice.offset))
                return tl::unexpected(systemError(entry(slice.file).path));
        }
        offset += buffer.iov_len;
    }
    return {};
}

bool ContentFiles::mayHold(std::uint64_t offset, std::uint64_t length)
{
    for (const FileSlice &slice : slicesOf(*m_layout.metainfo, offset, length)) {
        if (entry(slice.file).padding)
            continue;
        const auto file = descriptor(slice.file, false);
        if (!file)
            return false;
        const FileStamp now = stampOf(*file);
        if (now.size < slice.offset + slice.length)
            return false;
        const off_t data = ::lseek(*file, static_cast<off_t>(slice.offset), SEEK_DATA);
        const bool allHole = data < 0
            ? errno == ENXIO
            : static_cast<std::uint64_t>(data) >= slice.offset + slice.length;
        if (allHole && slice.length == length)
            return false;
    }
    return true;
}

std::optional<FileStamp> ContentFiles::stamp(std::size_t file)
{
    if (entry(file).padding)
        return FileStamp{};
    const auto open = descriptor(file, false);
    if (!open)
        return std::nullopt;
    return stampOf(*open);
}

/// `shared` holds nothing unverified: a file that is to be written goes back to `temporal`.
base::Expected<void> ContentFiles::demote(std::size_t file)
{
    const auto from = m_layout.shared / entry(file).path;
    const auto to = m_layout.temporal / entry(file).path;
    if (auto own = refuseLinks(m_layout.shared, entry(file).path); !own)
        return own;
    std::error_code error;
    if (!std::filesystem::exists(from, error))
        return {};
    if (error = moveApart(from, to); error)
        return base::fail(base::ErrorCode::Io, from.string(), error.message());
    return {};
}

base::Expected<void> ContentFiles::makeFiles(const wire::Bitfield &have)
{
    std::error_code error;
    for (const auto &folder : {m_layout.shared, m_layout.temporal}) {
        std::filesystem::create_directories(folder, error);
        if (error)
            return base::fail(base::ErrorCode::Io, folder.string(), error.message());
    }
    const wire::Geometry &geometry = m_layout.metainfo->geometry;
    for (std::size_t i = 0; i < m_layout.metainfo->files.size(); ++i) {
        const wire::FileEntry &file = entry(i);
        bool complete = stamp(i).has_value();
        for (std::uint64_t at = file.offset; complete && at < file.offset + file.length;
             at = (at / geometry.pieceLength() + 1) * geometry.pieceLength())
            complete = have.has(*geometry.piece(at / geometry.pieceLength()));
        if (file.padding || complete)
            continue;
        if (const auto now = stamp(i); now && now->size > file.length)
            return base::fail(base::ErrorCode::Io, file.path,
                              "a larger file of that name is there; move it away first");
        const auto open = descriptor(i, true);
        if (!open)
            return tl::unexpected(open.error());
        if (::ftruncate(*open, static_cast<off_t>(file.length)) != 0)
            return tl::unexpected(systemError(file.path));
    }
    return {};
}

base::Expected<void> ContentFiles::promote()
{
    for (const wire::FileEntry &file : m_layout.metainfo->files) {
        const auto from = m_layout.temporal / file.path;
        const auto to = m_layout.shared / file.path;
        std::error_code error;
        if (file.padding || !std::filesystem::exists(from, error))
            continue;
        if (std::filesystem::exists(to, error))
            return base::fail(base::ErrorCode::Io, to.string(),
                              "another file of that name is in the way; move it away");
        if (auto own = refuseLinks(m_layout.shared, file.path); !own)
            return own;
        std::filesystem::create_directories(to.parent_path(), error);
        std::filesystem::rename(from, to, error);
        if (error)
            return base::fail(base::ErrorCode::Io, to.string(), error.message());
    }
    std::error_code ignored;
    if (m_layout.metainfo->multiFile)
        std::filesystem::remove_all(m_layout.temporal / m_layout.metainfo->name, ignored);
    return {};
}

void ContentFiles::sync()
{
    for (const Open &open : m_open) {
        if (open.writable)
            ::fdatasync(open.descriptor.handle());
    }
}

} // namespace net

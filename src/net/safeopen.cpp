#include "net/safeopen.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace net {

Descriptor::~Descriptor()
{
    if (m_handle >= 0)
        ::close(m_handle);
}

Descriptor::Descriptor(Descriptor &&other) noexcept
    : m_handle(std::exchange(other.m_handle, -1))
{
}

Descriptor &Descriptor::operator=(Descriptor &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    return *this;
}

base::Error systemError(const std::string &where)
{
    const int error = errno;
    return {error == ENOENT ? base::ErrorCode::NotFound : base::ErrorCode::Io, where,
            std::strerror(error)};
}

base::Expected<Descriptor> openBelow(const std::filesystem::path &root, const std::string &path,
                                     OpenMode mode)
{
    const std::string whole = (root / path).string();
    Descriptor folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.isOpen())
        return tl::unexpected(systemError(root.string()));
    std::size_t from = 0;
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', from)) {
        const std::string element = path.substr(from, slash - from);
        if (mode == OpenMode::Create && ::mkdirat(folder.handle(), element.c_str(), 0777) != 0
            && errno != EEXIST)
            return tl::unexpected(systemError(whole));
        Descriptor next(::openat(folder.handle(), element.c_str(),
                                 O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!next.isOpen())
            return tl::unexpected(systemError(whole));
        folder = std::move(next);
        from = slash + 1;
    }
    int flags = O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (mode == OpenMode::Read ? O_RDONLY : O_RDWR);
    if (mode == OpenMode::Create)
        flags |= O_CREAT;
    Descriptor file(::openat(folder.handle(), path.substr(from).c_str(), flags, 0666));
    if (!file.isOpen())
        return tl::unexpected(systemError(whole));
    struct stat info {
    };
    if (::fstat(file.handle(), &info) != 0 || !S_ISREG(info.st_mode))
        return base::fail(base::ErrorCode::Io, whole, "is not a regular file");
    return file;
}

} // namespace net

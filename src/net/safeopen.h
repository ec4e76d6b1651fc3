#pragma once

#include "core/base/expected.h"

#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <utility>

namespace net {

/// An open file descriptor that closes itself.
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int handle)
        : m_handle(handle)
    {
    }
    ~Descriptor();
    Descriptor(Descriptor &&other) noexcept;
    Descriptor &operator=(Descriptor &&other) noexcept;
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    [[nodiscard]] int handle() const { return m_handle; }
    /// Gives the descriptor up without closing it.
    int release() { return std::exchange(m_handle, -1); }
    [[nodiscard]] bool isOpen() const { return m_handle >= 0; }

private:
    int m_handle = -1;
};

/// How openBelow() opens.
enum class OpenMode {
    Read, ///< must exist
    ReadWrite, ///< must exist
    Create, ///< for reading and writing; missing folders and the file are made
};

/// Opens `root`/`path` without ever following a symbolic link below `root` (item 11): every element
/// is opened relative to the one before. `path` uses '/'. Errors name the whole path.
base::Expected<Descriptor> openBelow(const std::filesystem::path &root, const std::string &path,
                                     OpenMode mode);

/// The last system error in words, for a path.
base::Error systemError(const std::string &where);

} // namespace net

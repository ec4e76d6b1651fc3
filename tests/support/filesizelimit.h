#pragma once

#include <csignal>
#include <cstdint>
#include <sys/resource.h>

namespace support {

/// No file of this process grows beyond so many bytes while it lives: every write ends there, as on
/// a full disk.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(std::uint64_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit &) = delete;
    FileSizeLimit &operator=(const FileSizeLimit &) = delete;

private:
    rlimit m_before{};
};

/// Hardly anything can be written while it lives.
class FullDisk : FileSizeLimit
{
public:
    FullDisk()
        : FileSizeLimit(10)
    {
    }
};

} // namespace support

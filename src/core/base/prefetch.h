#pragma once

#include <cstddef>

namespace base {

/// Hints that these bytes will be read soon: the processor's caches may fetch them meanwhile.
inline void prefetch(const void *place, std::size_t bytes)
{
    constexpr std::size_t cacheLine = 64;
    for (std::size_t at = 0; at < bytes; at += cacheLine)
        __builtin_prefetch(static_cast<const char *>(place) + at);
}

} // namespace base

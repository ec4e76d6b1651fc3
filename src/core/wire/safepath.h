#pragma once

#include "core/base/expected.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace wire {

/// The most bytes of one path element (what Linux file systems take).
inline constexpr std::size_t maxElementBytes = 255;
/// The most elements of a path below the save folder, the torrent's name among them.
inline constexpr std::size_t maxPathElements = 64;
/// The most bytes of a path below the save folder, so that one below a save folder can be opened.
inline constexpr std::size_t maxPathBytes = 3000;

/// One name from a torrent as one safe path element: valid UTF-8, displayable, without separators,
/// at most maxElementBytes (the extension is kept), neither empty nor "." nor "..". What does not
/// fit becomes '_'. A name that tries to leave its folder (absolute, or with a ".." part) is an
/// error instead: no honest program writes one.
base::Expected<std::string> safeElement(std::string_view name);

/// Makes paths (cleaned, '/' between elements) unique, so that no two entries ever share a file on
/// any file system. Paths that differ only in case: each but the first in order becomes
/// "name (2).ext", "name (3).ext" and so on. The same path twice, and a file where another entry
/// needs a folder, are errors; `where` is "N" for the later entry's number, 0 the first.
base::Expected<void> makeUnique(const std::vector<std::string *> &paths);

} // namespace wire

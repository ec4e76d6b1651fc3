#pragma once

#include "core/base/expected.h"
#include "core/base/time.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace base {

// Numbers with units as people write and read them. KiB, MiB, GiB, TiB are powers of 1024; kB, MB,
// GB, TB and kbit, Mbit, Gbit powers of 1000; the case of letters does not matter (b is a byte),
// and a space may stand before the unit.

/// Reads bytes: "256KiB", "10 MB", "1.5GiB", "4096", "0".
Expected<std::uint64_t> parseBytes(std::string_view text);
/// Reads bytes a second: "500kB/s", "1.5 MiB/s", "10 Mbit/s", "1MiB" or a plain number.
Expected<std::uint64_t> parseRate(std::string_view text);
/// Reads how often something happens, times a second: "2/s", "0.5 /s", "30/min", "100/h".
Expected<double> parseFrequency(std::string_view text);
/// Reads a span of time: "30s", "5m", "1h30m", "2d", "250ms" or a plain number of seconds.
Expected<Duration> parseDuration(std::string_view text);

/// "0 B", "1.5 KiB", "700 MiB": at most three digits before the point, at most two after it.
std::string formatBytes(std::uint64_t bytes);
/// The same with "/s".
std::string formatRate(std::uint64_t bytesPerSecond);
/// "0", "950", "12.3 k", "1.5 M", "2 G": a count of anything, by powers of 1000.
std::string formatCount(double count);
/// "250 ms", "12.3 s", "5 min 30 s", "1 h 5 min", "2 d 3 h": its two largest units.
std::string formatDuration(Duration span);

} // namespace base

#pragma once

#include <QString>

#include <cstdint>
#include <optional>

namespace models {

/// "16 MiB", "1.5 GiB", "812 B".
QString bytesText(double bytes);
/// "512 KiB/s"; a dash when nothing flows, so that busy rows stand out.
QString rateText(double bytesPerSecond);
/// "45 %"; never "100 %" below 1 and never "0 %" above 0.
QString shareText(double share);
/// "1:05" or "1:01:05".
QString durationText(double seconds);

/// Reads a rate a person typed: "512 KiB/s", "2m", "1.5 MiB", "800000"; empty, "0" and "unlimited"
/// mean 0, which is unlimited. A bare letter is binary (k = 1,024), kB and MB are decimal. Nothing
/// when it is none of these or over 1 TiB/s.
std::optional<std::uint64_t> parseRate(const QString &text);

/// A number of bytes/s written so that parseRate() reads it back: "512 KiB/s", "unlimited".
QString rateSetting(std::uint64_t bytesPerSecond);

} // namespace models

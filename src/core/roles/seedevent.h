#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <string>

namespace roles {

/// A user began or ceased to seed a torrent. `node` and `sequence` name the event: whoever hears it
/// twice counts it once.
struct SeedEvent {
    enum class Kind : std::uint8_t { Started, Ended };

    Kind kind = Kind::Started;
    std::string user;
    base::InfoHash infoHash;
    std::int64_t at = 0; ///< milliseconds since 1970
    std::string node; ///< epoch of the coordinator that made it
    std::uint64_t sequence = 0; ///< its number there, from 1

    bool operator==(const SeedEvent &) const = default;
};

} // namespace roles

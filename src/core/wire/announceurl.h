#pragma once

#include "core/wire/bencode.h"

#include <string>
#include <string_view>
#include <vector>

namespace wire {

/// Longer announce URLs are dropped.
inline constexpr std::size_t maxAnnounceUrlBytes = 2048;
/// Of more announce URLs in a torrent the first ones count.
inline constexpr std::size_t maxAnnounceUrls = 100;

/// Whether a tracker can be asked there: http, https or udp, a host, plain printable ASCII of a
/// sane length (so nothing in it can end a request line or a header).
bool isAnnounceUrl(std::string_view url);

/// The tiers of a .torrent file (BEP 12): announce-list, or announce when that has nothing usable.
/// Unusable URLs and empty tiers are left out; a URL counts once.
std::vector<std::vector<std::string>> announceTiers(const BencodeValue &torrent);

} // namespace wire

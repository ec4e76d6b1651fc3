#pragma once

#include "core/base/bytes.h"
#include "core/base/endpoint.h"
#include "core/base/expected.h"
#include "core/base/ids.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace wire {

/// Why a client announces (BEP 3, BEP 21).
enum class AnnounceEvent : std::uint8_t {
    None = 0,
    Completed = 1,
    Started = 2,
    Stopped = 3,
    Paused = 4
};

/// What a client tells a tracker, whichever way it travels.
struct AnnounceRequest {
    base::InfoHash infoHash;
    base::PeerId peerId;
    std::uint16_t port = 0;
    std::uint64_t uploaded = 0; ///< bytes
    std::uint64_t downloaded = 0; ///< bytes
    std::uint64_t left = 0; ///< bytes
    AnnounceEvent event = AnnounceEvent::None;
    std::uint32_t key = 0;
    std::optional<std::uint32_t> numWant; ///< peers asked for; absent = the tracker's default
    bool compact = true; ///< BEP 23
    bool noPeerId = false;
    std::optional<base::Endpoint> claimedAddress; ///< the ip parameter; port unused
    std::string trackerId; ///< echoed when a tracker gave one
    bool operator==(const AnnounceRequest &) const = default;
};

/// A peer as a tracker lists it.
struct ListedPeer {
    base::Endpoint endpoint;
    std::optional<base::PeerId> peerId; ///< only in the list form
    bool operator==(const ListedPeer &) const = default;
};

/// What a tracker answers to an announce.
struct AnnounceResponse {
    std::chrono::seconds interval{1800};
    std::optional<std::chrono::seconds> minInterval;
    std::optional<std::uint32_t> complete; ///< seeds
    std::optional<std::uint32_t> incomplete; ///< leechers
    std::string trackerId;
    std::string warning;
    std::vector<ListedPeer> peers;
    bool operator==(const AnnounceResponse &) const = default;
};

} // namespace wire

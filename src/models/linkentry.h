#pragma once

#include "core/lab/swarmsnapshot.h"

#include <QString>

#include <compare>
#include <string>
#include <vector>

namespace models {

/// One connection of the selected peer, seen from that peer.
struct LinkEntry {
    base::PeerId remoteId;
    base::Endpoint remote;
    std::uint32_t number = 0; ///< of the lab peer at the other end; 0 = from outside
    std::string client;
    bool outgoing = false;
    bool amChoking = true;
    bool amInterested = false;
    bool peerChoking = true;
    bool peerInterested = false;
    bool snubbed = false;
    double downRate = 0; ///< bytes/s
    double upRate = 0; ///< bytes/s
    double progress = 0; ///< of the other end, 0..1
    std::string why; ///< the reason of the last choke decision

    struct Key {
        std::uint32_t number;
        base::PeerId remoteId;
        base::Endpoint remote;
        auto operator<=>(const Key &) const = default;
    };
    [[nodiscard]] Key key() const { return {number, remoteId, remote}; }
    /// "Peer 5" or the outside client's name.
    [[nodiscard]] QString title() const;
    /// Both halves of the choke and interest states: "downloads from it; serves it".
    [[nodiscard]] QString stateText() const;

    bool operator==(const LinkEntry &) const = default;
};

/// The links of lab peer `number`, sorted by key; empty when there is no such peer.
std::vector<LinkEntry> linkEntries(const lab::SwarmSnapshot &snapshot, std::uint32_t number);
/// The links of the lab peers with the outside client of that id, seen from the lab peers.
std::vector<LinkEntry> linkEntriesWith(const lab::SwarmSnapshot &snapshot, const base::PeerId &id);

} // namespace models

#pragma once

#include "core/lab/swarmsnapshot.h"

#include <QString>

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace models {

/// A row of the peer lists: a lab peer, or a client from outside that lab peers are linked with.
struct PeerEntry {
    bool outside = false; ///< no peer of this process: known only through links
    std::uint32_t number = 0; ///< lab peers only; 0 = outside
    base::PeerId id;
    std::string address; ///< "127.0.0.1:6881"
    std::string client; ///< "Torrarium 0.1"
    std::uint32_t pieces = 0; ///< pieces it has
    std::uint32_t pieceCount = 0; ///< pieces there are
    double downRate = 0; ///< bytes/s it receives
    double upRate = 0; ///< bytes/s it sends
    std::uint64_t downloaded = 0; ///< bytes
    std::uint64_t uploaded = 0; ///< bytes
    std::uint32_t links = 0; ///< peers it is linked with
    std::uint32_t serves = 0; ///< links it has unchoked
    std::uint32_t sources = 0; ///< links that have unchoked it while it wants something
    bool seed = false;
    bool connected = true;
    bool checking = false;
    std::string fault;

    struct Key {
        bool outside;
        std::uint32_t number;
        base::PeerId id;
        auto operator<=>(const Key &) const = default;
    };
    [[nodiscard]] Key key() const { return {outside, number, outside ? id : base::PeerId{}}; }
    /// The key as views keep it: "7" for lab peer 7, "outside:" and the peer id's hex else.
    [[nodiscard]] QString keyText() const;
    /// Share of the pieces it has, 0..1.
    [[nodiscard]] double progress() const;
    /// Uploaded over downloaded bytes; -1 when it downloaded nothing or is from outside.
    [[nodiscard]] double ratio() const;
    /// What it is doing, in words: "downloading from 5, serving 4".
    [[nodiscard]] QString stateText() const;
    /// The whole row as a sentence, for screen readers.
    [[nodiscard]] QString summary() const;

    bool operator==(const PeerEntry &) const = default;
};

/// The rows of a snapshot: every lab peer, then the clients from outside, sorted by key.
std::vector<PeerEntry> peerEntries(const lab::SwarmSnapshot &snapshot);

} // namespace models

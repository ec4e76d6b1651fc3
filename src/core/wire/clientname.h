#pragma once

#include "core/base/ids.h"
#include "core/base/rng.h"

#include <string>
#include <string_view>

namespace wire {

/// Characters of a user's tag.
inline constexpr std::size_t userTagLength = 6;

/// A peer id of this program: "-TMabcd-" with its version and 12 random letters and digits (BEP
/// 20).
///
/// TM is free in every list looked at: BEP 20 itself, libtorrent's src/identify_client.cpp,
/// transmission's libtransmission/clients.cc, copies of the tables of Vuze and of bittorrent-peerid
/// (WebTorrent), and copies of wiki.theory.org's BitTorrentSpecification.
base::PeerId makePeerId(base::Rng &rng);

/// The same for a user: after the front stand the six letters or digits of its tag, so that a
/// tracker knows who announces; other tags give the id of the other function.
base::PeerId makePeerId(base::Rng &rng, std::string_view tag);

/// This program's name and version: "Torrarium 0.1.0".
std::string ownClientName();

/// Name and version of the client that made a peer id, such as "Transmission 3.00" or
/// "libtorrent 2.0.8"; for an unknown one "Unknown (-XX1234-)" with what is printable of its front.
std::string clientName(const base::PeerId &peerId);

} // namespace wire

#pragma once

#include "core/base/ids.h"
#include "core/base/rng.h"

#include <string>

namespace wire {

/// A peer id of this program: "-TMabcd-" with its version and 12 random letters and digits (BEP
/// 20).
///
/// TM is free in every list looked at: BEP 20 itself, libtorrent's src/identify_client.cpp,
/// transmission's libtransmission/clients.cc, copies of the tables of Vuze and of bittorrent-peerid
/// (WebTorrent), and copies of wiki.theory.org's BitTorrentSpecification.
base::PeerId makePeerId(base::Rng &rng);

/// This program's name and version: "Torrarium 0.1.0".
std::string ownClientName();

/// Name and version of the client that made a peer id, such as "Transmission 3.00" or
/// "libtorrent 2.0.8"; for an unknown one "Unknown (-XX1234-)" with what is printable of its front.
std::string clientName(const base::PeerId &peerId);

} // namespace wire

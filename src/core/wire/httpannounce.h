#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"
#include "core/wire/announce.h"

#include <string>
#include <string_view>

namespace wire {

/// A tracker's reply is refused above this many bytes.
inline constexpr std::size_t maxAnnounceReplyBytes = 4 * 1024 * 1024;
/// Of a reply's peers the first ones count.
inline constexpr std::size_t maxListedPeers = 2000;
inline constexpr std::chrono::seconds minAnnounceInterval{60};
inline constexpr std::chrono::seconds maxAnnounceInterval{24 * 3600};

/// How a tracker lists peers.
enum class PeerListForm {
    Compact, ///< 6 and 18 bytes a peer (BEP 23, BEP 7)
    Dictionaries, ///< ip, peer id and port (BEP 3)
    WithoutIds, ///< ip and port (no_peer_id=1)
};
/// The form a request asks for.
PeerListForm peerListForm(const AnnounceRequest &request);

// --- the client's side ---

/// Adds the request's parameters to an announce URL or request target.
void appendAnnounceQuery(std::string &target, const AnnounceRequest &request);
/// Reads the body of a reply. A failure reason is an Error with that text. The interval is clamped,
/// and peers nobody can dial, repeated ones and odd tails are skipped.
base::Expected<AnnounceResponse> decodeAnnounceReply(base::ByteView body);
/// Of the peers only those worth dialling, each once, at most maxListedPeers; both ways of
/// announcing end here.
void keepUsefulPeers(std::vector<ListedPeer> &peers);
/// The interval a client keeps, whatever the tracker said.
std::chrono::seconds clampedInterval(std::int64_t seconds);

// --- the server's side ---

/// Reads the part after '?'. An error's detail is the failure reason to answer with. Unknown
/// parameters and events are ignored; numwant that is no number counts as absent, one that is too
/// large as the largest there is.
base::Expected<AnnounceRequest> parseAnnounceQuery(std::string_view query);
/// Appends the bencoded reply.
void appendAnnounceReply(base::Bytes &to, const AnnounceResponse &response, PeerListForm form);
/// Appends a bencoded reply that holds only the reason why there is no other.
void appendFailure(base::Bytes &to, std::string_view reason);

} // namespace wire

#include "core/base/text.h"
#include "core/wire/bencode.h"
#include "core/wire/bencodewriter.h"
#include "core/wire/httpannounce.h"

#include <algorithm>
#include <limits>
#include <set>

namespace wire {

namespace {

using base::ErrorCode;

constexpr std::size_t compactV4Size = 6;
constexpr std::size_t compactV6Size = 18;
constexpr std::size_t maxReasonCharacters = 256;
constexpr std::size_t maxTrackerIdBytes = 256;
constexpr BencodeLimits replyLimits{.size = maxAnnounceReplyBytes,
                                    .tokens = 200'000,
                                    .depth = 20,
                                    .wideInteger = WideInteger::Saturated};

void appendCounted(base::Bytes &to, std::string_view key, std::optional<std::uint32_t> count)
{
    if (!count)
        return;
    appendBencoded(to, key);
    appendBencoded(to, std::int64_t{*count});
}

void appendText(base::Bytes &to, std::string_view key, std::string_view text)
{
    if (text.empty())
        return;
    appendBencoded(to, key);
    appendBencoded(to, text);
}

/// The string of compact peers of one family; its length is known before its bytes.
void appendCompactPeers(base::Bytes &to, const std::vector<ListedPeer> &peers, bool v4)
{
    const auto count = static_cast<std::size_t>(std::ranges::count_if(
        peers, [v4](const ListedPeer &peer) { return peer.endpoint.isV4() == v4; }));
    if (count == 0 && !v4)
        return;
    appendBencoded(to, v4 ? "peers" : "peers6");
    const std::string length = std::to_string(count * (v4 ? compactV4Size : compactV6Size)) + ":";
    to.insert(to.end(), length.begin(), length.end());
    for (const ListedPeer &peer : peers) {
        if (peer.endpoint.isV4() != v4)
            continue;
        if (v4)
            base::appendCompactV4(to, peer.endpoint);
        else
            base::appendCompactV6(to, peer.endpoint);
    }
}

void appendPeerDictionaries(base::Bytes &to, const std::vector<ListedPeer> &peers,
                            PeerListForm form)
{
    appendBencoded(to, "peers");
    to.push_back('l');
    for (const ListedPeer &peer : peers) {
        to.push_back('d');
        appendText(to, "ip", peer.endpoint.addressText());
        if (peer.peerId && form == PeerListForm::Dictionaries)
            appendText(to, "peer id", base::asText(peer.peerId->bytes));
        appendCounted(to, "port", peer.endpoint.port);
        to.push_back('e');
    }
    to.push_back('e');
}

void readCompactPeers(std::vector<ListedPeer> &peers, std::string_view text, std::size_t size)
{
    const auto bytes = base::asBytes(text);
    for (std::size_t at = 0; at + size <= bytes.size() && peers.size() < maxListedPeers;
         at += size) {
        const auto *const from = bytes.data() + at;
        peers.push_back(
            {size == compactV4Size ? base::readCompactV4(from) : base::readCompactV6(from),
             std::nullopt});
    }
}

std::optional<ListedPeer> readPeer(const BencodeValue &value)
{
    const auto host = value.stringAt("ip");
    const auto port = value.integerAt("port");
    if (!host || !port || *port < 1 || *port > std::numeric_limits<std::uint16_t>::max())
        return std::nullopt;
    std::string text(host->substr(0, 64));
    if (text.find(':') != std::string::npos)
        text = "[" + text + "]";
    const auto endpoint = base::Endpoint::parse(text + ":" + std::to_string(*port));
    if (!endpoint)
        return std::nullopt;
    ListedPeer peer{*endpoint, std::nullopt};
    if (const auto id = value.stringAt("peer id"); id && id->size() == sizeof(base::PeerId))
        peer.peerId = base::PeerId::fromBytes(base::asBytes(*id).data());
    return peer;
}

std::vector<ListedPeer> readPeers(const BencodeValue &root)
{
    std::vector<ListedPeer> peers;
    if (const auto list = root.find("peers"); list && list->isList()) {
        for (const BencodeValue value : *list) {
            if (auto peer = readPeer(value); peer && peers.size() < maxListedPeers)
                peers.push_back(*peer);
        }
    }
    readCompactPeers(peers, root.stringAt("peers").value_or(""), compactV4Size);
    readCompactPeers(peers, root.stringAt("peers6").value_or(""), compactV6Size);
    keepUsefulPeers(peers);
    return peers;
}

std::optional<std::uint32_t> readCount(const BencodeValue &root, std::string_view key)
{
    const auto count = root.integerAt(key);
    if (!count || *count < 0 || *count > std::numeric_limits<std::uint32_t>::max())
        return std::nullopt;
    return static_cast<std::uint32_t>(*count);
}

} // namespace

PeerListForm peerListForm(const AnnounceRequest &request)
{
    if (request.compact)
        return PeerListForm::Compact;
    return request.noPeerId ? PeerListForm::WithoutIds : PeerListForm::Dictionaries;
}

std::chrono::seconds clampedInterval(std::int64_t seconds)
{
    return std::chrono::seconds(std::clamp<std::int64_t>(seconds, minAnnounceInterval.count(),
                                                         maxAnnounceInterval.count()));
}

void keepUsefulPeers(std::vector<ListedPeer> &peers)
{
    std::set<base::Endpoint> known;
    std::erase_if(peers, [&known](const ListedPeer &peer) {
        return !peer.endpoint.isDialable() || !known.insert(peer.endpoint).second;
    });
}

base::Expected<AnnounceResponse> decodeAnnounceReply(base::ByteView body)
{
    const auto tree = Bencode::decode(body, replyLimits);
    if (!tree)
        return tl::unexpected(tree.error().within("tracker reply"));
    const BencodeValue root = tree->root();
    if (!root.isDictionary())
        return base::fail(ErrorCode::Malformed, "tracker reply", "it is not a dictionary");
    if (const auto reason = root.stringAt("failure reason"))
        return base::fail(ErrorCode::Unsupported, "the tracker refused",
                          base::cleanText(*reason, maxReasonCharacters));
    AnnounceResponse response;
    if (const auto interval = root.integerAt("interval"))
        response.interval = clampedInterval(*interval);
    if (const auto interval = root.integerAt("min interval"))
        response.minInterval = clampedInterval(*interval);
    response.complete = readCount(root, "complete");
    response.incomplete = readCount(root, "incomplete");
    if (const auto id = root.stringAt("tracker id"); id && id->size() <= maxTrackerIdBytes)
        response.trackerId = *id;
    response.warning
        = base::cleanText(root.stringAt("warning message").value_or(""), maxReasonCharacters);
    response.peers = readPeers(root);
    return response;
}

void appendAnnounceReply(base::Bytes &to, const AnnounceResponse &response, PeerListForm form)
{
    to.push_back('d');
    appendCounted(to, "complete", response.complete);
    appendCounted(to, "incomplete", response.incomplete);
    appendBencoded(to, "interval");
    appendBencoded(to, std::int64_t{response.interval.count()});
    if (response.minInterval) {
        appendBencoded(to, "min interval");
        appendBencoded(to, std::int64_t{response.minInterval->count()});
    }
    if (form == PeerListForm::Compact) {
        appendCompactPeers(to, response.peers, true);
        appendCompactPeers(to, response.peers, false);
    } else {
        appendPeerDictionaries(to, response.peers, form);
    }
    appendText(to, "tracker id", response.trackerId);
    appendText(to, "warning message", response.warning);
    to.push_back('e');
}

void appendFailure(base::Bytes &to, std::string_view reason)
{
    to.push_back('d');
    appendBencoded(to, "failure reason");
    appendBencoded(to, reason);
    to.push_back('e');
}

} // namespace wire

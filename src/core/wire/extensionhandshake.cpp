#include "core/wire/extensionhandshake.h"

#include "core/base/text.h"
#include "core/wire/bencode.h"
#include "core/wire/bencodewriter.h"

#include <limits>

namespace wire {

namespace {

constexpr std::size_t maxClientCharacters = 64;
constexpr std::size_t maxNameBytes = 64;
constexpr std::int64_t maxMetadataSize = 4 * 1024 * 1024;
constexpr BencodeLimits payloadLimits{
    .size = 1024 * 1024, .tokens = 10'000, .depth = 20, .wideInteger = WideInteger::Saturated};

/// The number of a key when it is one in [1, most].
template <typename T>
std::optional<T> positive(const BencodeValue &root, std::string_view key, std::int64_t most)
{
    const auto value = root.integerAt(key);
    if (!value || *value < 1 || *value > most)
        return std::nullopt;
    return static_cast<T>(*value);
}

std::map<std::string, std::uint8_t> readMessages(const BencodeValue &root)
{
    std::map<std::string, std::uint8_t> messages;
    const auto names = root.find("m");
    if (!names || !names->isDictionary())
        return messages;
    for (auto at = names->begin(); at != names->end() && messages.size() < maxExtensions; ++at) {
        const auto name = *(*at).string();
        const auto id = (*++at).integer();
        const bool fits = id && *id >= 0 && *id <= std::numeric_limits<std::uint8_t>::max();
        if (fits && !name.empty() && name.size() <= maxNameBytes)
            messages.emplace(name, static_cast<std::uint8_t>(*id));
    }
    return messages;
}

std::optional<base::Endpoint> readAddress(std::string_view bytes)
{
    const auto *const data = base::asBytes(bytes).data();
    if (bytes.size() == 4)
        return base::Endpoint::fromV4(base::readBigEndian<std::uint32_t>(data), 0);
    if (bytes.size() == 16)
        return base::Endpoint::fromV6(data, 0);
    return std::nullopt;
}

std::string_view addressBytes(const base::Endpoint &endpoint)
{
    const auto bytes = base::asText(endpoint.address);
    return endpoint.isV4() ? bytes.substr(12) : bytes;
}

} // namespace

base::Bytes ExtensionHandshake::encoded() const
{
    BencodeDictionary names;
    for (const auto &[name, id] : messages)
        names.setInteger(name, id);
    BencodeDictionary root;
    root.set("m", names);
    if (port)
        root.setInteger("p", *port);
    if (!client.empty())
        root.setString("v", client);
    if (yourAddress)
        root.setString("yourip", addressBytes(*yourAddress));
    if (requestQueue)
        root.setInteger("reqq", *requestQueue);
    if (metadataSize)
        root.setInteger("metadata_size", *metadataSize);
    if (uploadOnly)
        root.setInteger("upload_only", *uploadOnly ? 1 : 0);
    return root.encoded();
}

base::Expected<ExtensionHandshake> ExtensionHandshake::decode(base::ByteView payload)
{
    const auto tree = Bencode::decode(payload, payloadLimits);
    if (!tree)
        return tl::unexpected(tree.error().within("extension handshake"));
    const BencodeValue root = tree->root();
    if (!root.isDictionary())
        return base::fail(base::ErrorCode::Malformed, "extension handshake",
                          "it is not a dictionary");
    ExtensionHandshake handshake;
    handshake.messages = readMessages(root);
    handshake.port = positive<std::uint16_t>(root, "p", std::numeric_limits<std::uint16_t>::max());
    handshake.client = base::cleanText(root.stringAt("v").value_or(""), maxClientCharacters);
    handshake.yourAddress = readAddress(root.stringAt("yourip").value_or(""));
    handshake.requestQueue
        = positive<std::uint32_t>(root, "reqq", std::numeric_limits<std::uint32_t>::max());
    handshake.metadataSize = positive<std::uint32_t>(root, "metadata_size", maxMetadataSize);
    if (const auto only = root.integerAt("upload_only"))
        handshake.uploadOnly = *only != 0;
    return handshake;
}

void ExtensionHandshake::update(const ExtensionHandshake &later)
{
    for (const auto &[name, id] : later.messages) {
        if (messages.size() < maxExtensions || messages.contains(name))
            messages[name] = id;
    }
    const auto take = [](auto &mine, const auto &theirs) {
        if (theirs)
            mine = theirs;
    };
    take(port, later.port);
    take(yourAddress, later.yourAddress);
    take(requestQueue, later.requestQueue);
    take(metadataSize, later.metadataSize);
    take(uploadOnly, later.uploadOnly);
    if (!later.client.empty())
        client = later.client;
}

} // namespace wire

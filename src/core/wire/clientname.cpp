#include "core/wire/clientname.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <string_view>

namespace wire {

namespace {

/// How a client writes its version into the four characters after its code.
enum class VersionStyle {
    None,
    Three, ///< a.b.c, the fourth is a build or release letter
    Four, ///< a.b.c.d
    Pairs, ///< two decimal digits each: aa.bb
    Transmission, ///< 3.00 before version 4, a.b.c since
};

struct KnownClient {
    std::string_view code;
    std::string_view name;
    VersionStyle style;
};

using enum VersionStyle;

/// Clients one meets today, "-XXabcd-" style.
constexpr std::array knownClients{
    KnownClient{"TM", "Torrarium", Three},
    KnownClient{"AZ", "Vuze", Four},
    KnownClient{"BC", "BitComet", Pairs},
    KnownClient{"BI", "BiglyBT", Four},
    KnownClient{"BT", "BitTorrent", Three},
    KnownClient{"DE", "Deluge", Three},
    KnownClient{"FD", "Free Download Manager", Three},
    KnownClient{"FL", "Folx", Four},
    KnownClient{"FW", "FrostWire", Three},
    KnownClient{"HL", "Halite", Three},
    KnownClient{"KG", "KGet", Four},
    KnownClient{"KT", "KTorrent", Three},
    KnownClient{"LT", "libtorrent", Three},
    KnownClient{"MG", "MediaGet", Three},
    KnownClient{"MO", "MonoTorrent", Four},
    KnownClient{"PI", "PicoTorrent", Three},
    KnownClient{"SD", "Xunlei", Four},
    KnownClient{"SZ", "Shareaza", Four},
    KnownClient{"TL", "Tribler", Three},
    KnownClient{"TR", "Transmission", Transmission},
    KnownClient{"TX", "Tixati", Pairs},
    KnownClient{"UE", "\u00b5Torrent Embedded", Three},
    KnownClient{"UM", "\u00b5Torrent Mac", Three},
    KnownClient{"UT", "\u00b5Torrent", Three},
    KnownClient{"UW", "\u00b5Torrent Web", Three},
    KnownClient{"WD", "WebTorrent Desktop", Pairs},
    KnownClient{"WW", "WebTorrent", Pairs},
    KnownClient{"XL", "Xunlei", Four},
    KnownClient{"lt", "libTorrent (rTorrent)", Three},
    KnownClient{"qB", "qBittorrent", Three},
    KnownClient{"st", "SharkTorrent", Four},
};

/// Digits go on with letters: A is 10, a is 36.
std::optional<int> digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 36;
    return std::nullopt;
}

/// The version that four characters tell; nothing when they do not follow the style.
std::optional<std::string> version(std::string_view text, VersionStyle style)
{
    std::array<int, 4> part{};
    for (std::size_t i = 0; i < part.size(); ++i) {
        const bool matters = i < 3 || style == Four || style == Pairs;
        const auto value = digit(text[i]);
        if (matters && !value)
            return std::nullopt;
        part[i] = value.value_or(0);
    }
    switch (style) {
    case None:
        return std::string();
    case Three:
        return fmt::format("{}.{}.{}", part[0], part[1], part[2]);
    case Four:
        return fmt::format("{}.{}.{}.{}", part[0], part[1], part[2], part[3]);
    case Pairs:
        return fmt::format("{}.{}", part[0] * 10 + part[1], part[2] * 10 + part[3]);
    case Transmission:
        if (part[0] < 4)
            return fmt::format("{}.{}{}", part[0], part[1], part[2]);
        return fmt::format("{}.{}.{}", part[0], part[1], part[2]);
    }
    return std::nullopt;
}

/// "-XXabcd-"; some clients put a fifth version character in the last place.
std::optional<std::string> dashedName(std::string_view id)
{
    if (id[0] != '-')
        return std::nullopt;
    const auto *const client = std::ranges::find(knownClients, id.substr(1, 2), &KnownClient::code);
    if (client == knownClients.end())
        return std::nullopt;
    const auto text = version(id.substr(3, 4), client->style);
    return text ? fmt::format("{} {}", client->name, *text) : std::string(client->name);
}

/// "A2-1-36-0-" (aria2), "M7-10-5--" (mainline): a name's letters, then numbers between dashes.
std::optional<std::string> dottedName(std::string_view id, std::string_view prefix,
                                      std::string_view name)
{
    if (!id.starts_with(prefix))
        return std::nullopt;
    id.remove_prefix(prefix.size());
    std::array<unsigned, 3> part{};
    for (unsigned &number : part) {
        const auto end = std::from_chars(id.data(), id.data() + id.size(), number).ptr;
        const auto used = static_cast<std::size_t>(end - id.data());
        if (used == 0 || used > 3 || used >= id.size() || id[used] != '-')
            return std::nullopt;
        id.remove_prefix(used + 1);
    }
    return fmt::format("{} {}.{}.{}", name, part[0], part[1], part[2]);
}

std::string unknownName(std::string_view id)
{
    std::string front;
    for (const char c : id.substr(0, 8))
        front.push_back(c > 0x20 && c < 0x7f ? c : '.');
    return fmt::format("Unknown ({})", front);
}

/// A part of this program's version ("0.1.0") as one character.
char versionCharacter(std::string_view &rest)
{
    constexpr std::string_view digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    unsigned part = 0;
    const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), part).ptr;
    rest.remove_prefix(std::min<std::size_t>(end - rest.data() + 1, rest.size()));
    return digits[std::min<std::size_t>(part, digits.size() - 1)];
}

} // namespace

base::PeerId makePeerId(base::Rng &rng)
{
    return makePeerId(rng, {});
}

base::PeerId makePeerId(base::Rng &rng, std::string_view tag)
{
    constexpr std::string_view letters
        = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::string id = "-TM";
    std::string_view rest = TORRARIUM_VERSION;
    for (int i = 0; i < 4; ++i)
        id.push_back(versionCharacter(rest));
    id.push_back('-');
    if (tag.size() == userTagLength && tag.find_first_not_of(letters) == std::string_view::npos)
        id += tag;
    while (id.size() < 20)
        id.push_back(letters[rng.below(letters.size())]);
    return base::PeerId::fromBytes(base::asBytes(id).data());
}

std::string ownClientName()
{
    return "Torrarium " TORRARIUM_VERSION;
}

std::string clientName(const base::PeerId &peerId)
{
    const auto id = base::asText(peerId.bytes);
    if (auto name = dashedName(id))
        return *name;
    if (auto name = dottedName(id, "A2-", "aria2"))
        return *name;
    if (auto name = dottedName(id, "M", "BitTorrent"))
        return *name;
    if (id.starts_with("TIX"))
        return fmt::format("Tixati {}", version(id.substr(3, 4), Pairs).value_or(""));
    return unknownName(id);
}

} // namespace wire

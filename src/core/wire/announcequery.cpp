#include "core/wire/httpannounce.h"
#include "core/wire/querystring.h"

#include <array>
#include <charconv>
#include <fmt/format.h>
#include <iterator>
#include <limits>

namespace wire {

namespace {

using base::ErrorCode;

constexpr std::size_t maxTrackerIdBytes = 256;
constexpr std::uint64_t maxTotal = std::numeric_limits<std::int64_t>::max();

std::string_view eventName(AnnounceEvent event)
{
    switch (event) {
    case AnnounceEvent::None:
        return "";
    case AnnounceEvent::Completed:
        return "completed";
    case AnnounceEvent::Started:
        return "started";
    case AnnounceEvent::Stopped:
        return "stopped";
    case AnnounceEvent::Paused:
        return "paused";
    }
    return "";
}

AnnounceEvent eventNamed(std::string_view name)
{
    for (const auto event : {AnnounceEvent::Completed, AnnounceEvent::Started,
                             AnnounceEvent::Stopped, AnnounceEvent::Paused}) {
        if (name == eventName(event))
            return event;
    }
    return AnnounceEvent::None;
}

/// Whole decimal numbers only; nothing for text, signs and what T cannot hold.
template <typename T> std::optional<T> decimal(std::string_view text)
{
    T value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// Reads an announce's parameters one by one and remembers which of them came.
class AnnounceQuery
{
public:
    base::Expected<AnnounceRequest> parse(std::string_view query)
    {
        QueryString parts(query);
        while (parts.next()) {
            if (!take(parts.key(), parts.value()))
                return base::fail(ErrorCode::Malformed, "announce", m_fault);
        }
        for (const Needed &needed : m_needed) {
            if (!needed.seen)
                return base::fail(ErrorCode::Malformed, "announce",
                                  fmt::format("{} is missing", needed.key));
        }
        return std::move(m_request);
    }

private:
    struct Needed {
        std::string_view key;
        bool seen = false;
    };

    bool refuse(std::string_view key, std::string_view reason)
    {
        m_fault = fmt::format("{} {}", key, reason);
        return false;
    }

    bool take(std::string_view key, std::string_view value)
    {
        for (Needed &needed : m_needed) {
            if (key != needed.key)
                continue;
            if (needed.seen)
                return refuse(key, "comes twice");
            needed.seen = true;
        }
        if (key == "info_hash")
            return takeId(key, value, m_request.infoHash.bytes);
        if (key == "peer_id")
            return takeId(key, value, m_request.peerId.bytes);
        if (key == "port")
            return takePort(value);
        if (key == "uploaded")
            return takeTotal(key, value, m_request.uploaded);
        if (key == "downloaded")
            return takeTotal(key, value, m_request.downloaded);
        if (key == "left")
            return takeTotal(key, value, m_request.left);
        return takeOptional(key, value);
    }

    bool takeOptional(std::string_view key, std::string_view value)
    {
        if (key == "event")
            m_request.event = eventNamed(value);
        else if (key == "numwant")
            takeNumWant(value);
        else if (key == "compact")
            m_request.compact = value != "0";
        else if (key == "no_peer_id")
            m_request.noPeerId = value == "1";
        else if (key == "key")
            takeKey(value);
        else if (key == "ip")
            takeAddress(value);
        else if (key == "trackerid")
            takeTrackerId(value);
        return true;
    }

    bool takeId(std::string_view key, std::string_view value, std::array<std::uint8_t, 20> &id)
    {
        const auto size = percentDecode(value, id);
        return size == id.size() || refuse(key, "is not 20 percent-encoded bytes");
    }

    bool takePort(std::string_view value)
    {
        m_request.port = decimal<std::uint16_t>(value).value_or(0);
        return m_request.port != 0 || refuse("port", "is not a number between 1 and 65535");
    }

    bool takeTotal(std::string_view key, std::string_view value, std::uint64_t &total)
    {
        const auto number = decimal<std::uint64_t>(value);
        if (!number || *number > maxTotal)
            return refuse(key, "is not a number of bytes");
        total = *number;
        return true;
    }

    void takeNumWant(std::string_view value)
    {
        const bool digits = !value.empty() && value.find_first_not_of("0123456789") == value.npos;
        if (digits)
            m_request.numWant
                = decimal<std::uint32_t>(value).value_or(std::numeric_limits<std::uint32_t>::max());
    }

    /// Clients write hexadecimal or any text; all that matters is that theirs stays the same.
    void takeKey(std::string_view value)
    {
        std::uint32_t key = 0;
        const auto [end, error]
            = std::from_chars(value.data(), value.data() + value.size(), key, 16);
        if (error == std::errc{} && end == value.data() + value.size()) {
            m_request.key = key;
            return;
        }
        key = 2166136261U; // FNV-1a
        for (const char c : value)
            key = (key ^ static_cast<std::uint8_t>(c)) * 16777619U;
        m_request.key = key;
    }

    void takeAddress(std::string_view value)
    {
        std::array<std::uint8_t, 64> decoded{};
        const auto size = percentDecode(value, decoded);
        if (!size)
            return;
        const auto text = std::string(base::asText(base::ByteView(decoded).first(*size)));
        const bool v6 = text.find(':') != std::string::npos;
        m_request.claimedAddress = base::Endpoint::parse(v6 ? "[" + text + "]:0" : text + ":0");
    }

    void takeTrackerId(std::string_view value)
    {
        std::array<std::uint8_t, maxTrackerIdBytes> decoded{};
        if (const auto size = percentDecode(value, decoded))
            m_request.trackerId = base::asText(base::ByteView(decoded).first(*size));
    }

    AnnounceRequest m_request;
    std::array<Needed, 4> m_needed{Needed{"info_hash"}, {"peer_id"}, {"port"}, {"left"}};
    std::string m_fault;
};

} // namespace

void appendAnnounceQuery(std::string &target, const AnnounceRequest &request)
{
    appendQuerySeparator(target);
    target += "info_hash=";
    appendPercentEncoded(target, base::asText(request.infoHash.bytes));
    target += "&peer_id=";
    appendPercentEncoded(target, base::asText(request.peerId.bytes));
    auto out = std::back_inserter(target);
    fmt::format_to(out, "&port={}&uploaded={}&downloaded={}&left={}&compact={}&key={:08X}",
                   request.port, request.uploaded, request.downloaded, request.left,
                   request.compact ? 1 : 0, request.key);
    if (request.event != AnnounceEvent::None)
        fmt::format_to(out, "&event={}", eventName(request.event));
    if (request.numWant)
        fmt::format_to(out, "&numwant={}", *request.numWant);
    if (request.noPeerId)
        target += "&no_peer_id=1";
    if (request.claimedAddress) {
        target += "&ip=";
        appendPercentEncoded(target, request.claimedAddress->addressText());
    }
    if (!request.trackerId.empty()) {
        target += "&trackerid=";
        appendPercentEncoded(target, request.trackerId);
    }
}

base::Expected<AnnounceRequest> parseAnnounceQuery(std::string_view query)
{
    return AnnounceQuery().parse(query);
}

} // namespace wire

#include "core/wire/bencode.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <limits>

namespace wire {

namespace {

bool isDigit(std::uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

} // namespace

/// Reads one value, node by node; containers under way are on a stack of its own.
class BencodeDecoder
{
public:
    BencodeDecoder(base::ByteView bytes, const BencodeLimits &limits)
        : m_bytes(bytes)
        , m_limits(limits)
    {
        m_tree.m_bytes = bytes;
    }

    base::Expected<Bencode> run()
    {
        if (m_bytes.size()
            > std::min<std::size_t>(m_limits.size, std::numeric_limits<std::uint32_t>::max()))
            return base::fail(base::ErrorCode::Limit, "",
                              fmt::format("more than {} bytes", m_limits.size));
        do {
            if (!step()) {
                const auto code = m_overLimit ? base::ErrorCode::Limit : base::ErrorCode::Malformed;
                return base::fail(code, fmt::format("byte {}", m_at), m_reason);
            }
        } while (!m_open.empty());
        return std::move(m_tree);
    }

private:
    using Kind = Bencode::Kind;
    struct Open {
        std::uint32_t node = 0;
        bool wantsValue = false; ///< in a dictionary, after a key
        std::string_view lastKey{};
        bool hasKey = false;
    };

    bool refuse(const char *reason)
    {
        m_reason = reason;
        return false;
    }
    bool refuseSize(const char *reason)
    {
        m_overLimit = true;
        return refuse(reason);
    }

    /// Reads one token: a string, an integer, the start or the end of a container.
    bool step()
    {
        if (m_at >= m_bytes.size())
            return refuse(m_bytes.empty() ? "there is nothing to read"
                                          : "the value ends too early");
        const std::uint8_t byte = m_bytes[m_at];
        if (byte == 'e' && !m_open.empty())
            return close();
        if (m_tree.m_nodes.size() >= m_limits.tokens)
            return refuseSize("too many values");
        const bool isKey = !m_open.empty() && inDictionary() && !m_open.back().wantsValue;
        if (isKey && !isDigit(byte))
            return refuse("a dictionary key is not a string");
        if (byte == 'l' || byte == 'd')
            return open(byte == 'l' ? Kind::List : Kind::Dictionary);
        if (byte == 'i')
            return integer() && finished();
        if (!isDigit(byte))
            return refuse("no value starts with this byte");
        return string() && (isKey ? key() : finished());
    }

    [[nodiscard]] bool inDictionary() const
    {
        return m_tree.m_nodes[m_open.back().node].kind == Kind::Dictionary;
    }

    void add(Kind kind, std::size_t end, std::size_t header)
    {
        auto &nodes = m_tree.m_nodes;
        nodes.push_back({static_cast<std::uint32_t>(m_at), static_cast<std::uint32_t>(end),
                         static_cast<std::uint32_t>(nodes.size() + 1), kind,
                         static_cast<std::uint8_t>(header)});
    }

    bool open(Kind kind)
    {
        if (m_open.size() >= m_limits.depth)
            return refuseSize("lists or dictionaries too deep inside each other");
        m_open.push_back({static_cast<std::uint32_t>(m_tree.m_nodes.size())});
        add(kind, 0, 0);
        ++m_at;
        return true;
    }

    bool close()
    {
        if (inDictionary() && m_open.back().wantsValue)
            return refuse("a dictionary key has no value");
        ++m_at;
        auto &node = m_tree.m_nodes[m_open.back().node];
        node.end = static_cast<std::uint32_t>(m_at);
        node.next = static_cast<std::uint32_t>(m_tree.m_nodes.size());
        m_open.pop_back();
        return finished();
    }

    /// A value is complete: its container, if any, expects a key next.
    bool finished()
    {
        if (!m_open.empty())
            m_open.back().wantsValue = false;
        return true;
    }

    bool integer()
    {
        const auto *const data = reinterpret_cast<const char *>(m_bytes.data());
        const char *const first = data + m_at + 1;
        const char *const last = data + m_bytes.size();
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(first, last, value);
        const bool wide = error == std::errc::result_out_of_range;
        if (wide && m_limits.wideInteger == WideInteger::Refused)
            return refuse("an integer does not fit 64 bits");
        if ((error != std::errc{} && !wide) || end == last || *end != 'e')
            return refuse("an integer is not digits between i and e");
        const char *const digits = first + (*first == '-' ? 1 : 0);
        if (*digits == '0' && (end - first) > 1)
            return refuse("an integer has a leading zero");
        const auto after = static_cast<std::size_t>(end + 1 - data);
        add(Kind::Integer, after, 0);
        m_at = after;
        return true;
    }

    bool string()
    {
        const auto *const data = reinterpret_cast<const char *>(m_bytes.data());
        const char *const first = data + m_at;
        const char *const last = data + m_bytes.size();
        std::uint32_t length = 0;
        const auto [end, error] = std::from_chars(first, last, length);
        if (error == std::errc::result_out_of_range)
            return refuse("a string is longer than what is there");
        if (*first == '0' && end - first > 1)
            return refuse("a string length has a leading zero");
        if (end == last || *end != ':')
            return refuse("a string length is not followed by a colon");
        if (length > static_cast<std::size_t>(last - end - 1))
            return refuse("a string is longer than what is there");
        const auto header = static_cast<std::size_t>(end + 1 - first);
        add(Kind::String, m_at + header + length, header);
        m_at += header + length;
        return true;
    }

    /// The string just read is a key of the innermost dictionary.
    bool key()
    {
        const auto &node = m_tree.m_nodes.back();
        const auto text = base::asText(
            m_bytes.subspan(node.begin + node.header, node.end - node.begin - node.header));
        Open &dictionary = m_open.back();
        if (dictionary.hasKey && text <= dictionary.lastKey) {
            m_at = node.begin;
            return refuse(text == dictionary.lastKey ? "a dictionary key comes twice"
                                                     : "dictionary keys are not sorted");
        }
        dictionary.lastKey = text;
        dictionary.hasKey = true;
        dictionary.wantsValue = true;
        return true;
    }

    base::ByteView m_bytes;
    BencodeLimits m_limits;
    Bencode m_tree;
    std::vector<Open> m_open;
    std::size_t m_at = 0;
    const char *m_reason = "";
    bool m_overLimit = false;
};

base::Expected<Bencode> Bencode::decode(base::ByteView bytes, const BencodeLimits &limits)
{
    auto tree = decodeFront(bytes, limits);
    if (tree && tree->size() != bytes.size())
        return base::fail(base::ErrorCode::Malformed, fmt::format("byte {}", tree->size()),
                          "there are bytes after the value");
    return tree;
}

base::Expected<Bencode> Bencode::decodeFront(base::ByteView bytes, const BencodeLimits &limits)
{
    return BencodeDecoder(bytes, limits).run();
}

BencodeValue Bencode::root() const
{
    return {this, 0};
}

std::optional<std::int64_t> BencodeValue::integer() const
{
    if (!isInteger())
        return std::nullopt;
    const auto digits = base::asText(raw());
    std::int64_t value = 0;
    const char *const last = digits.data() + digits.size() - 1;
    if (std::from_chars(digits.data() + 1, last, value).ec == std::errc{})
        return value;
    using Range = std::numeric_limits<std::int64_t>;
    return digits[1] == '-' ? Range::min() : Range::max();
}

std::optional<std::string_view> BencodeValue::string() const
{
    if (!isString())
        return std::nullopt;
    return base::asText(raw()).substr(node().header);
}

base::ByteView BencodeValue::raw() const
{
    return m_tree->m_bytes.subspan(node().begin, node().end - node().begin);
}

std::optional<BencodeValue> BencodeValue::find(std::string_view key) const
{
    if (!isDictionary())
        return std::nullopt;
    for (auto at = begin(); at != end(); ++at) {
        const auto name = (*at).string();
        ++at;
        if (name == key)
            return *at;
    }
    return std::nullopt;
}

std::optional<std::int64_t> BencodeValue::integerAt(std::string_view key) const
{
    const auto value = find(key);
    return value ? value->integer() : std::nullopt;
}

std::optional<std::string_view> BencodeValue::stringAt(std::string_view key) const
{
    const auto value = find(key);
    return value ? value->string() : std::nullopt;
}

} // namespace wire

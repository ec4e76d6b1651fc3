#pragma once

#include "core/base/bytes.h"
#include "core/base/expected.h"

#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

namespace wire {

/// What becomes of an integer beyond 64 bits.
enum class WideInteger {
    Refused, ///< the whole value is malformed
    Saturated, ///< it reads as the nearest number there is, so that one silly field spoils no other
};

/// What a decoder accepts before it gives up.
struct BencodeLimits {
    std::size_t size = 10'000'000; ///< bytes of input
    std::size_t tokens = 3'000'000; ///< strings (keys too), integers, lists and dictionaries
    std::size_t depth = 100; ///< containers inside each other
    WideInteger wideInteger = WideInteger::Refused;
};

class BencodeValue;

/// A bencoded value (BEP 3), decoded without copying: a flat list of nodes in the order of the
/// bytes, 16 bytes each. The bytes must outlive it and every BencodeValue taken from it.
///
/// Decoding is strict, so that one value has one form: no leading zeros, no -0, integers within 64
/// bits, dictionary keys sorted and unique. It does not recurse. An error's `where` is "byte N".
class Bencode
{
public:
    /// Decodes bytes that hold one value and nothing after it.
    static base::Expected<Bencode> decode(base::ByteView bytes, const BencodeLimits &limits = {});
    /// Decodes the value at the front of the bytes; size() tells where it ended.
    static base::Expected<Bencode> decodeFront(base::ByteView bytes,
                                               const BencodeLimits &limits = {});

    /// The outermost value.
    [[nodiscard]] BencodeValue root() const;
    /// Bytes of the outermost value.
    [[nodiscard]] std::size_t size() const { return m_nodes.front().end; }

private:
    friend class BencodeValue;
    friend class BencodeDecoder;
    enum class Kind : std::uint8_t { Integer, String, List, Dictionary };
    struct Node {
        std::uint32_t begin = 0; ///< first byte
        std::uint32_t end = 0; ///< one past the last byte
        std::uint32_t next = 0; ///< the node after this one and all it contains
        Kind kind = Kind::Integer;
        std::uint8_t header = 0; ///< bytes of a string's length and colon
    };

    base::ByteView m_bytes;
    std::vector<Node> m_nodes;
};

/// One value inside a Bencode; as cheap to copy as a pointer.
class BencodeValue
{
public:
    [[nodiscard]] bool isInteger() const { return node().kind == Bencode::Kind::Integer; }
    [[nodiscard]] bool isString() const { return node().kind == Bencode::Kind::String; }
    [[nodiscard]] bool isList() const { return node().kind == Bencode::Kind::List; }
    [[nodiscard]] bool isDictionary() const { return node().kind == Bencode::Kind::Dictionary; }

    /// The number, or nothing when this is not an integer.
    [[nodiscard]] std::optional<std::int64_t> integer() const;
    /// The string, or nothing when this is not one. It may hold any bytes.
    [[nodiscard]] std::optional<std::string_view> string() const;
    /// The value's bytes as they stand in the input (the info-hash is over these).
    [[nodiscard]] base::ByteView raw() const;
    /// The value of a key; nothing when this is not a dictionary or lacks the key.
    [[nodiscard]] std::optional<BencodeValue> find(std::string_view key) const;

    // Shorthands for optional fields: nothing when missing or of another type.
    [[nodiscard]] std::optional<std::int64_t> integerAt(std::string_view key) const;
    [[nodiscard]] std::optional<std::string_view> stringAt(std::string_view key) const;

    /// Walks over a list's items, or over a dictionary's keys and values in turn.
    class Iterator
    {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = BencodeValue;
        using difference_type = std::ptrdiff_t;
        using pointer = const BencodeValue *;
        using reference = BencodeValue;

        Iterator(const Bencode *tree, std::uint32_t at)
            : m_tree(tree)
            , m_at(at)
        {
        }
        BencodeValue operator*() const { return {m_tree, m_at}; }
        Iterator &operator++()
        {
            m_at = m_tree->m_nodes[m_at].next;
            return *this;
        }
        bool operator==(const Iterator &) const = default;

    private:
        const Bencode *m_tree;
        std::uint32_t m_at;
    };
    /// The first thing inside; for integers and strings the same as end().
    [[nodiscard]] Iterator begin() const { return {m_tree, m_at + 1}; }
    [[nodiscard]] Iterator end() const { return {m_tree, node().next}; }

private:
    friend class Bencode;
    BencodeValue(const Bencode *tree, std::uint32_t at)
        : m_tree(tree)
        , m_at(at)
    {
    }
    [[nodiscard]] const Bencode::Node &node() const { return m_tree->m_nodes[m_at]; }

    const Bencode *m_tree;
    std::uint32_t m_at;
};

} // namespace wire

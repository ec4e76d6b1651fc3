#pragma once

#include "core/base/bytes.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace wire {

// Each appends one bencoded value (BEP 3).
void appendBencoded(base::Bytes &to, std::int64_t number);
void appendBencoded(base::Bytes &to, std::string_view string);

class BencodeDictionary;

/// A bencoded list under construction.
class BencodeList
{
public:
    BencodeList &addInteger(std::int64_t number);
    BencodeList &addString(std::string_view string);
    BencodeList &add(const BencodeList &list);
    BencodeList &add(const BencodeDictionary &dictionary);

    [[nodiscard]] base::Bytes encoded() const;

private:
    base::Bytes m_items;
};

/// A bencoded dictionary under construction; keys may come in any order and are written sorted. A
/// key set again replaces its value.
class BencodeDictionary
{
public:
    BencodeDictionary &setInteger(std::string_view key, std::int64_t number);
    BencodeDictionary &setString(std::string_view key, std::string_view string);
    BencodeDictionary &set(std::string_view key, const BencodeList &list);
    BencodeDictionary &set(std::string_view key, const BencodeDictionary &dictionary);
    /// A value that is bencoded already.
    BencodeDictionary &setEncoded(std::string_view key, base::Bytes value);

    [[nodiscard]] base::Bytes encoded() const;

private:
    std::map<std::string, base::Bytes, std::less<>> m_entries;
};

} // namespace wire

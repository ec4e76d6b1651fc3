#include "core/wire/bencodewriter.h"

#include <array>
#include <charconv>

namespace wire {

namespace {

void appendText(base::Bytes &to, std::string_view text)
{
    to.insert(to.end(), text.begin(), text.end());
}

void appendBytes(base::Bytes &to, const base::Bytes &bytes)
{
    to.insert(to.end(), bytes.begin(), bytes.end());
}

void appendDigits(base::Bytes &to, std::int64_t number)
{
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    to.insert(to.end(), digits.data(), end);
}

} // namespace

void appendBencoded(base::Bytes &to, std::int64_t number)
{
    to.push_back('i');
    appendDigits(to, number);
    to.push_back('e');
}

void appendBencoded(base::Bytes &to, std::string_view string)
{
    appendDigits(to, static_cast<std::int64_t>(string.size()));
    to.push_back(':');
    appendText(to, string);
}

BencodeList &BencodeList::addInteger(std::int64_t number)
{
    appendBencoded(m_items, number);
    return *this;
}

BencodeList &BencodeList::addString(std::string_view string)
{
    appendBencoded(m_items, string);
    return *this;
}

BencodeList &BencodeList::add(const BencodeList &list)
{
    appendBytes(m_items, list.encoded());
    return *this;
}

BencodeList &BencodeList::add(const BencodeDictionary &dictionary)
{
    appendBytes(m_items, dictionary.encoded());
    return *this;
}

base::Bytes BencodeList::encoded() const
{
    base::Bytes bytes;
    bytes.reserve(m_items.size() + 2);
    bytes.push_back('l');
    appendBytes(bytes, m_items);
    bytes.push_back('e');
    return bytes;
}

BencodeDictionary &BencodeDictionary::setInteger(std::string_view key, std::int64_t number)
{
    base::Bytes value;
    appendBencoded(value, number);
    return setEncoded(key, std::move(value));
}

BencodeDictionary &BencodeDictionary::setString(std::string_view key, std::string_view string)
{
    base::Bytes value;
    appendBencoded(value, string);
    return setEncoded(key, std::move(value));
}

BencodeDictionary &BencodeDictionary::set(std::string_view key, const BencodeList &list)
{
    return setEncoded(key, list.encoded());
}

BencodeDictionary &BencodeDictionary::set(std::string_view key, const BencodeDictionary &dictionary)
{
    return setEncoded(key, dictionary.encoded());
}

BencodeDictionary &BencodeDictionary::setEncoded(std::string_view key, base::Bytes value)
{
    m_entries.insert_or_assign(std::string(key), std::move(value));
    return *this;
}

base::Bytes BencodeDictionary::encoded() const
{
    base::Bytes bytes;
    bytes.push_back('d');
    for (const auto &[key, value] : m_entries) {
        appendBencoded(bytes, key);
        appendBytes(bytes, value);
    }
    bytes.push_back('e');
    return bytes;
}

} // namespace wire

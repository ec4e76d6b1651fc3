#include "core/wire/querystring.h"

#include <algorithm>

namespace wire {

namespace {

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool isUnreserved(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-'
        || c == '.' || c == '_' || c == '~';
}

} // namespace

bool QueryString::next()
{
    while (!m_rest.empty()) {
        const std::size_t end = m_rest.find('&');
        const std::string_view part = m_rest.substr(0, end);
        m_rest.remove_prefix(end == std::string_view::npos ? m_rest.size() : end + 1);
        if (part.empty())
            continue;
        const std::size_t equals = part.find('=');
        m_key = part.substr(0, equals);
        m_value = equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
        return true;
    }
    return false;
}

std::optional<std::size_t> percentDecode(std::string_view text, std::span<std::uint8_t> out)
{
    std::size_t size = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (size == out.size())
            return std::nullopt;
        if (text[i] != '%') {
            out[size++] = static_cast<std::uint8_t>(text[i]);
            continue;
        }
        if (text.size() - i < 3)
            return std::nullopt;
        const int high = hexDigit(text[i + 1]);
        const int low = hexDigit(text[i + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        out[size++] = static_cast<std::uint8_t>(high << 4 | low);
        i += 2;
    }
    return size;
}

void appendPercentEncoded(std::string &to, std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : bytes) {
        if (isUnreserved(c)) {
            to.push_back(c);
            continue;
        }
        const auto byte = static_cast<std::uint8_t>(c);
        to.push_back('%');
        to.push_back(digits[byte >> 4]);
        to.push_back(digits[byte & 15]);
    }
}

void appendQuerySeparator(std::string &target)
{
    if (target.find('?') == std::string::npos)
        target.push_back('?');
    else if (target.back() != '?' && target.back() != '&')
        target.push_back('&');
}

} // namespace wire

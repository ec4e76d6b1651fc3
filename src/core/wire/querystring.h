#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wire {

/// Walks over the "key=value" parts of a query string without copying.
class QueryString
{
public:
    /// `query` is the part after '?', without a fragment.
    explicit QueryString(std::string_view query)
        : m_rest(query)
    {
    }
    /// Steps to the next part; false at the end. Empty parts are stepped over.
    bool next();
    [[nodiscard]] std::string_view key() const { return m_key; }
    /// As it stands, percent-encoded.
    [[nodiscard]] std::string_view value() const { return m_value; }

private:
    std::string_view m_rest;
    std::string_view m_key;
    std::string_view m_value;
};

/// Decodes %XX into `out`; returns the bytes written, or nothing for a bad escape or when they do
/// not fit. A plus sign stays one, since the values are bytes, not form fields.
std::optional<std::size_t> percentDecode(std::string_view text, std::span<std::uint8_t> out);
/// Appends bytes; all but letters, digits, '-', '.', '_' and '~' become %XX.
void appendPercentEncoded(std::string &to, std::string_view bytes);
/// Appends '?' or '&', whichever a URL or request target needs before its next parameter.
void appendQuerySeparator(std::string &target);

} // namespace wire

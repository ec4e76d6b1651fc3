#include "core/wire/multipart.h"

#include <algorithm>
#include <fmt/format.h>

namespace wire {

namespace {

constexpr std::size_t MaxBoundary = 70;
constexpr std::string_view LineEnd = "\r\n";

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool startsWith(std::string_view text, std::string_view lowerPrefix)
{
    return text.size() >= lowerPrefix.size()
        && std::equal(lowerPrefix.begin(), lowerPrefix.end(), text.begin(),
                      [](char expected, char c) { return expected == lower(c); });
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// The value of a parameter ("; key=value" or with quotes) behind a field's first part.
std::optional<std::string> parameter(std::string_view text, std::string_view key)
{
    std::size_t at = text.find(';');
    while (at != std::string_view::npos) {
        text = trimmed(text.substr(at + 1));
        const std::size_t equals = text.find_first_of("=;");
        if (equals == std::string_view::npos || text[equals] == ';') {
            at = equals;
            continue;
        }
        const bool wanted = startsWith(text.substr(0, equals), key) && equals == key.size();
        text.remove_prefix(equals + 1);
        const bool quoted = text.starts_with('"');
        const std::size_t end = quoted ? text.find('"', 1) : text.find(';');
        if (quoted && end == std::string_view::npos)
            return std::nullopt;
        if (wanted)
            return std::string(quoted ? text.substr(1, end - 1) : trimmed(text.substr(0, end)));
        at = text.find(';', quoted ? end : 0);
    }
    return std::nullopt;
}

/// The form field's name in a part's head.
std::optional<std::string> partName(std::string_view head)
{
    constexpr std::string_view disposition = "content-disposition:";
    while (!head.empty()) {
        const std::size_t end = head.find(LineEnd);
        const std::string_view line = head.substr(0, end);
        if (startsWith(line, disposition)
            && startsWith(trimmed(line.substr(disposition.size())), "form-data"))
            return parameter(line, "name");
        head.remove_prefix(end == std::string_view::npos ? head.size() : end + LineEnd.size());
    }
    return std::nullopt;
}

tl::unexpected<base::Error> faulty(std::size_t part, std::string detail)
{
    return base::fail(base::ErrorCode::Malformed, fmt::format("part {}", part), std::move(detail));
}

} // namespace

std::optional<std::string> multipartBoundary(std::string_view contentType)
{
    if (!startsWith(trimmed(contentType), "multipart/form-data"))
        return std::nullopt;
    auto boundary = parameter(contentType, "boundary");
    const auto isPrintable = [](char c) { return c >= ' ' && c <= '~'; };
    if (!boundary || boundary->empty() || boundary->size() > MaxBoundary || boundary->back() == ' '
        || !std::ranges::all_of(*boundary, isPrintable))
        return std::nullopt;
    return boundary;
}

base::Expected<std::vector<FormPart>> readMultipart(std::string_view body,
                                                    std::string_view boundary)
{
    const std::string opening = "--" + std::string(boundary);
    const std::string delimiter = "\r\n" + opening;
    if (!body.starts_with(opening))
        return faulty(1, "the form does not begin with its boundary");
    body.remove_prefix(opening.size());

    std::vector<FormPart> parts;
    while (!body.starts_with("--")) {
        const std::size_t number = parts.size() + 1;
        if (number > maxFormParts)
            return base::fail(base::ErrorCode::Limit, fmt::format("part {}", number),
                              fmt::format("a form has at most {} parts", maxFormParts));
        if (!body.starts_with(LineEnd))
            return faulty(number, "no line ends its boundary");
        const std::size_t headEnd = body.substr(0, maxPartHeadBytes).find("\r\n\r\n");
        if (headEnd == std::string_view::npos)
            return faulty(number, "its head does not end");
        auto name
            = partName(body.substr(LineEnd.size(), headEnd - std::min(headEnd, LineEnd.size())));
        if (!name)
            return faulty(number, "its Content-Disposition names no form field");
        body.remove_prefix(headEnd + 4);
        const std::size_t end = body.find(delimiter);
        if (end == std::string_view::npos)
            return faulty(number, "its content does not end with the boundary");
        parts.push_back({std::move(*name), body.substr(0, end)});
        body.remove_prefix(end + delimiter.size());
    }
    return parts;
}

std::optional<std::string_view> findPart(const std::vector<FormPart> &parts, std::string_view name)
{
    const auto found = std::ranges::find(parts, name, &FormPart::name);
    if (found == parts.end())
        return std::nullopt;
    return found->content;
}

} // namespace wire

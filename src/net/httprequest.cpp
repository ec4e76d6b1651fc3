#include "net/httprequest.h"

#include <algorithm>

namespace net {

std::string_view HttpRequest::field(std::string_view name) const
{
    const auto found = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
    return found == fields.end() ? std::string_view() : found->second;
}

std::size_t HttpRequest::countOf(std::string_view name) const
{
    return static_cast<std::size_t>(
        std::ranges::count(fields, name, &std::pair<std::string, std::string>::first));
}

} // namespace net

#include "net/indexview.h"

#include "core/wire/querystring.h"

#include <QDateTime>

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace net {

namespace {

using roles::IndexSort;

/// In magnet links; the .torrent file has them all.
constexpr std::size_t MaxMagnetTrackers = 10;

struct SortName {
    IndexSort sort;
    std::string_view name;
};
constexpr std::array<SortName, 6> SortNames{{{IndexSort::Date, "date"},
                                             {IndexSort::Name, "name"},
                                             {IndexSort::Size, "size"},
                                             {IndexSort::Files, "files"},
                                             {IndexSort::Seeds, "seeds"},
                                             {IndexSort::Peers, "peers"}}};

} // namespace

std::string_view sortName(IndexSort sort)
{
    return std::ranges::find(SortNames, sort, &SortName::sort)->name;
}

std::optional<IndexSort> sortNamed(std::string_view name)
{
    const auto found = std::ranges::find(SortNames, name, &SortName::name);
    if (found == SortNames.end())
        return std::nullopt;
    return found->sort;
}

std::string magnetLink(const roles::IndexEntry &entry)
{
    std::string link = "magnet:?xt=urn:btih:" + entry.infoHash.hex() + "&dn=";
    wire::appendPercentEncoded(link, entry.name);
    for (std::size_t i = 0; i < std::min(entry.trackers.size(), MaxMagnetTrackers); ++i) {
        link += "&tr=";
        wire::appendPercentEncoded(link, entry.trackers[i]);
    }
    return link;
}

std::string trackerHost(const std::string &announceUrl)
{
    const std::size_t begin = announceUrl.find("://");
    if (begin == std::string::npos)
        return announceUrl;
    const std::string rest = announceUrl.substr(begin + 3);
    return rest.substr(0, rest.find('/'));
}

std::string thesisName(const roles::IndexEntry &entry)
{
    const std::string tracker
        = entry.trackers.empty() ? std::string("-") : trackerHost(entry.trackers.front());
    return fmt::format("{}.{}.{}", tracker, entry.size, entry.name);
}

std::string isoTime(std::int64_t secondsSince1970)
{
    return QDateTime::fromSecsSinceEpoch(secondsSince1970, Qt::UTC)
        .toString(Qt::ISODate)
        .toStdString();
}

} // namespace net

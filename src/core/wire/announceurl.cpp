#include "core/wire/announceurl.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <set>

namespace wire {

bool isAnnounceUrl(std::string_view url)
{
    if (url.size() > maxAnnounceUrlBytes)
        return false;
    if (!std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7f; }))
        return false;
    constexpr std::array<std::string_view, 3> schemes{"http://", "https://", "udp://"};
    return std::ranges::any_of(schemes, [url](std::string_view scheme) {
        if (url.size() <= scheme.size() || base::foldCase(url.substr(0, scheme.size())) != scheme)
            return false;
        const char first = url[scheme.size()];
        return first != '/' && first != ':' && first != '?' && first != '#';
    });
}

std::vector<std::vector<std::string>> announceTiers(const BencodeValue &torrent)
{
    std::vector<std::vector<std::string>> tiers;
    std::set<std::string_view> known;
    const auto addTo
        = [&known](std::vector<std::string> &tier, std::optional<std::string_view> url) {
              if (known.size() < maxAnnounceUrls && url && isAnnounceUrl(*url)
                  && known.insert(*url).second)
                  tier.emplace_back(*url);
          };
    if (const auto list = torrent.find("announce-list"); list && list->isList()) {
        for (const BencodeValue tierValue : *list) {
            if (!tierValue.isList())
                continue;
            std::vector<std::string> tier;
            for (const BencodeValue url : tierValue)
                addTo(tier, url.string());
            if (!tier.empty())
                tiers.push_back(std::move(tier));
        }
    }
    if (tiers.empty()) {
        std::vector<std::string> tier;
        addTo(tier, torrent.stringAt("announce"));
        if (!tier.empty())
            tiers.push_back(std::move(tier));
    }
    return tiers;
}

} // namespace wire

#include "core/swarm/policycatalog.h"

#include <array>

namespace swarm {

namespace {

constexpr std::array pickerTable{
    PolicyEntry<PiecePicker>{"rarest-first", "The piece with the fewest copies among known peers",
                             "Cohen 2003", makeRarestFirst},
    PolicyEntry<PiecePicker>{"random", "Any piece, uniformly", "Bharambe 2006", makeRandomPicker},
    PolicyEntry<PiecePicker>{"sequential", "The lowest piece number first", "Parvez 2008",
                             makeSequentialPicker},
};

constexpr std::array chokerTable{
    PolicyEntry<Choker>{"tit-for-tat", "The best uploaders of the last 20 s and one newcomer",
                        "BEP 3, Cohen 2003", makeTitForTat},
    PolicyEntry<Choker>{"all-unchoked", "Everybody up to Max_N, first come first served",
                        "Bit-Torrent in Erlang 2008", makeAllUnchoked},
    PolicyEntry<Choker>{"free-rider", "Nobody", "Locher 2006 (BitThief)", makeFreeRider},
};

template <typename Policy>
std::unique_ptr<Policy> find(std::span<const PolicyEntry<Policy>> table, std::string_view name)
{
    for (const PolicyEntry<Policy> &entry : table) {
        if (entry.name == name)
            return entry.make();
    }
    return nullptr;
}

} // namespace

std::span<const PolicyEntry<PiecePicker>> pickers()
{
    return pickerTable;
}

std::span<const PolicyEntry<Choker>> chokers()
{
    return chokerTable;
}

std::unique_ptr<PiecePicker> makePicker(std::string_view name)
{
    return find(pickers(), name);
}

std::unique_ptr<Choker> makeChoker(std::string_view name)
{
    return find(chokers(), name);
}

} // namespace swarm

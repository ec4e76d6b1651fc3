#include "core/swarm/policycatalog.h"

#include <array>

namespace swarm {

namespace {

constexpr std::array pickerTable{
    PolicyEntry<PiecePicker>{"rarest-first", "The piece with the fewest copies among known peers",
                             "Cohen 2003", "the first piece at random", makeRarestFirst},
    PolicyEntry<PiecePicker>{"random", "Any piece, uniformly", "Bharambe 2006", "",
                             makeRandomPicker},
    PolicyEntry<PiecePicker>{"sequential", "The lowest piece number first", "Parvez 2008", "",
                             makeSequentialPicker},
    PolicyEntry<PiecePicker>{"thesis-2008",
                             "All that one peer has, in order, then the next peer; seeds come last",
                             "Bit-Torrent in Erlang 2008", "", makeThesisPicker},
};

constexpr std::array chokerTable{
    PolicyEntry<Choker>{
        "tit-for-tat", "The best uploaders of the last 20 s and one newcomer", "BEP 3, Cohen 2003",
        "max-n 5, of them 1 optimistic for 30 s; rounds of 10 s; snubbed after 60 s",
        makeTitForTat},
    PolicyEntry<Choker>{"bit-tyrant",
                        "Who gives most for its share of the line, at the least share",
                        "Piatek 2007 (BitTyrant)",
                        "max-n without limit; a share starts at 1/5 of the line; x 0.9 when paid "
                        "for 3 rounds, x 1.2 when not; rounds of 10 s",
                        makeBitTyrant},
    PolicyEntry<Choker>{"prop-share",
                        "All who gave in the last 20 s, in proportion, and one newcomer",
                        "Levin 2008 (PropShare)",
                        "max-n without limit; 1/5 of the line to 1 newcomer for 30 s; rounds of "
                        "10 s",
                        makePropShare},
    PolicyEntry<Choker>{"all-unchoked", "Everybody up to Max_N, first come first served",
                        "Bit-Torrent in Erlang 2008", "max-n without limit", makeAllUnchoked},
    PolicyEntry<Choker>{"free-rider", "Nobody", "Locher 2006 (BitThief)", "", makeFreeRider},
};

constexpr std::array seedChokerTable{
    PolicyEntry<Choker>{"fastest-upload", "Whom it can send to fastest, and one newcomer",
                        "Cohen 2003", "max-n 5, of them 1 optimistic for 30 s; rounds of 10 s",
                        makeFastestUpload},
    PolicyEntry<Choker>{
        "round-robin", "Everybody in turn, whatever their rate", "BitTorrent 4.0.0 in Legout 2006",
        "max-n 4, of them 1 drawn in two rounds of three; rounds of 10 s", makeRoundRobin},
    PolicyEntry<Choker>{"anti-leech", "Who has just begun or is nearly done, and one newcomer",
                        "Chow 2008", "max-n 5, of them 1 optimistic for 30 s; rounds of 10 s",
                        makeAntiLeech},
};

constexpr std::array seedingTable{
    base::Choice<Seeding>{"normal", "It shows everything it has", "BEP 3", "", Seeding::Normal},
    base::Choice<Seeding>{"super",
                          "It shows a link one piece at a time, the next when others have it",
                          "BEP 16", "the next after 30 s at the latest", Seeding::Super},
};

template <typename Policy>
std::unique_ptr<Policy> find(std::span<const PolicyEntry<Policy>> table, std::string_view name)
{
    for (const PolicyEntry<Policy> &entry : table) {
        if (entry.name == name)
            return entry.value();
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

std::span<const PolicyEntry<Choker>> seedChokers()
{
    return seedChokerTable;
}

std::span<const base::Choice<Seeding>> seedings()
{
    return seedingTable;
}

std::unique_ptr<PiecePicker> makePicker(std::string_view name)
{
    return find(pickers(), name);
}

std::unique_ptr<Choker> makeChoker(std::string_view name)
{
    return find(chokers(), name);
}

std::unique_ptr<Choker> makeSeedChoker(std::string_view name)
{
    return find(seedChokers(), name);
}

} // namespace swarm

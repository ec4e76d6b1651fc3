#include "core/roles/peerselection.h"

namespace roles {

namespace {

using Entry = base::Choice<PeerSelection>;

constexpr std::array selectionTable{
    Entry{"random", "Any peer of the swarm; seeds only hear of peers that download",
          "BEP 3, BEP 21", "", PeerSelection::Random},
    Entry{"seeds-to-seeds", "Seeds for seeds and peers for peers, then the others",
          "Bit-Torrent in Erlang 2008", "", PeerSelection::SeedsToSeeds},
    Entry{"seeds-first", "Seeds, then peers; seeds only hear of peers that download",
          "Bit-Torrent in Erlang 2008, turned round", "", PeerSelection::SeedsFirst},
    Entry{"locality", "Peers of the same region, all but one, then the others", "Bindal 2006",
          "at least 1 peer from elsewhere", PeerSelection::Locality},
};

} // namespace

std::span<const base::Choice<PeerSelection>> peerSelections()
{
    return selectionTable;
}

std::array<SampleRange, 2> preferredRanges(PeerSelection selection, bool downloads,
                                           std::uint32_t suppliers, std::uint32_t size,
                                           std::uint32_t self)
{
    const SampleRange everybody{0, size, self};
    const SampleRange seeds{0, suppliers, self};
    const SampleRange others{suppliers, size, self};
    const SampleRange nobody{};
    switch (selection) {
    case PeerSelection::SeedsToSeeds:
        return downloads ? std::array{others, seeds} : std::array{seeds, others};
    case PeerSelection::SeedsFirst:
        return downloads ? std::array{seeds, others} : std::array{others, nobody};
    case PeerSelection::Random:
    case PeerSelection::Locality:
        break;
    }
    return {downloads ? everybody : others, nobody};
}

} // namespace roles

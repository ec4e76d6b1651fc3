#include "core/swarm/allowedfast.h"

#include "core/base/digest.h"

#include <algorithm>

namespace swarm {

std::vector<base::PieceIndex> allowedFastSet(const base::InfoHash &infoHash,
                                             const base::Endpoint &peer,
                                             const wire::Geometry &geometry, std::uint32_t count)
{
    const std::uint32_t pieces = geometry.pieceCount();
    const std::size_t wanted = std::min(count, pieces);
    base::Bytes seed;
    base::appendBigEndian<std::uint32_t>(seed, peer.v4() & 0xffffff00U);
    seed.insert(seed.end(), infoHash.bytes.begin(), infoHash.bytes.end());
    std::vector<base::PieceIndex> set;
    while (set.size() < wanted) {
        const base::PieceHash digest = base::Sha1::of(seed);
        for (std::size_t i = 0; i < 5 && set.size() < wanted; ++i) {
            const auto number
                = base::readBigEndian<std::uint32_t>(digest.bytes.data() + i * 4) % pieces;
            const auto piece = geometry.piece(number);
            if (std::ranges::find(set, *piece) == set.end())
                set.push_back(*piece);
        }
        seed.assign(digest.bytes.begin(), digest.bytes.end());
    }
    return set;
}

} // namespace swarm

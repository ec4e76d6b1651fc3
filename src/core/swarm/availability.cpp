#include "core/swarm/availability.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace swarm {

Availability::Availability(std::uint32_t pieceCount, base::Rng rng)
    : m_rng(rng)
    , m_count(pieceCount, 0)
    , m_order(pieceCount)
    , m_position(pieceCount)
    , m_groupEnd(1, pieceCount)
{
    std::iota(m_order.begin(), m_order.end(), 0U);
    m_rng.shuffle(std::span(m_order));
    for (std::uint32_t at = 0; at < pieceCount; ++at)
        m_position[m_order[at]] = at;
}

void Availability::place(std::uint32_t piece, std::uint32_t at)
{
    m_order[at] = piece;
    m_position[piece] = at;
}

void Availability::swapPlaces(std::uint32_t a, std::uint32_t b)
{
    const std::uint32_t atA = m_order[a];
    place(m_order[b], a);
    place(atA, b);
}

/// One copy more: to the end of its group, which then gives its last place to the next group; from
/// there to a random place, so that ties stay shuffled.
void Availability::moveUp(std::uint32_t piece)
{
    const std::uint32_t count = m_count[piece];
    if (m_groupEnd.size() <= count + 1U)
        m_groupEnd.push_back(m_groupEnd.back());
    const std::uint32_t last = --m_groupEnd[count];
    const std::uint32_t at = m_position[piece];
    place(m_order[last], at);
    place(piece, last);
    swapPlaces(last, static_cast<std::uint32_t>(last + m_rng.below(m_groupEnd[count + 1] - last)));
}

void Availability::moveDown(std::uint32_t piece)
{
    const std::uint32_t count = m_count[piece];
    const std::uint32_t first = m_groupEnd[count - 1]++;
    const std::uint32_t at = m_position[piece];
    place(m_order[first], at);
    place(piece, first);
    const std::uint32_t begin = groupBegin(count - 1);
    swapPlaces(first, static_cast<std::uint32_t>(begin + m_rng.below(first + 1 - begin)));
}

void Availability::addCopy(base::PieceIndex piece)
{
    const std::uint32_t n = base::toNumber(piece);
    if (m_position[n] != notOrdered)
        moveUp(n);
    ++m_count[n];
}

void Availability::removeCopy(base::PieceIndex piece)
{
    const std::uint32_t n = base::toNumber(piece);
    if (m_position[n] != notOrdered)
        moveDown(n);
    --m_count[n];
}

void Availability::addAll(const wire::Bitfield &pieces)
{
    if (pieces.all()) {
        ++m_everywhere;
        return;
    }
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        if (pieces.has(base::PieceIndex{i}))
            addCopy(base::PieceIndex{i});
    }
}

void Availability::removeAll(const wire::Bitfield &pieces)
{
    // A remote that completed piece by piece was never folded into m_everywhere; any such fold
    // keeps the sums right, since both sides of it count the same copies.
    if (pieces.all() && m_everywhere > 0) {
        --m_everywhere;
        return;
    }
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        if (pieces.has(base::PieceIndex{i}))
            removeCopy(base::PieceIndex{i});
    }
}

void Availability::assign(std::span<const std::uint16_t> counts,
                          std::span<const std::uint64_t> wanted)
{
    m_everywhere = 0;
    m_groupEnd.assign(1, 0);
    std::ranges::copy(counts, m_count.begin());
    std::ranges::fill(m_position, notOrdered);
    const auto eachWanted = [&](auto visit) {
        for (std::size_t word = 0; word < wanted.size(); ++word) {
            for (std::uint64_t rest = wanted[word]; rest != 0; rest &= rest - 1)
                visit(static_cast<std::uint32_t>(64 * word) + std::countr_zero(rest));
        }
    };
    eachWanted([&](std::uint32_t piece) {
        if (m_groupEnd.size() <= m_count[piece])
            m_groupEnd.resize(m_count[piece] + 1U);
        ++m_groupEnd[m_count[piece]];
    });
    std::partial_sum(m_groupEnd.begin(), m_groupEnd.end(), m_groupEnd.begin());
    m_order.resize(m_groupEnd.empty() ? 0 : m_groupEnd.back());
    // Filled from their ends, the groups' ends become their beginnings: those of the ones before.
    eachWanted([&](std::uint32_t piece) { m_order[--m_groupEnd[m_count[piece]]] = piece; });
    m_groupEnd.push_back(static_cast<std::uint32_t>(m_order.size()));
    m_groupEnd.erase(m_groupEnd.begin());
    for (std::uint32_t count = 0; count < m_groupEnd.size(); ++count)
        m_rng.shuffle(
            std::span(m_order).subspan(groupBegin(count), m_groupEnd[count] - groupBegin(count)));
    for (std::uint32_t at = 0; at < m_order.size(); ++at)
        m_position[m_order[at]] = at;
}

void Availability::setWanted(base::PieceIndex piece, bool wanted)
{
    const std::uint32_t n = base::toNumber(piece);
    if (wanted == isWanted(piece))
        return;
    const std::uint32_t count = m_count[n];
    if (wanted) {
        while (m_groupEnd.size() <= count)
            m_groupEnd.push_back(m_groupEnd.back());
        // A hole at the very end travels down, group by group, to this piece's group.
        m_order.push_back(n);
        auto hole = static_cast<std::uint32_t>(m_order.size() - 1);
        for (std::size_t group = m_groupEnd.size(); group-- > count + 1;) {
            const std::uint32_t first = groupBegin(static_cast<std::uint32_t>(group));
            if (first != hole)
                place(m_order[first], hole);
            hole = first;
            ++m_groupEnd[group];
        }
        ++m_groupEnd[count];
        place(n, hole);
        return;
    }
    std::uint32_t hole = m_position[n];
    for (std::size_t group = count; group < m_groupEnd.size(); ++group) {
        const std::uint32_t last = --m_groupEnd[group];
        if (last != hole)
            place(m_order[last], hole);
        hole = last;
    }
    m_order.pop_back();
    m_position[n] = notOrdered;
}

std::uint32_t Availability::ties(base::PieceIndex piece) const
{
    const std::uint32_t count = m_count[base::toNumber(piece)];
    return m_groupEnd[count] - groupBegin(count);
}

} // namespace swarm

#pragma once

#include "core/sim/occasion.h"
#include "core/wire/message.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace sim {

/// What is too large for an occasion, on its way. Places are used again.
template <typename Parcel> class Parcels
{
public:
    /// A free place; it holds what was there before.
    std::uint32_t take()
    {
        if (m_free.empty()) {
            m_free.push_back(static_cast<std::uint32_t>(m_parcels.size()));
            m_parcels.emplace_back();
        }
        const std::uint32_t place = m_free.back();
        m_free.pop_back();
        return place;
    }
    /// The place of a new one.
    std::uint32_t put(Parcel parcel)
    {
        const std::uint32_t place = take();
        m_parcels[place] = std::move(parcel);
        return place;
    }
    Parcel &operator[](std::uint32_t place) { return m_parcels[place]; }
    /// It will be delivered soon.
    void prefetch(std::uint32_t place) const { __builtin_prefetch(&m_parcels[place]); }
    /// It was delivered.
    void recycle(std::uint32_t place) { m_free.push_back(place); }

private:
    std::vector<Parcel> m_parcels;
    std::vector<std::uint32_t> m_free;
};

/// A message for one peer, which its occasion names, or for several at once. One cache line: there
/// are tens of thousands under way.
struct alignas(64) Letter {
    wire::Message message;
    std::vector<WireEnd> others; ///< receiving ends beside the first
};
static_assert(sizeof(Letter) == 64);

} // namespace sim

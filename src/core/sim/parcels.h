#pragma once

#include "core/sim/occasion.h"
#include "core/wire/announce.h"
#include "core/wire/message.h"

#include <variant>
#include <vector>

namespace sim {

/// What is too large for an occasion, on its way: a message, for one peer or for many at once, or
/// what a peer and the tracker tell each other. Places are used again.
class Parcels
{
public:
    struct Parcel {
        std::variant<wire::Message, wire::AnnounceRequest, wire::AnnounceResponse> content;
        std::vector<WireEnd> to; ///< the receiving ends of a message
    };

    /// A place for one; its list of receivers is empty.
    std::uint32_t put(decltype(Parcel::content) content)
    {
        if (m_free.empty()) {
            m_free.push_back(static_cast<std::uint32_t>(m_parcels.size()));
            m_parcels.emplace_back();
        }
        const std::uint32_t place = m_free.back();
        m_free.pop_back();
        m_parcels[place].content = std::move(content);
        m_parcels[place].to.clear();
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

} // namespace sim

#pragma once

#include "core/sim/arrival.h"
#include "core/sim/stay.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace lab {

/// One way to come or to stay as people write it: its name and the keys that belong to it, in the
/// order in which the command line takes their values.
template <typename Kind> struct KindEntry {
    std::string_view name;
    Kind kind;
    std::array<std::string_view, 2> keys; ///< those it has come first

    [[nodiscard]] std::span<const std::string_view> ownKeys() const
    {
        const auto none = std::ranges::find(keys, std::string_view());
        return {keys.begin(), none};
    }
};

inline constexpr std::array arrivalKinds{
    KindEntry<sim::Arrival::Kind>{"at-once", sim::Arrival::Kind::AtOnce, {}},
    KindEntry<sim::Arrival::Kind>{"spread", sim::Arrival::Kind::Spread, {"span"}},
    KindEntry<sim::Arrival::Kind>{"poisson", sim::Arrival::Kind::Poisson, {"rate"}},
    KindEntry<sim::Arrival::Kind>{"flash-crowd", sim::Arrival::Kind::FlashCrowd, {"rate", "span"}},
    KindEntry<sim::Arrival::Kind>{"trace", sim::Arrival::Kind::Trace, {"trace"}},
};

inline constexpr std::array stayKinds{
    KindEntry<sim::Stay::Kind>{"forever", sim::Stay::Kind::Forever, {}},
    KindEntry<sim::Stay::Kind>{"at-once", sim::Stay::Kind::AtOnce, {}},
    KindEntry<sim::Stay::Kind>{"for", sim::Stay::Kind::For, {"span"}},
    KindEntry<sim::Stay::Kind>{"exponential", sim::Stay::Kind::Exponential, {"span"}},
    KindEntry<sim::Stay::Kind>{"until-ratio", sim::Stay::Kind::UntilRatio, {"ratio"}},
    KindEntry<sim::Stay::Kind>{"abort", sim::Stay::Kind::Abort, {"ratio"}},
    KindEntry<sim::Stay::Kind>{
        "announcements", sim::Stay::Kind::Announcements, {"span", "interest"}},
    KindEntry<sim::Stay::Kind>{"crash", sim::Stay::Kind::Crash, {"span"}},
};

} // namespace lab

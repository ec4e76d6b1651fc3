#pragma once

#include "core/swarm/choker.h"
#include "core/swarm/piecepicker.h"

#include <memory>
#include <span>
#include <string_view>

namespace swarm {

/// A policy as people choose it: what command line, combo boxes, scenario files and docs read.
template <typename Policy> struct PolicyEntry {
    std::string_view name; ///< as it is typed
    std::string_view summary; ///< one sentence
    std::string_view source; ///< where it was published
    std::unique_ptr<Policy> (*make)();
};

/// Every piece picker there is; the first is the default.
std::span<const PolicyEntry<PiecePicker>> pickers();
/// Every choker there is; the first is the default.
std::span<const PolicyEntry<Choker>> chokers();

/// The policy of that name; null when there is none.
std::unique_ptr<PiecePicker> makePicker(std::string_view name);
std::unique_ptr<Choker> makeChoker(std::string_view name);

} // namespace swarm

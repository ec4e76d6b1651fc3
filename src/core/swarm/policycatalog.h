#pragma once

#include "core/base/choice.h"
#include "core/swarm/choker.h"
#include "core/swarm/peerconfig.h"
#include "core/swarm/piecepicker.h"

#include <memory>
#include <span>
#include <string_view>

namespace swarm {

/// A policy as people choose it, and what makes one.
template <typename Policy> using PolicyEntry = base::Choice<std::unique_ptr<Policy> (*)()>;

/// Every piece picker there is; the first is the default.
std::span<const PolicyEntry<PiecePicker>> pickers();
/// Every choker there is; the first is the default.
std::span<const PolicyEntry<Choker>> chokers();
/// What may take a choker's place once a peer has everything. Without a choice the choker itself
/// goes on, tit-for-tat as fastest-upload.
std::span<const PolicyEntry<Choker>> seedChokers();
/// Every way to offer what one has from the start; the first is the default.
std::span<const base::Choice<Seeding>> seedings();

/// The policy of that name; null when there is none.
std::unique_ptr<PiecePicker> makePicker(std::string_view name);
std::unique_ptr<Choker> makeChoker(std::string_view name);
std::unique_ptr<Choker> makeSeedChoker(std::string_view name);

} // namespace swarm

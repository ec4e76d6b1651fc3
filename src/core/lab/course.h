#pragma once

#include "core/lab/observation.h"

#include <optional>
#include <span>

/// What the course of a trial over time says, from its samples. Nothing where there is nothing to
/// see: no samples, no copies counted, too few times.
namespace lab {

/// The least-squares slope of the leechers over the second half of the samples, peers/s.
std::optional<double> growth(const Observation &trial);

/// When the rarest piece first had two copies, s: the end of the transient state, in which it is
/// only at the seed (Legout, Urvoy-Keller and Michiardi 2006).
std::optional<double> transientTime(const Observation &trial);

/// The least copies of the rarest piece after transientTime().
std::optional<double> steadyAvailability(const Observation &trial);

/// The last time at which every piece had a copy, s: how long the content could be had.
std::optional<double> lifetime(const Observation &trial);

/// The seeds' part of those that take part, mean over the samples at which every piece had a copy.
std::optional<double> seedShare(const Observation &trial);

/// Standard deviation over mean of the times between neighbours in `sorted` (the coefficient of
/// variation): 0 for a clock, 1 for a Poisson stream, more for bursts. At least three times.
std::optional<double> gapVariation(std::span<const double> sorted);

} // namespace lab

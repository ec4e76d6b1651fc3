#pragma once

#include <span>
#include <string_view>

namespace lab {

/// What a theory needs to know.
struct TheoryParameter {
    std::string_view symbol; ///< as in the formula
    std::string_view unit; ///< "" for a number
    std::string_view meaning; ///< a few words
};

/// A formula as people choose it: what charts overlay and docs/theory.md lists.
struct Theory {
    std::string_view name; ///< as it is typed
    std::string_view formula;
    std::string_view source; ///< where it was published
    std::string_view unit; ///< of the value
    std::span<const TheoryParameter> parameters;
    /// One argument a parameter, in their order.
    double (*value)(std::span<const double> arguments);
};

/// Every theory there is.
std::span<const Theory> theories();
/// The one of that name; null when there is none.
const Theory *findTheory(std::string_view name);

} // namespace lab

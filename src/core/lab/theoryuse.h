#pragma once

#include "core/lab/theory.h"

#include <string>
#include <vector>

namespace lab {

/// A theory that a scenario sets beside what is measured, with what its parameters are there.
struct TheoryUse {
    const Theory *theory = nullptr; ///< one of theories(); never null once read
    std::string metric; ///< a name of metrics(): what the theory predicts
    std::vector<double> arguments; ///< one a parameter, in their order and units

    [[nodiscard]] double value() const { return theory->value(arguments); }
};

} // namespace lab

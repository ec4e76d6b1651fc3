#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace lab {

/// A number, or why there is none: a sentence without a final period.
using Number = tl::expected<double, std::string>;

/// Works out "(1 - a) / b": sums, differences, products and quotients of operands, with spaces
/// around each operator, and parentheses. `operand` tells the number of whatever else stands there;
/// what stands in square brackets is part of it. Longer texts than 500 characters are refused.
Number evaluate(std::string_view text, const std::function<Number(std::string_view)> &operand);

} // namespace lab

#include "core/lab/value.h"

#include <fmt/format.h>

namespace lab {

namespace {

struct Shown {
    std::string operator()(bool value) const { return value ? "true" : "false"; }
    std::string operator()(const std::string &value) const { return value; }
    template <typename Number> std::string operator()(Number value) const
    {
        return fmt::format("{}", value);
    }
};

} // namespace

std::string textOf(const Value &value)
{
    return std::visit(Shown{}, value);
}

} // namespace lab

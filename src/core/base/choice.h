#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace base {

/// One of several values as people choose it: what command line, combo boxes, scenario files and
/// docs read.
template <typename Value> struct Choice {
    std::string_view name; ///< as it is typed
    std::string_view summary; ///< one sentence
    std::string_view source; ///< where it was published
    std::string_view parameters; ///< its numbers with their units; empty when it has none
    Value value;
};

/// The names of a table of choices, in its order.
template <typename Table> std::vector<std::string_view> namesOf(const Table &table)
{
    std::vector<std::string_view> names;
    for (const auto &choice : table)
        names.push_back(choice.name);
    return names;
}

} // namespace base

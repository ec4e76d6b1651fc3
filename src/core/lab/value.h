#pragma once

#include <cstdint>
#include <string>
#include <variant>

namespace lab {

/// What one key of a scenario file can be set to.
using Value = std::variant<bool, std::int64_t, double, std::string>;

/// The value as a table shows it: a text without its quotes.
std::string textOf(const Value &value);

/// A key of a scenario file, by its path, and what it is set to.
struct Assignment {
    std::string path; ///< "content.size", "group[leechers].up", see tomlpath.h
    Value value;

    bool operator==(const Assignment &) const = default;
};

} // namespace lab

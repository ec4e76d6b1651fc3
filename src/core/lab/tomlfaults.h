#pragma once

#include "core/base/expected.h"

#include <map>
#include <optional>
#include <string>
#include <toml++/toml.h>

namespace lab {

/// Where the keys of a TOML file stand, and the first thing that is wrong with them. What is
/// missing comes after everything else: it is often there under a misspelt key.
class TomlFaults
{
public:
    explicit TomlFaults(std::string file)
        : m_file(std::move(file))
    {
    }

    /// That key ("group[0].arrival.rate") stands there.
    void place(const std::string &key, toml::source_position position) { m_places[key] = position; }
    /// That key is wrong; one that was never placed is taken to be where its table or the
    /// file begins.
    void wrong(const std::string &key, const std::string &detail);
    void missing(const std::string &key);

    /// The fault to tell, if any: "file:line:column: key" and what is wrong.
    [[nodiscard]] const std::optional<base::Error> &first() const { return m_first; }

private:
    struct Rank {
        bool missing = false;
        toml::source_position at;
    };
    [[nodiscard]] toml::source_position placeOf(std::string key) const;
    void add(const std::string &key, const std::string &detail, bool missing);

    std::string m_file;
    std::map<std::string, toml::source_position> m_places;
    std::optional<base::Error> m_first;
    Rank m_rank;
};

/// "file:line:column"; nothing for what stands in no file.
std::string whereOf(const std::string &file, toml::source_position position);

} // namespace lab

#pragma once

#include "core/base/expected.h"
#include "core/base/time.h"
#include "core/lab/tomlfaults.h"
#include "core/lab/value.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <toml++/toml.h>
#include <vector>

namespace lab {

/// A table of a TOML file, read key by key. Each read leaves its target alone when the key is not
/// there, and tells the faults what is wrong with it. When all are read, `refuseOthers` finds the
/// keys nobody asked for.
class TomlTable
{
public:
    /// `path` is the table's own key, empty for the whole file; both must outlive the reading.
    TomlTable(const toml::table &table, std::string path, TomlFaults &faults);

    [[nodiscard]] bool has(std::string_view key) const { return m_table->contains(key); }
    [[nodiscard]] bool isText(std::string_view key) const;
    [[nodiscard]] bool isTable(std::string_view key) const;
    /// Every key, sorted.
    [[nodiscard]] std::vector<std::string_view> keys() const;
    /// The whole path of a key of this table.
    [[nodiscard]] std::string pathOf(std::string_view key) const;

    void text(std::string_view key, std::string &to);
    void flag(std::string_view key, bool &to);
    void number(std::string_view key, double &to);
    template <typename Number>
    void whole(std::string_view key, Number &to,
               std::uint64_t most = std::numeric_limits<Number>::max());
    void size(std::string_view key, std::uint64_t &to); ///< bytes: "10 MB"
    void rate(std::string_view key, double &to); ///< bytes a second: "1 Mbit/s"
    void frequency(std::string_view key, double &to); ///< times a second: "2/s"
    void duration(std::string_view key, base::Duration &to); ///< "30 s"
    void texts(std::string_view key, std::vector<std::string> &to);
    void durations(std::string_view key, std::vector<base::Duration> &to);
    /// A list of texts, numbers and truth values; empty when it is none.
    [[nodiscard]] std::vector<Value> scalars(std::string_view key);
    void matrix(std::string_view key, std::vector<std::vector<base::Duration>> &to);
    /// The index of the name that stands there; nothing when it is missing or none of them.
    std::optional<std::size_t> choice(std::string_view key,
                                      const std::vector<std::string_view> &names);

    /// The table of that key; an empty one when it is not there.
    [[nodiscard]] TomlTable table(std::string_view key);
    /// The tables of `[[key]]`, in their order.
    [[nodiscard]] std::vector<TomlTable> tables(std::string_view key);

    void wrong(std::string_view key, const std::string &detail)
    {
        m_faults->wrong(pathOf(key), detail);
    }
    /// The key must be there.
    void require(std::string_view key);
    /// Keys that were not asked for are faults.
    void refuseOthers();

private:
    const toml::node *find(std::string_view key);
    std::uint64_t wholeUpTo(std::string_view key, std::uint64_t otherwise, std::uint64_t most);
    void durationsOf(const toml::array &from, std::string_view key,
                     std::vector<base::Duration> &to);

    const toml::table *m_table;
    std::string m_path;
    TomlFaults *m_faults;
    std::vector<std::string_view> m_asked;
};

template <typename Number>
void TomlTable::whole(std::string_view key, Number &to, std::uint64_t most)
{
    to = static_cast<Number>(wholeUpTo(key, to, most));
}

} // namespace lab

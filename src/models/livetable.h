#pragma once

#include "models/snapshottablemodel.h"
#include "models/sortedtable.h"

namespace models {

/// A table of plain rows together with the sorted list that a view shows of it.
template <typename Row> class LiveTable
{
public:
    explicit LiveTable(std::span<const Column<Row>> columns)
        : m_table(columns, nullptr)
        , m_sorted(&m_table)
    {
    }

    /// Shows these rows, in any order; of rows with one key the first.
    void apply(std::vector<Row> rows)
    {
        std::ranges::stable_sort(rows, {}, &Row::key);
        const auto same = std::ranges::unique(rows, {}, &Row::key);
        rows.erase(same.begin(), same.end());
        m_table.apply(std::move(rows));
    }

    [[nodiscard]] const std::vector<Row> &rows() const { return m_table.rows(); }
    [[nodiscard]] SortedTable *sorted() { return &m_sorted; }

private:
    SnapshotTableModel<Row> m_table;
    SortedTable m_sorted;
};

} // namespace models

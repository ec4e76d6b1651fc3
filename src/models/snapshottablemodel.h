#pragma once

#include "models/columntable.h"

#include <QCoreApplication>

#include <algorithm>
#include <span>
#include <vector>

namespace models {

/// A table of plain rows sorted by `Row::key()`, fed with whole new states.
///
/// apply() merges a state into the shown rows with the fewest insert, remove and dataChanged
/// ranges; the model is never reset, so that selection and scroll position survive. Sorting and
/// filtering are the business of proxies.
template <typename Row> class SnapshotTableModel : public ColumnTable
{
public:
    SnapshotTableModel(std::span<const Column<Row>> columns, QObject *parent)
        : ColumnTable(parent)
        , m_columns(columns)
    {
    }

    /// Makes `next`, sorted by key without duplicates, the shown state.
    void apply(std::vector<Row> next)
    {
        removeMissing(next);
        insertNew(next);
        updateChanged(std::move(next));
    }

    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    [[nodiscard]] std::span<const Column<Row>> columns() const { return m_columns; }

    [[nodiscard]] QList<ColumnInfo> columnInfos() const override
    {
        QList<ColumnInfo> infos;
        for (const Column<Row> &column : m_columns) {
            const QString tip = QCoreApplication::translate("Column", column.tooltip);
            const QString unit = QString::fromUtf8(column.unit);
            infos.append({.key = QString::fromUtf8(column.key),
                          .header = QCoreApplication::translate("Column", column.header),
                          .tooltip = unit.isEmpty() ? tip : tip + QStringLiteral(" [%1]").arg(unit),
                          .number = column.kind == CellKind::Number,
                          .bar = column.kind == CellKind::Bar,
                          .characters = column.characters});
        }
        return infos;
    }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }

    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
            return {};
        const Row &row = m_rows[static_cast<std::size_t>(index.row())];
        const Column<Row> &column = m_columns[static_cast<std::size_t>(index.column())];
        if (role == Qt::DisplayRole)
            return column.text(row);
        if (role == SortRole)
            return column.sortKey(row);
        if (role == KeyRole)
            return keyText(row);
        if (role == Qt::TextAlignmentRole)
            return int(Qt::AlignVCenter
                       | (column.kind == CellKind::Number ? Qt::AlignRight : Qt::AlignLeft));
        const auto byKey = static_cast<std::size_t>(role - FirstColumnRole);
        if (role >= FirstColumnRole && byKey < m_columns.size())
            return m_columns[byKey].text(row);
        return extraData(row, role);
    }

    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        const ColumnInfo info = columnInfos().at(section);
        if (role == Qt::DisplayRole)
            return info.header;
        return role == Qt::ToolTipRole ? QVariant(info.tooltip) : QVariant();
    }

    [[nodiscard]] QHash<int, QByteArray> roleNames() const override
    {
        QHash<int, QByteArray> names = QAbstractTableModel::roleNames();
        names.insert(SortRole, "sortKey");
        names.insert(KeyRole, "rowKey");
        for (std::size_t i = 0; i < m_columns.size(); ++i)
            names.insert(FirstColumnRole + static_cast<int>(i), m_columns[i].key);
        int role = FirstExtraRole;
        for (const char *name : extraRoles())
            names.insert(role++, name);
        return names;
    }

protected:
    /// Names of roles that are no columns, numbered from FirstExtraRole.
    [[nodiscard]] virtual std::vector<const char *> extraRoles() const { return {}; }
    /// Their values.
    [[nodiscard]] virtual QVariant extraData(const Row & /*row*/, int /*role*/) const { return {}; }

private:
    static QVariant keyText(const Row &row)
    {
        if constexpr (requires { row.keyText(); })
            return row.keyText();
        else
            return QString();
    }

    static bool contains(const std::vector<Row> &rows, const Row &wanted)
    {
        return std::ranges::binary_search(rows, wanted.key(), {}, &Row::key);
    }

    void removeMissing(const std::vector<Row> &next)
    {
        for (std::size_t end = m_rows.size(); end > 0;) {
            std::size_t begin = end;
            while (begin > 0 && !contains(next, m_rows[begin - 1]))
                --begin;
            if (begin == end) {
                --end;
                continue;
            }
            beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
            m_rows.erase(m_rows.begin() + static_cast<std::ptrdiff_t>(begin),
                         m_rows.begin() + static_cast<std::ptrdiff_t>(end));
            endRemoveRows();
            end = begin;
        }
    }

    void insertNew(const std::vector<Row> &next)
    {
        for (std::size_t at = 0; at < next.size(); ++at) {
            std::size_t end = at;
            while (end < next.size()
                   && (at >= m_rows.size() || next[end].key() != m_rows[at].key()))
                ++end;
            if (end == at)
                continue;
            beginInsertRows({}, static_cast<int>(at), static_cast<int>(end) - 1);
            m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(at),
                          next.begin() + static_cast<std::ptrdiff_t>(at),
                          next.begin() + static_cast<std::ptrdiff_t>(end));
            endInsertRows();
            at = end - 1;
        }
    }

    void updateChanged(std::vector<Row> next)
    {
        const std::size_t count = next.size();
        for (std::size_t at = 0; at < count;) {
            const std::size_t begin = at;
            while (at < count && next[at] != m_rows[at]) {
                m_rows[at] = std::move(next[at]);
                ++at;
            }
            if (at == begin)
                ++at;
            else
                Q_EMIT dataChanged(index(static_cast<int>(begin), 0),
                                   index(static_cast<int>(at) - 1, columnCount() - 1));
        }
    }

    std::span<const Column<Row>> m_columns;
    std::vector<Row> m_rows;
};

} // namespace models

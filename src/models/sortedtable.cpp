#include "models/sortedtable.h"

namespace models {

SortedTable::SortedTable(ColumnTable *table, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_table(table)
{
    setSortRole(ColumnTable::SortRole);
    setSourceModel(table);
    sort(0);
    connect(this, &QAbstractItemModel::rowsInserted, this, &SortedTable::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &SortedTable::countChanged);
}

QVariantList SortedTable::columns() const
{
    QVariantList infos;
    for (const ColumnInfo &info : m_table->columnInfos())
        infos.append(QVariant::fromValue(info));
    return infos;
}

void SortedTable::setFilterText(const QString &text)
{
    if (m_filter == text)
        return;
    m_filter = text;
    invalidateRowsFilter();
    Q_EMIT filterTextChanged();
}

void SortedTable::toggleSort(int column)
{
    const bool again = column == sortColumn() && sortOrder() == Qt::AscendingOrder;
    sort(column, again ? Qt::DescendingOrder : Qt::AscendingOrder);
    Q_EMIT sortingChanged();
}

QString SortedTable::keyAt(int row) const
{
    return index(row, 0).data(ColumnTable::KeyRole).toString();
}

int SortedTable::rowOf(const QString &key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (keyAt(row) == key)
            return row;
    }
    return -1;
}

bool SortedTable::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_filter.isEmpty())
        return true;
    for (int column = 0; column < m_table->columnCount(parent); ++column) {
        if (m_table->index(row, column).data().toString().contains(m_filter, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool SortedTable::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(ColumnTable::SortRole);
    const QVariant b = right.data(ColumnTable::SortRole);
    const QPartialOrdering order = QVariant::compare(a, b);
    if (order == QPartialOrdering::Equivalent)
        return descending() ? left.row() > right.row() : left.row() < right.row();
    return order == QPartialOrdering::Less;
}

} // namespace models

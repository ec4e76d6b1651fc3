#include "models/peerlistmodel.h"

#include "models/peertablemodel.h"

namespace models {

PeerListModel::PeerListModel(PeerTableModel *table, Part part, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_table(table)
    , m_part(part)
{
    setSortRole(PeerTableModel::SortRole);
    setSourceModel(table);
    sort(0);
    connect(this, &QAbstractItemModel::rowsInserted, this, &PeerListModel::countChanged);
    connect(this, &QAbstractItemModel::rowsRemoved, this, &PeerListModel::countChanged);
}

QVariantList PeerListModel::columns() const
{
    QVariantList infos;
    for (const ColumnInfo &info : m_table->columnInfos())
        infos.append(QVariant::fromValue(info));
    return infos;
}

void PeerListModel::setFilterText(const QString &text)
{
    if (m_filter == text)
        return;
    m_filter = text;
    invalidateRowsFilter();
    Q_EMIT filterTextChanged();
}

void PeerListModel::toggleSort(int column)
{
    const bool again = column == sortColumn() && sortOrder() == Qt::AscendingOrder;
    sort(column, again ? Qt::DescendingOrder : Qt::AscendingOrder);
    Q_EMIT sortingChanged();
}

QString PeerListModel::keyAt(int row) const
{
    return index(row, 0).data(PeerTableModel::KeyRole).toString();
}

int PeerListModel::rowOf(const QString &key) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (keyAt(row) == key)
            return row;
    }
    return -1;
}

bool PeerListModel::filterAcceptsRow(int row, const QModelIndex & /*parent*/) const
{
    const PeerEntry &peer = m_table->rows()[static_cast<std::size_t>(row)];
    if (peer.seed != (m_part == Part::Seeds))
        return false;
    if (m_filter.isEmpty())
        return true;
    return std::ranges::any_of(m_table->columns(), [&](const Column<PeerEntry> &column) {
        return column.text(peer).contains(m_filter, Qt::CaseInsensitive);
    });
}

bool PeerListModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(PeerTableModel::SortRole);
    const QVariant b = right.data(PeerTableModel::SortRole);
    const QPartialOrdering order = QVariant::compare(a, b);
    if (order == QPartialOrdering::Equivalent)
        return descending() ? left.row() > right.row() : left.row() < right.row();
    return order == QPartialOrdering::Less;
}

} // namespace models

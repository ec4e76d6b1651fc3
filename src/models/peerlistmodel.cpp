#include "models/peerlistmodel.h"

#include "models/peertablemodel.h"

namespace models {

PeerListModel::PeerListModel(PeerTableModel *table, Part part, QObject *parent)
    : SortedTable(table, parent)
    , m_table(table)
    , m_part(part)
{
    invalidateRowsFilter();
}

bool PeerListModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const PeerEntry &peer = m_table->rows()[static_cast<std::size_t>(row)];
    return peer.seed == (m_part == Part::Seeds) && SortedTable::filterAcceptsRow(row, parent);
}

} // namespace models

#pragma once

#include "models/column.h"

#include <QAbstractTableModel>

namespace models {

/// A table whose columns describe themselves: what proxies and views need to know of any
/// SnapshotTableModel, whatever its rows are.
class ColumnTable : public QAbstractTableModel
{
    Q_OBJECT
public:
    /// Roles beyond Qt's own. Each column also has a role named by its key, from FirstColumnRole
    /// on.
    enum Role {
        SortRole = Qt::UserRole, ///< "sortKey": what to compare, see Column::sortKey
        KeyRole, ///< "rowKey": the row's key as text, empty where the rows have none
        FirstExtraRole, ///< what the subclass names
        FirstColumnRole = Qt::UserRole + 64,
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// The columns as views want them.
    [[nodiscard]] virtual QList<ColumnInfo> columnInfos() const = 0;
};

} // namespace models

#pragma once

#include "models/columntable.h"

#include <QSortFilterProxyModel>
#include <QtQml/qqmlregistration.h>

namespace models {

/// A ColumnTable sorted by one of its columns and narrowed by a text. Rows that are equal keep the
/// order of their keys.
class SortedTable : public QSortFilterProxyModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("controllers have them")
    Q_PROPERTY(QVariantList columns READ columns CONSTANT)
    Q_PROPERTY(QString filterText READ filterText WRITE setFilterText NOTIFY filterTextChanged)
    Q_PROPERTY(int sortedBy READ sortedBy NOTIFY sortingChanged)
    Q_PROPERTY(bool descending READ descending NOTIFY sortingChanged)
    Q_PROPERTY(int count READ count NOTIFY countChanged)
public:
    explicit SortedTable(ColumnTable *table, QObject *parent = nullptr);

    /// A ColumnInfo a column.
    [[nodiscard]] QVariantList columns() const;
    [[nodiscard]] QString filterText() const { return m_filter; }
    /// Keeps the rows of which some column holds `text`, of either case.
    void setFilterText(const QString &text);
    [[nodiscard]] int sortedBy() const { return sortColumn(); }
    [[nodiscard]] bool descending() const { return sortOrder() == Qt::DescendingOrder; }
    [[nodiscard]] int count() const { return rowCount(); }

    /// Sorts by the column; the second time in a row the other way round.
    Q_INVOKABLE void toggleSort(int column);
    /// The key of a row, empty when there is no such row.
    Q_INVOKABLE QString keyAt(int row) const;
    /// The row of a key, -1 when it is not in this list.
    Q_INVOKABLE int rowOf(const QString &key) const;

Q_SIGNALS:
    void filterTextChanged();
    void sortingChanged();
    void countChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    ColumnTable *m_table;
    QString m_filter;
};

} // namespace models

#include "core/base/rng.h"
#include "models/snapshottablemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest/QTest>

#include <array>

namespace {

struct Row {
    int id = 0;
    int value = 0;
    [[nodiscard]] int key() const { return id; }
    bool operator==(const Row &) const = default;
};

constexpr std::array<models::Column<Row>, 2> rowColumns{{
    {"id", "Id", "", "Its number", models::CellKind::Number, 4,
     [](const Row &row) { return QString::number(row.id); },
     [](const Row &row) { return QVariant(row.id); }},
    {"value", "Value", "bytes", "Its value", models::CellKind::Words, 4,
     [](const Row &row) { return QString::number(row.value); },
     [](const Row &row) { return QVariant(row.value); }},
}};

class RowModel : public models::SnapshotTableModel<Row>
{
public:
    RowModel()
        : SnapshotTableModel(rowColumns, nullptr)
    {
    }
};

std::vector<Row> randomRows(base::Rng &rng)
{
    std::vector<Row> rows;
    for (int id = 0; id < 40; ++id) {
        if (rng.below(3) > 0)
            rows.push_back({id, static_cast<int>(rng.below(3))});
    }
    return rows;
}

} // namespace

class SnapshotTableModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsAnyStateItIsGivenWithoutReset()
    {
        RowModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        base::Rng rng(11);
        for (int round = 0; round < 300; ++round) {
            const std::vector<Row> rows = randomRows(rng);
            model.apply(rows);
            QVERIFY(model.rows() == rows);
        }
        QCOMPARE(resets.count(), 0);
    }

    void tellsOneRangeForNeighbours()
    {
        RowModel model;
        model.apply({{1, 0}, {2, 0}, {3, 0}, {4, 0}, {7, 0}});
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.apply({{1, 5}, {2, 5}, {5, 0}, {6, 0}, {7, 0}});
        QCOMPARE(removed.count(), 1);
        QCOMPARE(removed.at(0).at(1).toInt(), 2);
        QCOMPARE(removed.at(0).at(2).toInt(), 3);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted.at(0).at(1).toInt(), 2);
        QCOMPARE(inserted.at(0).at(2).toInt(), 3);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 0);
        QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 1);
    }

    void saysNothingWhenNothingChanged()
    {
        RowModel model;
        model.apply({{1, 0}, {2, 0}});
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.apply({{1, 0}, {2, 0}});
        QCOMPARE(changed.count(), 0);
    }

    void takesHeadersAndRolesFromTheColumns()
    {
        RowModel model;
        model.apply({{3, 8}});
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("Value"));
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString(),
                 QStringLiteral("Its value [bytes]"));
        const int role = model.roleNames().key("value");
        QCOMPARE(model.index(0, 0).data(role).toString(), QStringLiteral("8"));
        QVERIFY(model.index(0, 0).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    }
};

QTEST_GUILESS_MAIN(SnapshotTableModelTest)
#include "tst_snapshottablemodel.moc"

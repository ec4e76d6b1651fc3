#include "models/eventlogmodel.h"
#include "models/logfilter.h"

#include <QAbstractItemModelTester>
#include <QtTest/QTest>

using models::EventLogModel;
using models::LogFilter;

namespace {

std::vector<lab::LogLine> lines(std::uint64_t first, std::uint64_t last)
{
    std::vector<lab::LogLine> all;
    for (std::uint64_t sequence = first; sequence <= last; ++sequence) {
        lab::LogLine line;
        line.sequence = sequence;
        line.peer = static_cast<std::uint32_t>(sequence % 5);
        line.subsystem = sequence % 2 == 0 ? "choke" : "piece";
        line.text = "line " + std::to_string(sequence);
        line.level = sequence % 10 == 0 ? lab::LogLevel::Warning : lab::LogLevel::Detail;
        all.push_back(line);
    }
    return all;
}

} // namespace

class EventLogModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesOnlyNewLinesFromOverlappingSnapshots()
    {
        EventLogModel log;
        const QAbstractItemModelTester tester(
            &log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        log.append(lines(1, 10));
        log.append(lines(5, 14));
        log.append(lines(5, 14));
        QCOMPARE(log.rowCount(), 14);
        for (int row = 0; row < 14; ++row)
            QCOMPARE(log.line(row).sequence, std::uint64_t(row + 1));
    }

    void keepsABoundedNumberOfLines()
    {
        EventLogModel log;
        const QAbstractItemModelTester tester(
            &log, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (std::uint64_t first = 1; first < 20'000; first += 2'000)
            log.append(lines(first, first + 1'999));
        QCOMPARE(log.rowCount(), static_cast<int>(EventLogModel::capacity));
        QCOMPARE(log.line(log.rowCount() - 1).sequence, std::uint64_t(20'000));
    }

    void clearForgetsTheOldAndTakesTheNew()
    {
        EventLogModel log;
        log.append(lines(1, 10));
        log.clear();
        log.append(lines(1, 12));
        QCOMPARE(log.rowCount(), 2);
        log.restart();
        log.append(lines(1, 3));
        QCOMPARE(log.rowCount(), 3);
    }

    void filtersByLevelSubsystemAndText()
    {
        EventLogModel log;
        LogFilter filter(&log);
        const QAbstractItemModelTester tester(
            &filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
        log.append(lines(1, 100));
        QCOMPARE(filter.subsystems(),
                 QStringList({QStringLiteral("choke"), QStringLiteral("piece")}));
        filter.setMinimumLevel(static_cast<int>(lab::LogLevel::Warning));
        QCOMPARE(filter.rowCount(), 10);
        filter.setMinimumLevel(0);
        filter.setSubsystem(QStringLiteral("piece"));
        QCOMPARE(filter.rowCount(), 50);
        filter.setSubsystem({});
        filter.setText(QStringLiteral("LINE 10"));
        QCOMPARE(filter.rowCount(), 2);
        filter.setText(QStringLiteral("peer 3"));
        QCOMPARE(filter.rowCount(), 20);
        QCOMPARE(filter.plainText().count(QLatin1Char('\n')), 20);
    }
};

QTEST_GUILESS_MAIN(EventLogModelTest)
#include "tst_eventlogmodel.moc"

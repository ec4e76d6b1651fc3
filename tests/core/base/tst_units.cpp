#include "core/base/units.h"

#include <QTest>

using namespace std::chrono_literals;

class TestUnits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsBytesInBothFamiliesOfUnits()
    {
        QCOMPARE(base::parseBytes("256KiB").value(), 262'144U);
        QCOMPARE(base::parseBytes("10MB").value(), 10'000'000U);
        QCOMPARE(base::parseBytes("1.5 MiB").value(), 1'572'864U);
        QCOMPARE(base::parseBytes("500kb").value(), 500'000U);
        QCOMPARE(base::parseBytes("2TiB").value(), std::uint64_t{2} << 40);
        QCOMPARE(base::parseBytes("4096").value(), 4096U);
        QCOMPARE(base::parseBytes("0").value(), 0U);
        QCOMPARE(base::parseBytes("12 B").value(), 12U);
    }

    void readsRates()
    {
        QCOMPARE(base::parseRate("500kB/s").value(), 500'000U);
        QCOMPARE(base::parseRate("1.5 MiB/s").value(), 1'572'864U);
        QCOMPARE(base::parseRate("1MiB").value(), 1'048'576U);
        QCOMPARE(base::parseRate("10 Mbit/s").value(), 1'250'000U);
        QCOMPARE(base::parseRate("8kbit/s").value(), 1'000U);
        QVERIFY(!base::parseBytes("8kbit"));
        QVERIFY(!base::parseRate("1MiB/h"));
        QVERIFY(!base::parseRate("1MiB/s/s"));
    }

    void readsFrequencies()
    {
        QCOMPARE(base::parseFrequency("2/s").value(), 2.0);
        QCOMPARE(base::parseFrequency("0.5 /s").value(), 0.5);
        QCOMPARE(base::parseFrequency("30/min").value(), 0.5);
        QCOMPARE(base::parseFrequency("9/h").value(), 0.0025);
        for (const char *text : {"", "2", "/s", "2/", "2s", "-1/s", "2/parsec", "2/s/s"})
            QVERIFY2(!base::parseFrequency(text), text);
    }

    void readsSpansOfTime()
    {
        QCOMPARE(base::parseDuration("30s").value(), base::Duration(30s));
        QCOMPARE(base::parseDuration("5m").value(), base::Duration(5min));
        QCOMPARE(base::parseDuration("1h30m").value(), base::Duration(90min));
        QCOMPARE(base::parseDuration("1 h 5 min").value(), base::Duration(65min));
        QCOMPARE(base::parseDuration("250ms").value(), base::Duration(250ms));
        QCOMPARE(base::parseDuration("90").value(), base::Duration(90s));
        QCOMPARE(base::parseDuration("0.5s").value(), base::Duration(500ms));
    }

    void refusesWhatIsNoQuantity()
    {
        for (const char *text : {"", "KiB", "-1", "+1", "1e9", "1,5MB", "10 parsecs", "inf", "nan",
                                 "0x10", "99999999TiB", "1MB 2", ".5MB", "1KiBB"})
            QVERIFY2(!base::parseBytes(text), text);
        for (const char *text : {"", "s", "-5s", "1y", "99999999999d", "1h x"})
            QVERIFY2(!base::parseDuration(text), text);
        QCOMPARE(base::parseBytes("10 parsecs").error().code, base::ErrorCode::Usage);
    }

    void writesBytesForPeople()
    {
        QCOMPARE(base::formatBytes(0), std::string("0 B"));
        QCOMPARE(base::formatBytes(999), std::string("999 B"));
        QCOMPARE(base::formatBytes(1536), std::string("1.5 KiB"));
        QCOMPARE(base::formatBytes(262'144), std::string("256 KiB"));
        QCOMPARE(base::formatBytes(700 * 1024 * 1024ULL), std::string("700 MiB"));
        QCOMPARE(base::formatBytes(1000 * 1024), std::string("0.98 MiB"));
        QCOMPARE(base::formatBytes(~std::uint64_t{0}), std::string("16 EiB"));
        QCOMPARE(base::formatRate(1024), std::string("1 KiB/s"));
    }

    void writesCountsForPeople()
    {
        QCOMPARE(base::formatCount(0), std::string("0"));
        QCOMPARE(base::formatCount(950), std::string("950"));
        QCOMPARE(base::formatCount(12'340), std::string("12.3 k"));
        QCOMPARE(base::formatCount(1.5e6), std::string("1.5 M"));
    }

    void writesSpansOfTimeForPeople()
    {
        QCOMPARE(base::formatDuration(250ms), std::string("250 ms"));
        QCOMPARE(base::formatDuration(12'340ms), std::string("12.3 s"));
        QCOMPARE(base::formatDuration(59'999ms), std::string("59.9 s"));
        QCOMPARE(base::formatDuration(330s), std::string("5 min 30 s"));
        QCOMPARE(base::formatDuration(65min), std::string("1 h 5 min"));
        QCOMPARE(base::formatDuration(51h), std::string("2 d 3 h"));
        QCOMPARE(base::formatDuration(24h), std::string("1 d"));
    }
};

QTEST_APPLESS_MAIN(TestUnits)
#include "tst_units.moc"

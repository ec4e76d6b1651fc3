#include "models/quantity.h"
#include "models/samplecontent.h"
#include "models/startform.h"
#include "support/sandbox.h"

#include <QUrl>
#include <QtTest/QTest>

using models::StartForm;

class StartFormTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsRatesAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("rate"); // -1: not a rate
        QTest::newRow("binary") << "512 KiB/s" << qint64(512 * 1024);
        QTest::newRow("letter") << "2m" << qint64(2 * 1024 * 1024);
        QTest::newRow("decimal") << "3 MB/s" << qint64(3'000'000);
        QTest::newRow("fraction") << "1.5 MiB" << qint64(1'572'864);
        QTest::newRow("bytes") << "800" << qint64(800);
        QTest::newRow("nothing") << "" << qint64(0);
        QTest::newRow("unlimited") << "Unlimited" << qint64(0);
        QTest::newRow("negative") << "-5 KiB/s" << qint64(-1);
        QTest::newRow("word") << "fast" << qint64(-1);
        QTest::newRow("huge") << "9999 TiB/s" << qint64(-1);
        QTest::newRow("two numbers") << "5 6" << qint64(-1);
    }

    void readsRatesAsPeopleTypeThem()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, rate);
        const auto parsed = models::parseRate(text);
        QCOMPARE(parsed ? static_cast<qint64>(*parsed) : qint64(-1), rate);
    }

    void writesSharesAndRatesHonestly()
    {
        QCOMPARE(models::shareText(0.9999), QStringLiteral("99\u00a0%"));
        QCOMPARE(models::shareText(1), QStringLiteral("100\u00a0%"));
        QCOMPARE(models::shareText(0.0001), QStringLiteral("1\u00a0%"));
        QCOMPARE(models::rateText(0), QStringLiteral("–"));
        QCOMPARE(models::bytesText(16.0 * 1024 * 1024), QStringLiteral("16\u00a0MiB"));
        QCOMPARE(models::durationText(3'665), QStringLiteral("1:01:05"));
        QCOMPARE(models::parseRate(models::rateSetting(524'288)).value_or(1),
                 std::uint64_t(524'288));
    }

    void isReadyToGoAsItOpens()
    {
        const StartForm form;
        QVERIFY(form.isValid());
        const models::SwarmOrder setup = form.order();
        QCOMPARE(setup.leechers, 11U);
        QCOMPARE(setup.seeds, 1U);
        QCOMPARE(setup.upRate, std::uint64_t(512 * 1024));
        QVERIFY(form.outlook().contains(QLatin1String("0:32")));
    }

    void explainsEachWrongField()
    {
        StartForm form;
        form.setProperty("leechers", QStringLiteral("many"));
        QVERIFY(form.leechersError().contains(QLatin1String("1 to 1000")));
        QVERIFY(!form.isValid());
        QVERIFY(form.outlook().isEmpty());
        form.setProperty("leechers", QStringLiteral("4"));
        form.setProperty("seeds", QStringLiteral("0"));
        QVERIFY(!form.seedsError().isEmpty());
        form.setProperty("seeds", QStringLiteral("1"));
        form.setProperty("upRate", QStringLiteral("quick"));
        QVERIFY(form.upRateError().contains(QLatin1String("KiB/s")));
        form.setProperty("upRate", QString());
        form.setProperty("maxN", QStringLiteral("-1"));
        QVERIFY(!form.maxNError().isEmpty());
        form.setProperty("maxN", QStringLiteral("4"));
        QVERIFY(form.isValid());
        QCOMPARE(form.order().maxN, 4U);
    }

    void takesAFileOrItsUrlAndRefusesWhatCannotBeShared()
    {
        const support::Sandbox sandbox;
        support::writeContent(sandbox / "a file.bin", 1'000, 1);
        support::writeContent(sandbox / "empty", 0, 1);
        const QString path = QString::fromStdString((sandbox / "a file.bin").string());
        StartForm form;
        form.setPath(QUrl::fromLocalFile(path).toString());
        QCOMPARE(form.path(), path);
        QVERIFY(!form.usesSample());
        QVERIFY(form.isValid());
        form.setPath(QString::fromStdString((sandbox / "empty").string()));
        QVERIFY(form.pathError().contains(QLatin1String("empty")));
        form.setPath(QString::fromStdString((sandbox / "none").string()));
        QVERIFY(!form.pathError().isEmpty());
        form.setPath({});
        QVERIFY(!form.pathError().isEmpty());
    }

    void aVirtualSwarmNeedsASizeAndNoFile()
    {
        StartForm form;
        form.setPath(QStringLiteral("/there/is/no/such/file"));
        form.setProperty("virtualWorld", true);
        form.setProperty("upRate", QString());
        QVERIFY(form.isValid());
        QCOMPARE(form.upRateDefault(), QStringLiteral("1 MiB/s"));
        form.setProperty("size", QStringLiteral("1 GiB"));
        form.setProperty("latency", QStringLiteral("40"));
        const models::SwarmOrder order = form.order();
        QVERIFY(order.isVirtual);
        QCOMPARE(order.size, std::uint64_t(1) << 30);
        QVERIFY(order.latency == std::chrono::milliseconds(40));
        QCOMPARE(order.upRate, StartForm::defaultUpRate);
        QCOMPARE(order.downRate, StartForm::defaultDownRate);
        for (const char *wrong : {"", "0", "big", "17 GiB"}) {
            form.setProperty("size", QString::fromLatin1(wrong));
            QVERIFY2(!form.sizeError().isEmpty() && !form.isValid(), wrong);
        }
        form.setProperty("size", QStringLiteral("1 MiB"));
        form.setProperty("latency", QStringLiteral("11 s"));
        QVERIFY(!form.latencyError().isEmpty());
        form.setProperty("virtualWorld", false);
        QVERIFY(form.latencyError().isEmpty());
        QVERIFY(!form.pathError().isEmpty());
    }

    void theSampleIsTheSameEachTime()
    {
        const support::Sandbox sandbox;
        const auto first = models::SampleContent::ensure(sandbox / "one");
        const auto second = models::SampleContent::ensure(sandbox / "two");
        QVERIFY(first && second);
        const std::string bytes = support::readFile(*first / "leaves.bin");
        QCOMPARE(bytes.size(), std::size_t(models::SampleContent::dataSize));
        QVERIFY(bytes == support::readFile(*second / "leaves.bin"));
        QVERIFY(support::readFile(*first / "about.txt").find("sample") != std::string::npos);
    }

    void mendsATruncatedSampleAndReportsAFolderItCannotMake()
    {
        const support::Sandbox sandbox;
        const auto folder = models::SampleContent::ensure(sandbox.path());
        QVERIFY(folder.has_value());
        support::writeContent(*folder / "leaves.bin", 10, 1);
        QVERIFY(models::SampleContent::ensure(sandbox.path()).has_value());
        QCOMPARE(std::filesystem::file_size(*folder / "leaves.bin"),
                 models::SampleContent::dataSize);
        support::writeContent(sandbox / "file", 10, 1);
        QVERIFY(!models::SampleContent::ensure(sandbox / "file").has_value());
    }

    void theLeastTimeIsTheSlowestOfThreeBottlenecks()
    {
        net::SwarmSetup setup;
        setup.seeds = 1;
        setup.leechers = 9;
        setup.upRate = 100;
        QCOMPARE(models::leastSeconds(1'000, setup), 10.0); // the seed
        setup.downRate = 50;
        QCOMPARE(models::leastSeconds(1'000, setup), 20.0); // a leecher
        setup.downRate = 0;
        setup.seeds = 3;
        QCOMPARE(models::leastSeconds(1'000, setup), 7.5); // all uploads together
        setup.upRate = 0;
        QCOMPARE(models::leastSeconds(1'000, setup), 0.0);
    }
};

QTEST_GUILESS_MAIN(StartFormTest)
#include "tst_startform.moc"

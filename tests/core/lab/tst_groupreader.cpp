#include "core/lab/groupreader.h"

#include <QTest>

using namespace std::chrono_literals;

class TestGroupReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsHowPeersComeFromAnOption()
    {
        using Kind = sim::Arrival::Kind;
        QCOMPARE(lab::parseArrival("at-once").value().kind, Kind::AtOnce);
        const auto spread = lab::parseArrival("spread:60s").value();
        QCOMPARE(spread.kind, Kind::Spread);
        QCOMPARE(spread.span, base::Duration(60s));
        QCOMPARE(lab::parseArrival("poisson:30/min").value().rate, 0.5);
        const auto crowd = lab::parseArrival("flash-crowd:5/s,10min").value();
        QCOMPARE(crowd.kind, Kind::FlashCrowd);
        QCOMPARE(crowd.rate, 5.0);
        QCOMPARE(crowd.span, base::Duration(10min));
        const auto trace = lab::parseArrival("trace:0s,5s,1min").value();
        QCOMPARE(trace.trace, (std::vector<base::Duration>{0s, 5s, 1min}));
    }

    void readsHowLongPeersStayFromAnOption()
    {
        using Kind = sim::Stay::Kind;
        QCOMPARE(lab::parseStay("forever").value().kind, Kind::Forever);
        QCOMPARE(lab::parseStay("for:10min").value().span, base::Duration(10min));
        QCOMPARE(lab::parseStay("until-ratio:1").value().ratio, 1.0);
        QCOMPARE(lab::parseStay("abort:0.5").value().kind, Kind::Abort);
        const auto announced = lab::parseStay("announcements:5min,0.8").value();
        QCOMPARE(announced.span, base::Duration(std::chrono::minutes(5)));
        QCOMPARE(announced.interest, 0.8);
        QCOMPARE(lab::parseStay("crash:1h").value().kind, Kind::Crash);
    }

    void refusesWhatNeitherMeans()
    {
        for (const char *text :
             {"", "poisson", "poisson:", "poisson:2", "poisson:2/s,3s", "spread:60", "at-once:5s",
              "flash-crowd:5/s", "trace:0s,x", "crowd:"})
            QVERIFY2(!lab::parseArrival(text), text);
        for (const char *text : {"", "for", "for:5", "abort:half", "forever:1h", "until-ratio:"})
            QVERIFY2(!lab::parseStay(text), text);
        QCOMPARE(lab::parseStay("forewer").error().text(),
                 std::string("kind: \"forewer\" is unknown; did you mean \"forever\"?"));
    }
};

QTEST_APPLESS_MAIN(TestGroupReader)
#include "tst_groupreader.moc"

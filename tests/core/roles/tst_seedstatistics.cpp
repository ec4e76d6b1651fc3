// timeSeed against timelines added up by hand; times in seconds, the clock is a number.

#include "core/roles/seedstatistics.h"
#include "core/roles/statisticshistory.h"

#include <QTest>

using roles::SeedEvent;
using roles::SeedStatistics;

namespace {

/// An event: "ana+1" is ana's start as a seed of torrent 1, "ana-1" its end.
SeedEvent seedEvent(const std::string &text, double seconds, std::uint64_t sequence,
                    const std::string &node = "n")
{
    SeedEvent event;
    event.user = text.substr(0, text.size() - 2);
    event.kind = text[text.size() - 2] == '+' ? SeedEvent::Kind::Started : SeedEvent::Kind::Ended;
    event.infoHash.bytes.fill(static_cast<std::uint8_t>(text.back()));
    event.at = static_cast<std::int64_t>(seconds * 1000);
    event.node = node;
    event.sequence = sequence;
    return event;
}

constexpr std::int64_t Late = 1'000'000'000;

/// Four stays: ana 3725 s at torrent 1, 30 s at torrent 2; ben 45 s; and carl, who still seeds.
std::vector<SeedEvent> day()
{
    return {
        seedEvent("ana+1", 100, 1),  seedEvent("ben+1", 110, 2), seedEvent("ben-1", 155, 3),
        seedEvent("ana+2", 200, 4),  seedEvent("ana-2", 230, 5), seedEvent("carl+1", 1000, 6),
        seedEvent("ana-1", 3825, 7),
    };
}

SeedStatistics heard(const std::vector<SeedEvent> &events)
{
    SeedStatistics statistics;
    for (const SeedEvent &each : events)
        statistics.take(each, Late);
    return statistics;
}

} // namespace

class TestSeedStatistics : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithATimelineAddedUpByHand()
    {
        const SeedStatistics statistics = heard(day());
        const roles::SeedTimes times = statistics.times(4000 * 1000);
        QCOMPARE(times.ended, 3U);
        QCOMPARE(times.running, 1U);
        QCOMPARE(times.meanEnded, (3725.0 + 45 + 30) / 3);
        QCOMPARE(times.timeSeed, (3725.0 + 45 + 30 + 3000) / 4); // carl: 4000 - 1000
        QCOMPARE(statistics.times(5000 * 1000).timeSeed, (3725.0 + 45 + 30 + 4000) / 4);
    }

    // What the thesis's code gets wrong: minutes past 60, and the mean's count.
    void carriesMinutesIntoHoursAndDays()
    {
        const auto times = heard({seedEvent("ana+1", 3599, 1), seedEvent("ana-1", 3601, 2),
                                  seedEvent("ben+1", 0, 3), seedEvent("ben-1", 90'061, 4)})
                               .times(Late);
        QCOMPARE(times.meanEnded, (2.0 + 90'061) / 2);
    }

    void isZeroWithoutSeeds() { QCOMPARE(SeedStatistics().times(Late), roles::SeedTimes{}); }

    // item 70
    void countsEachEventOnceInAnyOrder()
    {
        std::vector<SeedEvent> events = day();
        const roles::SeedTimes right = heard(events).times(4000 * 1000);
        std::vector<SeedEvent> backwards(events.rbegin(), events.rend());
        backwards.insert(backwards.end(), events.begin(), events.end());
        const SeedStatistics statistics = heard(backwards);
        QCOMPARE(statistics.times(4000 * 1000), right);
        QCOMPARE(statistics.faults().repeated, events.size());
        QCOMPARE(statistics.size(), events.size());
    }

    void countsAStayThatTwoCoordinatorsTellOf()
    {
        // Another process goes on with the numbering from 1.
        const auto times
            = heard({seedEvent("ana-1", 500, 1, "second"), seedEvent("ana+1", 100, 1, "first")})
                  .times(Late);
        QCOMPARE(times.ended, 1U);
        QCOMPARE(times.meanEnded, 400.0);
    }

    // item 70
    void neverCountsATimeToCome()
    {
        SeedStatistics statistics;
        statistics.take(seedEvent("ana+1", 100, 1), 200'000);
        statistics.take(seedEvent("ana-1", 9000, 2), 200'000);
        QCOMPARE(statistics.times(200'000).meanEnded, 100.0);
        QCOMPARE(statistics.faults().ahead, 1U);
    }

    // item 70
    void ignoresWhatCannotBeAndNeverGoesBelowZero()
    {
        SeedStatistics statistics;
        statistics.take(seedEvent("ana+1", -5, 1), Late);
        statistics.take(seedEvent("+1", 5, 2), Late);
        statistics.take(seedEvent("ana+1", 5, 3, ""), Late);
        QCOMPARE(statistics.faults().impossible, 3U);
        // A clock that was set back between two events, and an end without a start.
        statistics.take(seedEvent("ben+1", 500, 4), Late);
        statistics.take(seedEvent("ben-1", 100, 5), Late);
        statistics.take(seedEvent("carl-1", 100, 6), Late);
        const auto times = statistics.times(Late);
        QCOMPARE(times.ended, 1U);
        QCOMPARE(times.meanEnded, 0.0);
        QCOMPARE(times.running, 0U);
    }

    // item 70
    void dropsAFloodAndSaysSo()
    {
        SeedStatistics statistics;
        for (std::uint64_t i = 0; i < SeedStatistics::MaxEvents + 5; ++i)
            statistics.take(seedEvent(i % 2 == 0 ? "ana+1" : "ana-1", static_cast<double>(i), i),
                            Late);
        QCOMPARE(statistics.size(), SeedStatistics::MaxEvents);
        QCOMPARE(statistics.faults().dropped, 5U);
    }

    void thinsALongHistoryEvenly()
    {
        roles::StatisticsHistory history;
        for (int i = 0; i < 10'000; ++i)
            history.add({i, 1, 2, 3});
        const auto &samples = history.samples();
        QVERIFY(samples.size() <= roles::StatisticsHistory::MaxSamples);
        QVERIFY(samples.size() > roles::StatisticsHistory::MaxSamples / 2);
        const std::int64_t step = samples[1].at - samples[0].at;
        for (std::size_t i = 1; i < samples.size(); ++i)
            QCOMPARE(samples[i].at - samples[i - 1].at, step);
    }
};

QTEST_APPLESS_MAIN(TestSeedStatistics)
#include "tst_seedstatistics.moc"

#include "core/lab/loglevel.h"

#include <QTest>

using lab::LogLevel;
using swarm::CloseReason;

/// How much a decision matters in the log.
class LogLevelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void callsEverydayDecisionsDetails()
    {
        QCOMPARE(lab::levelOf({.link = {}, .what = swarm::ChokeReason{}}), LogLevel::Detail);
        QCOMPARE(lab::levelOf({.link = {}, .what = swarm::PickReason{}}), LogLevel::Detail);
        QCOMPARE(lab::levelOf({.link = {}, .what = swarm::RequestTimeout{}}), LogLevel::Detail);
    }

    void tellsAnOrdinaryEndOfALinkFromAFault()
    {
        const auto dropped = [](CloseReason reason) {
            return lab::levelOf({.link = {}, .what = swarm::DropReason{reason, {}}});
        };
        for (const CloseReason ordinary : {CloseReason::RemoteClosed, CloseReason::DuplicatePeer,
                                           CloseReason::BothSeeds, CloseReason::Evicted})
            QCOMPARE(dropped(ordinary), LogLevel::Info);
        for (const CloseReason fault : {CloseReason::Malformed, CloseReason::BadRequest,
                                        CloseReason::Poison, CloseReason::NotReading})
            QCOMPARE(dropped(fault), LogLevel::Warning);
    }

    void warnsOfFalseBytes()
    {
        QCOMPARE(lab::levelOf({.link = {}, .what = swarm::CorruptPiece{}}), LogLevel::Warning);
    }
};

QTEST_GUILESS_MAIN(LogLevelTest)
#include "tst_loglevel.moc"

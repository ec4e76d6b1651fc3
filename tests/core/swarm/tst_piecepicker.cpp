#include "core/swarm/piecepicker.h"

#include <QTest>

#include <map>
#include <set>
#include <string_view>

using base::PieceIndex;
using swarm::Availability;
using swarm::PickKind;

namespace {

/// Copies a digit a piece: "3120"; `have` has an x for each piece that is not wanted any more.
Availability swarmOf(std::string_view copies, std::string_view have = {}, std::uint64_t seed = 1)
{
    Availability availability(static_cast<std::uint32_t>(copies.size()), base::Rng(seed));
    for (std::uint32_t i = 0; i < copies.size(); ++i) {
        for (char copy = '0'; copy < copies[i]; ++copy)
            availability.addCopy(PieceIndex{i});
        if (i < have.size() && have[i] == 'x')
            availability.setWanted(PieceIndex{i}, false);
    }
    return availability;
}

/// What a remote has: an x a piece.
wire::Bitfield remoteWith(std::string_view pieces)
{
    wire::Bitfield field(static_cast<std::uint32_t>(pieces.size()));
    for (std::uint32_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i] == 'x')
            field.add(PieceIndex{i});
    }
    return field;
}

/// How often each piece is picked with a hundred seeds.
std::map<std::uint32_t, int> picks(swarm::PiecePicker &picker, std::string_view copies,
                                   std::string_view have, std::string_view remote,
                                   std::uint32_t completed)
{
    std::map<std::uint32_t, int> counts;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        base::Rng rng(seed);
        const auto pick
            = picker.next({swarmOf(copies, have, seed), remoteWith(remote), completed}, rng);
        if (pick)
            ++counts[base::toNumber(pick->piece)];
    }
    return counts;
}

std::set<std::uint32_t> everPicked(swarm::PiecePicker &picker, std::string_view copies,
                                   std::string_view have, std::string_view remote,
                                   std::uint32_t completed)
{
    std::set<std::uint32_t> pieces;
    for (const auto &[piece, count] : picks(picker, copies, have, remote, completed))
        pieces.insert(piece);
    return pieces;
}

swarm::RemotePeer &addServing(swarm::LinkTable &links, std::uint32_t number,
                              std::string_view pieces)
{
    auto remote = std::make_unique<swarm::RemotePeer>();
    remote->link = base::LinkId{number};
    remote->pieces = remoteWith(pieces);
    remote->peerChoking = false;
    return links.add(std::move(remote));
}

/// What each link would be asked for: the piece's digit, or - for nothing.
std::string asked(swarm::PiecePicker &picker, const swarm::LinkTable &links, std::string_view have)
{
    const Availability availability = swarmOf("1111", have);
    std::string text;
    base::Rng rng(1);
    for (const auto &remote : links) {
        const auto pick = picker.next({availability, remote->pieces, 1, remote->link, &links}, rng);
        text += pick ? static_cast<char>('0' + base::toNumber(pick->piece)) : '-';
    }
    return text;
}

using Pieces = std::set<std::uint32_t>;

} // namespace

class TestPiecePicker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rarestFirstTakesTheRarestTheRemoteHas()
    {
        const auto picker = swarm::makeRarestFirst();
        QCOMPARE(everPicked(*picker, "3120", "....", "xxx.", 1), (Pieces{1}));
        QCOMPARE(everPicked(*picker, "3120", "....", "x.x.", 1), (Pieces{2}));
        QCOMPARE(everPicked(*picker, "3120", ".x..", "xxx.", 1), (Pieces{2}));
    }

    void rarestFirstDrawsAmongTies()
    {
        const auto picker = swarm::makeRarestFirst();
        QCOMPARE(everPicked(*picker, "21141", ".....", "xxxxx", 1), (Pieces{1, 2, 4}));
    }

    void rarestFirstStartsAnywhere()
    {
        const auto picker = swarm::makeRarestFirst();
        QCOMPARE(everPicked(*picker, "9912", "....", "xxxx", 0), (Pieces{0, 1, 2, 3}));
        base::Rng rng(1);
        const auto pick = picker->next({swarmOf("9912"), remoteWith("xxxx"), 0}, rng);
        QCOMPARE(pick->kind, PickKind::RandomFirst);
    }

    void aReasonSaysCopiesAndTies()
    {
        base::Rng rng(1);
        const auto pick
            = swarm::makeRarestFirst()->next({swarmOf("3220"), remoteWith("xxx."), 2}, rng);
        QCOMPARE(pick->kind, PickKind::Rarest);
        QCOMPARE(pick->availability, 2U);
        QCOMPARE(pick->ties, 2U);
    }

    void sequentialTakesTheLowestNumber()
    {
        const auto picker = swarm::makeSequentialPicker();
        QCOMPARE(everPicked(*picker, "9912", "....", "xxxx", 0), (Pieces{0}));
        QCOMPARE(everPicked(*picker, "9912", "x...", "xxxx", 1), (Pieces{1}));
        QCOMPARE(everPicked(*picker, "9912", "x...", "..xx", 1), (Pieces{2}));
    }

    void randomTakesEachPieceAboutEquallyOften()
    {
        const auto picker = swarm::makeRandomPicker();
        const auto counts = picks(*picker, "9912", "....", "xxxx", 2);
        QCOMPARE(counts.size(), std::size_t{4});
        for (const auto &[piece, count] : counts)
            QVERIFY2(count > 10 && count < 45, qPrintable(QString::number(count)));
    }

    void thesisTakesAllOfOnePeerInOrderAndSeedsLast_data()
    {
        // Two listed peers and a seed that came up before them; all serve us and are asked in turn.
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("have");
        QTest::addColumn<QString>("verdicts"); // of seed, first, second: a piece, or - for none
        QTest::newRow("the first in the list") << "..x."
                                               << ".x.."
                                               << "...."
                                               << "-2-";
        QTest::newRow("its lowest piece") << ".xx."
                                          << "x..."
                                          << "...."
                                          << "-1-";
        QTest::newRow("then the second") << "x..."
                                         << ".x.."
                                         << "x..."
                                         << "--1";
        QTest::newRow("then the seed") << "xx.."
                                       << ".x.."
                                       << "xx.."
                                       << "2--";
        QTest::newRow("who has everything is a seed") << "xxxx"
                                                      << "x..."
                                                      << "...."
                                                      << "--0";
    }
    void thesisTakesAllOfOnePeerInOrderAndSeedsLast()
    {
        QFETCH(const QString, first);
        QFETCH(const QString, second);
        QFETCH(const QString, have);
        QFETCH(const QString, verdicts);
        swarm::LinkTable links;
        const std::string fields[] = {"xxxx", first.toStdString(), second.toStdString()};
        for (std::uint32_t i = 0; i < 3; ++i)
            addServing(links, i + 1, fields[i]);
        const auto picker = swarm::makeThesisPicker();
        QCOMPARE(asked(*picker, links, have.toStdString()), verdicts.toStdString());
    }

    void thesisPassesOverWhoDoesNotServe()
    {
        const auto picker = swarm::makeThesisPicker();
        for (const auto &hinder : std::vector<void (*)(swarm::RemotePeer &)>{
                 [](auto &remote) { remote.peerChoking = true; },
                 [](auto &remote) { remote.snubbed = true; },
                 [](auto &remote) { remote.closing = true; }}) {
            swarm::LinkTable links;
            hinder(addServing(links, 1, "xx.."));
            addServing(links, 2, ".x..");
            QCOMPARE(asked(*picker, links, "....").substr(1), std::string("1"));
        }
    }

    void nobodyPicksWhatTheRemoteLacksOrWeHave()
    {
        for (const auto &picker :
             {swarm::makeRarestFirst(), swarm::makeRandomPicker(), swarm::makeSequentialPicker()}) {
            QVERIFY(picks(*picker, "1111", "....", "....", 0).empty());
            QVERIFY(picks(*picker, "1111", "xx..", "xx..", 2).empty());
            QCOMPARE(everPicked(*picker, "1111", "xx..", "xxx.", 2), (Pieces{2}));
        }
    }
};

QTEST_APPLESS_MAIN(TestPiecePicker)
#include "tst_piecepicker.moc"

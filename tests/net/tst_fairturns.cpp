// How a peer shares its upload limit among those it serves.

#include "support/rawclient.h"
#include "support/scriptedpeer.h"
#include "support/smallswarm.h"

#include <QTest>

#include <algorithm>
#include <array>

using namespace support;

class TestFairTurns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLimitIsSharedBlockByBlockAmongThoseWhoAskedFirstAndLast()
    {
        constexpr std::size_t askers = 3;
        constexpr std::uint32_t pieces = 8; // each asks for all blocks of so many
        constexpr std::size_t enough = 24; // blocks to all together, of 96 asked for
        SmallSwarm swarm;
        net::PeerSetup setup = swarm.seedSetup("seed");
        setup.upRate = 512 * 1024;
        const auto seed = SmallSwarm::start(std::move(setup));
        QVERIFY(seed);

        std::vector<std::unique_ptr<ScriptedPeer>> peers;
        for (std::size_t i = 0; i < askers; ++i) {
            peers.push_back(std::make_unique<ScriptedPeer>(swarm.metainfo, seed->endpoint()));
            QVERIFY(peers.back()->shakesHands());
            peers.back()->send(wire::HaveNone{});
            peers.back()->send(wire::Interested{});
            QVERIFY(peers.back()->hears<wire::Unchoke>());
        }
        for (const auto &peer : peers) {
            for (std::uint32_t piece = 0; piece < pieces; ++piece) {
                for (std::uint32_t at = 0; at < SmallSwarm::pieceLength; at += wire::blockSize)
                    peer->send(wire::Request{piece, at, wire::blockSize});
            }
        }
        const auto sent = [&] {
            std::size_t sum = 0;
            for (const auto &peer : peers)
                sum += peer->blocks.size();
            return sum;
        };
        QVERIFY(eventually([&] { return sent() >= enough; }));
        std::vector<std::size_t> got;
        for (const auto &peer : peers)
            got.push_back(peer->blocks.size());
        const auto [least, most] = std::ranges::minmax(got);
        // What the bucket holds at first goes to whoever asked first.
        QVERIFY2(most <= least + 5,
                 qPrintable(QStringLiteral("%1 to %2 blocks").arg(least).arg(most)));
    }

    void underPropShareWhoGaveHasFourTimesANewcomersPart()
    {
        SmallSwarm swarm;
        const std::uint32_t kept = swarm.metainfo->geometry.pieceCount() - 1;
        net::PeerSetup setup = swarm.setup("leecher");
        setup.config.choker = "prop-share";
        setup.upRate = 512 * 1024;
        const auto leecher = SmallSwarm::start(std::move(setup));
        QVERIFY(leecher);
        // It gives all but a piece, so that the leecher stays one, and wants something, too.
        ScriptedPeer giver(swarm.metainfo, leecher->endpoint());
        QVERIFY(giver.shakesHands());
        giver.onRequest = [&](const wire::Request &asked) {
            if (asked.index != kept)
                giver.sendPiece(asked.index, asked.begin,
                                swarm.bytesOf(asked.index, asked.begin, asked.length));
        };
        giver.send(wire::HaveAll{});
        giver.send(wire::Interested{});
        giver.send(wire::Unchoke{});
        QVERIFY(eventually([&] { return leecher->peer.row().have.count() == kept; }));
        std::array<std::unique_ptr<ScriptedPeer>, 2> newcomers;
        for (auto &newcomer : newcomers) {
            newcomer = std::make_unique<ScriptedPeer>(swarm.metainfo, leecher->endpoint());
            QVERIFY(newcomer->shakesHands());
            newcomer->send(wire::HaveNone{});
            newcomer->send(wire::Interested{});
            QVERIFY(newcomer->hears<wire::Unchoke>());
        }
        // The next choke round, 10 s away at the most, leaves one of them.
        const auto isChoked
            = [](const auto &newcomer) { return newcomer->template count<wire::Choke>() > 0; };
        const auto roundCame = [&] { return std::ranges::any_of(newcomers, isChoked); };
        QVERIFY(eventually(roundCame) || eventually(roundCame));
        ScriptedPeer &served = **std::ranges::find_if_not(newcomers, isChoked);
        for (ScriptedPeer *peer : {&served, &giver}) {
            for (std::uint32_t piece = 0; piece < kept; ++piece) {
                for (std::uint32_t at = 0; at < SmallSwarm::pieceLength; at += wire::blockSize)
                    peer->send(wire::Request{piece, at, wire::blockSize});
            }
        }
        QVERIFY(eventually([&] { return served.blocks.size() + giver.blocks.size() >= 50; }));
        // 40 to 10, but for what the bucket holds at first.
        QVERIFY2(giver.blocks.size() >= 33 && served.blocks.size() >= 5,
                 qPrintable(QStringLiteral("%1 to %2 blocks")
                                .arg(giver.blocks.size())
                                .arg(served.blocks.size())));
    }
};

QTEST_GUILESS_MAIN(TestFairTurns)
#include "tst_fairturns.moc"

// How a peer shares its upload limit among those it serves.

#include "support/rawclient.h"
#include "support/scriptedpeer.h"
#include "support/smallswarm.h"

#include <QTest>

#include <algorithm>

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
};

QTEST_GUILESS_MAIN(TestFairTurns)
#include "tst_fairturns.moc"

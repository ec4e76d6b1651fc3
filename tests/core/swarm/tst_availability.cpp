#include "core/swarm/availability.h"

#include <QTest>

#include <algorithm>
#include <map>

using base::PieceIndex;
using swarm::Availability;

namespace {

/// Whether every wanted piece stands in the order once, from rare to common.
bool isOrdered(const Availability &availability)
{
    const auto &order = availability.byRarity();
    std::map<std::uint32_t, int> seen;
    for (const std::uint32_t piece : order)
        ++seen[piece];
    for (std::uint32_t piece = 0; piece < availability.pieceCount(); ++piece) {
        if ((seen[piece] == 1) != availability.isWanted(PieceIndex{piece}) || seen[piece] > 1)
            return false;
    }
    return std::ranges::is_sorted(
        order, {}, [&](std::uint32_t p) { return availability.copies(PieceIndex{p}); });
}

} // namespace

class TestAvailability : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ordersFromRareToCommon()
    {
        Availability availability(4, base::Rng(1));
        for (const std::uint32_t piece : {3U, 1U, 3U, 2U, 3U, 1U})
            availability.addCopy(PieceIndex{piece});
        QCOMPARE(availability.byRarity(), (std::vector<std::uint32_t>{0, 2, 1, 3}));
        QCOMPARE(availability.copies(PieceIndex{3}), 3U);
    }

    void countsASeedForEveryPieceWithoutTouchingTheOrder()
    {
        Availability availability(3, base::Rng(1));
        availability.addCopy(PieceIndex{0});
        const auto before = availability.byRarity();
        availability.addAll(wire::Bitfield(3, true));
        QCOMPARE(availability.byRarity(), before);
        QCOMPARE(availability.copies(PieceIndex{0}), 2U);
        availability.removeAll(wire::Bitfield(3, true));
        QCOMPARE(availability.copies(PieceIndex{1}), 0U);
    }

    void tellsHowManyPiecesTie()
    {
        Availability availability(5, base::Rng(1));
        availability.addCopy(PieceIndex{4});
        QCOMPARE(availability.ties(PieceIndex{0}), 4U);
        QCOMPARE(availability.ties(PieceIndex{4}), 1U);
        availability.setWanted(PieceIndex{1}, false);
        QCOMPARE(availability.ties(PieceIndex{0}), 3U);
    }

    void tiesAreShuffled()
    {
        // With different seeds, the first of eight equal pieces is not always the same.
        std::map<std::uint32_t, int> firsts;
        for (std::uint64_t seed = 1; seed <= 40; ++seed)
            ++firsts[Availability(8, base::Rng(seed)).byRarity().front()];
        QVERIFY(firsts.size() > 4);
    }

    void assignedCountsAreAsGoodAsCounted()
    {
        constexpr std::uint32_t pieces = 70;
        base::Rng rng(3);
        Availability counted(pieces, base::Rng(4));
        Availability assigned(pieces, base::Rng(5));
        assigned.addAll(wire::Bitfield(pieces, true)); // what was before does not matter
        std::vector<std::uint16_t> counts(pieces);
        wire::Bitfield wanted(pieces);
        for (std::uint32_t i = 0; i < pieces; ++i) {
            counts[i] = static_cast<std::uint16_t>(rng.below(5));
            for (std::uint32_t copy = 0; copy < counts[i]; ++copy)
                counted.addCopy(PieceIndex{i});
            const bool isWanted = rng.below(2) == 0;
            counted.setWanted(PieceIndex{i}, isWanted);
            if (isWanted)
                wanted.add(PieceIndex{i});
        }
        assigned.assign(counts, wanted.words());
        QVERIFY(isOrdered(assigned));
        QCOMPARE(assigned.byRarity().size(), counted.byRarity().size());
        for (const std::uint32_t piece : assigned.byRarity()) {
            QVERIFY(counted.isWanted(PieceIndex{piece}));
            QCOMPARE(assigned.copies(PieceIndex{piece}), counted.copies(PieceIndex{piece}));
            QCOMPARE(assigned.ties(PieceIndex{piece}), counted.ties(PieceIndex{piece}));
        }
        assigned.assign(counts, wire::Bitfield(pieces).words());
        QVERIFY(assigned.byRarity().empty());
    }

    void staysOrderedUnderRandomChanges()
    {
        constexpr std::uint32_t pieces = 37;
        base::Rng rng(7);
        Availability availability(pieces, base::Rng(8));
        std::vector<wire::Bitfield> remotes;
        for (int step = 0; step < 4000; ++step) {
            const PieceIndex piece{static_cast<std::uint32_t>(rng.below(pieces))};
            switch (rng.below(4)) {
            case 0: {
                wire::Bitfield remote(pieces, rng.below(4) == 0);
                for (std::uint32_t i = 0; i < pieces; ++i) {
                    if (rng.below(2) == 0)
                        remote.add(PieceIndex{i});
                }
                availability.addAll(remote);
                remotes.push_back(remote);
                break;
            }
            case 1:
                if (!remotes.empty()) {
                    std::swap(remotes[rng.below(remotes.size())], remotes.back());
                    availability.removeAll(remotes.back());
                    remotes.pop_back();
                }
                break;
            case 2:
                availability.setWanted(piece, rng.below(2) == 0);
                break;
            default:
                if (!remotes.empty() && remotes.back().add(piece))
                    availability.addCopy(piece);
            }
            QVERIFY2(isOrdered(availability), qPrintable(QString::number(step)));
        }
        for (const wire::Bitfield &remote : remotes)
            availability.removeAll(remote);
        for (std::uint32_t i = 0; i < pieces; ++i)
            QCOMPARE(availability.copies(PieceIndex{i}), 0U);
    }
};

QTEST_APPLESS_MAIN(TestAvailability)
#include "tst_availability.moc"

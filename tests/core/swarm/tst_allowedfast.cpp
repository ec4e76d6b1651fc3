#include "core/swarm/allowedfast.h"

#include <QTest>

#include <algorithm>

namespace {

std::vector<std::uint32_t> numbers(const std::vector<base::PieceIndex> &pieces)
{
    std::vector<std::uint32_t> all;
    std::ranges::transform(pieces, std::back_inserter(all),
                           [](base::PieceIndex piece) { return base::toNumber(piece); });
    return all;
}

base::InfoHash hashOf(std::uint8_t byte)
{
    base::InfoHash hash;
    hash.bytes.fill(byte);
    return hash;
}

const base::Endpoint example = base::Endpoint::fromV4(0x500404c8, 6881); // 80.4.4.200

} // namespace

class TestAllowedFast : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesTheSetOfTheSpecification() // BEP 6's example
    {
        const wire::Geometry geometry(1313ULL * 16384, 16384);
        const std::vector<std::uint32_t> nine{1059, 431, 808, 1217, 287, 376, 1188, 353, 508};
        QCOMPARE(numbers(swarm::allowedFastSet(hashOf(0xaa), example, geometry, 9)), nine);
        QCOMPARE(numbers(swarm::allowedFastSet(hashOf(0xaa), example, geometry, 7)),
                 std::vector<std::uint32_t>(nine.begin(), nine.begin() + 7));
    }

    void isOneSetForAWholeNetwork()
    {
        const wire::Geometry geometry(1313ULL * 16384, 16384);
        const auto neighbour = base::Endpoint::fromV4(0x500404c9, 1);
        QCOMPARE(swarm::allowedFastSet(hashOf(1), example, geometry, 9),
                 swarm::allowedFastSet(hashOf(1), neighbour, geometry, 9));
        const auto stranger = base::Endpoint::fromV4(0x500405c8, 6881);
        QVERIFY(swarm::allowedFastSet(hashOf(1), example, geometry, 9)
                != swarm::allowedFastSet(hashOf(1), stranger, geometry, 9));
    }

    void aSmallTorrentGivesEveryPieceOnce()
    {
        auto all = numbers(
            swarm::allowedFastSet(hashOf(1), example, wire::Geometry(3 * 16384, 16384), 10));
        std::ranges::sort(all);
        QCOMPARE(all, (std::vector<std::uint32_t>{0, 1, 2}));
        QVERIFY(swarm::allowedFastSet(hashOf(1), example, wire::Geometry(), 10).empty());
    }
};

QTEST_APPLESS_MAIN(TestAllowedFast)
#include "tst_allowedfast.moc"

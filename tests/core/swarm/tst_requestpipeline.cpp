#include "core/swarm/requestpipeline.h"

#include <QTest>

using namespace std::chrono_literals;
using swarm::RemotePeer;
using swarm::RequestPipeline;

namespace {

/// A link whose blocks come every `gap`, for `span`.
RemotePeer linkAt(base::Duration gap, base::Duration span)
{
    RemotePeer remote;
    base::Time now{};
    for (base::Duration passed{}; passed < span; passed += gap) {
        now += gap;
        remote.down.add(wire::blockSize, now);
        RequestPipeline::blockCame(remote, now);
    }
    return remote;
}

} // namespace

class TestRequestPipeline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsSmall() { QCOMPARE(RequestPipeline::depth({}), RequestPipeline::minimum); }

    void growsToWhatHalfASecondTakes()
    {
        // 100 blocks/s: 50 in half a second, on top of the minimum.
        const std::uint32_t depth = RequestPipeline::depth(linkAt(10ms, 30s));
        QVERIFY2(depth >= 50 && depth <= 60, qPrintable(QString::number(depth)));
    }

    void growsByOneABlock()
    {
        const std::uint32_t depth = RequestPipeline::depth(linkAt(10ms, 200ms));
        QVERIFY2(depth <= 20, qPrintable(QString::number(depth)));
    }

    void aSlowLinkStaysAtTheMinimum()
    {
        QCOMPARE(RequestPipeline::depth(linkAt(5s, 60s)), RequestPipeline::minimum);
    }

    void neverExceedsTheMaximum()
    {
        QCOMPARE(RequestPipeline::depth(linkAt(100us, 5s)), RequestPipeline::maximum);
    }

    void respectsWhatTheRemoteTakes_data()
    {
        QTest::addColumn<int>("told");
        QTest::addColumn<int>("most");
        QTest::newRow("forty") << 40 << 40;
        QTest::newRow("fewer than the minimum") << 2 << 2;
        QTest::newRow("nothing, which nobody means") << 0 << 1;
        QTest::newRow("more than we ever ask") << 100000 << 250;
    }
    void respectsWhatTheRemoteTakes() // BEP 10 reqq
    {
        QFETCH(int, told);
        QFETCH(int, most);
        RemotePeer remote = linkAt(100us, 5s);
        remote.remoteQueue = static_cast<std::uint32_t>(told);
        QCOMPARE(RequestPipeline::depth(remote), static_cast<std::uint32_t>(most));
    }

    void asksASnubbingRemoteForOneBlock()
    {
        RemotePeer remote = linkAt(10ms, 30s);
        remote.snubbed = true;
        QCOMPARE(RequestPipeline::depth(remote), 1U);
    }
};

QTEST_APPLESS_MAIN(TestRequestPipeline)
#include "tst_requestpipeline.moc"

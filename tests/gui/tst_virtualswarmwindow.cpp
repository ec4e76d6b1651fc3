#include "models/peertablemodel.h"
#include "support/window/windowrig.h"

#include <QtTest/QTest>

using models::SwarmController;
using support::WindowRig;

namespace {

constexpr int patience = 30'000; // ms, on a busy machine

QString textOf(const WindowRig &rig, const char *name)
{
    const QQuickItem *item = rig.find(QString::fromLatin1(name));
    return item ? item->property("text").toString() : QStringLiteral("(not there)");
}

base::Time timeOf(WindowRig &rig)
{
    return rig.controller().snapshot()->at;
}

} // namespace

/// The real window over the virtual world, from the start page to the end of the run.
class VirtualSwarmWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void playsTwoHundredPeersToCompletion()
    {
        WindowRig rig;
        SwarmController &swarm = rig.controller();
        QVERIFY(rig.click(QStringLiteral("useVirtual")));
        QVERIFY(!rig.find(QStringLiteral("useSample")));
        QVERIFY(rig.type(QStringLiteral("sizeField"), QStringLiteral("2 MiB")));
        QVERIFY(rig.type(QStringLiteral("leechersField"), QStringLiteral("199")));
        swarm.playback()->setSpeed(0.1); // it shall not be far before it is paused
        QVERIFY(rig.click(QStringLiteral("goButton")));
        QTRY_VERIFY_WITH_TIMEOUT(swarm.isRunning(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(swarm.facts().peers, 200, patience);
        QVERIFY(swarm.isVirtual());
        QCOMPARE(textOf(rig, "worldBadge"), QStringLiteral("Virtual"));
        QVERIFY(!rig.find(QStringLiteral("joinTab")));
        QVERIFY(swarm.folder().isEmpty());

        QVERIFY(rig.click(QStringLiteral("playButton")));
        QVERIFY(swarm.playback()->isPaused());
        QVERIFY(rig.click(QStringLiteral("stepButton")));
        const auto onTheSecond
            = [&] { return timeOf(rig).time_since_epoch() % std::chrono::seconds(1); };
        QTRY_VERIFY_WITH_TIMEOUT(timeOf(rig) > base::Time{} && onTheSecond() == base::Duration(0),
                                 patience);
        const base::Time paused = timeOf(rig);
        QVERIFY(textOf(rig, "virtualClock").endsWith(QLatin1String(".0")));
        QVERIFY(rig.click(QStringLiteral("stepButton")));
        QTRY_VERIFY_WITH_TIMEOUT(timeOf(rig) == paused + std::chrono::seconds(1), patience);

        swarm.select(QStringLiteral("3"));
        QVERIFY(rig.click(QStringLiteral("removeButton")));
        QTRY_COMPARE_WITH_TIMEOUT(swarm.facts().peers, 199, patience);
        QVERIFY(rig.click(QStringLiteral("addPeerButton")));
        QTRY_COMPARE_WITH_TIMEOUT(swarm.facts().peers, 200, patience);
        QCOMPARE(timeOf(rig), paused + std::chrono::seconds(1));

        QQuickItem *speed = rig.find(QStringLiteral("speedPick"));
        speed->forceActiveFocus();
        QTest::keyClick(rig.window(), Qt::Key_End);
        QCOMPARE(swarm.playback()->speed(), 0.0);
        QVERIFY(rig.click(QStringLiteral("playButton")));
        QTRY_COMPARE_WITH_TIMEOUT(swarm.phase(), SwarmController::Phase::Complete, patience);
        QTRY_COMPARE_WITH_TIMEOUT(swarm.seeds()->count(), 200, patience);
        QVERIFY(swarm.log()->count() > 0);

        QVERIFY(rig.click(QStringLiteral("stopButton")));
        QCOMPARE(swarm.phase(), SwarmController::Phase::Stopped);
        QCOMPARE(swarm.seeds()->count(), 200); // the end stays on show
        QCOMPARE(textOf(rig, "worldBadge"), QStringLiteral("Virtual"));
        QCOMPARE(rig.warnings(), QStringList());
    }

    void aLiveSwarmHasNoPlayback()
    {
        WindowRig rig;
        rig.run(2);
        QCOMPARE(textOf(rig, "worldBadge"), QStringLiteral("Live"));
        QVERIFY(!rig.find(QStringLiteral("playButton")));
        QVERIFY(rig.find(QStringLiteral("joinTab")));
    }

    void theKeyboardChoosesTheWorld()
    {
        WindowRig rig;
        rig.find(QStringLiteral("useLive"))->forceActiveFocus();
        QTest::keyClick(rig.window(), Qt::Key_Tab);
        QTest::keyClick(rig.window(), Qt::Key_Space);
        QVERIFY(rig.controller().form()->isVirtual());
        QVERIFY(rig.find(QStringLiteral("latencyField")));
        rig.controller().form()->setProperty("size", QStringLiteral("much"));
        QVERIFY(textOf(rig, "sizeFieldNote").contains(QLatin1String("64 MiB")));
        QVERIFY(!rig.find(QStringLiteral("goButton"))->isEnabled());
    }
};

int main(int argc, char **argv)
{
    VirtualSwarmWindowTest test;
    return support::runWindowTest(argc, argv, &test);
}

#include "tst_virtualswarmwindow.moc"

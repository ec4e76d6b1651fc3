#include "support/window/windowrig.h"

#include <QDir>
#include <QtTest/QTest>

using support::WindowRig;

/// Every page in both themes at two sizes: it renders, without a QML warning. With TORRARIUM_SHOTS
/// set to a folder the pictures are kept there.
class PagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void renders_data();
    void renders();
};

namespace {

/// A sweep of a second or less over one of the shipped scenarios, and what its theories predict.
void runSmallExperiment(WindowRig &rig)
{
    models::ExperimentForm &form = *rig.experiment().form();
    form.choose(static_cast<int>(form.scenarios().indexOf(QStringLiteral("client-server"))));
    form.parameters()->setText(QStringLiteral("content.size"), QStringLiteral("1 MB"));
    form.parameters()->setText(QStringLiteral("group[leechers].count"),
                               QStringLiteral("[5, 10, 20, 30]"));
    form.setRepetitions(QStringLiteral("3"));
    QVERIFY2(form.isValid(), qPrintable(form.error()));
    models::ResultSet &results = *rig.experiment().results();
    results.setMetric(
        static_cast<int>(results.metrics().indexOf(QStringLiteral("completion max [s]"))));
    rig.experiment().run();
    QTRY_COMPARE(rig.experiment().phase(), models::ExperimentController::Phase::Finished);
}

} // namespace

void PagesTest::renders_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    for (const char *page :
         {"start", "lab", "labempty", "roles", "experiment", "experimentempty", "results"}) {
        for (const char *theme : {"light", "dark"}) {
            for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
                QTest::addRow("%s-%s-%d", page, theme, size.width())
                    << QString::fromLatin1(page) << QString::fromLatin1(theme) << size;
        }
    }
}

void PagesTest::renders()
{
    QFETCH(const QString, page);
    QFETCH(const QString, theme);
    QFETCH(const QSize, size);
    WindowRig rig;
    QVERIFY2(rig.window(), qPrintable(rig.warnings().join(QLatin1Char('\n'))));
    rig.settings().setTheme(theme);
    rig.resize(size);
    if (page == QLatin1String("lab")) {
        rig.run(24);
        rig.swarm().letClientJoin("aria2 1.36", 20);
        rig.swarm().breakPeer(9, "disk full: /tmp/swarm/9");
        rig.controller().select(QStringLiteral("5"));
        rig.refresh();
    } else if (page == QLatin1String("experiment") || page == QLatin1String("results")) {
        runSmallExperiment(rig);
        rig.window()->setProperty("page", page);
    } else if (page == QLatin1String("experimentempty")) {
        rig.window()->setProperty("page", QStringLiteral("experiment"));
    } else if (page == QLatin1String("roles")) {
        rig.window()->setProperty("page", page);
    } else if (page == QLatin1String("labempty")) {
        rig.window()->setProperty("page", QStringLiteral("lab"));
    }
    const QImage picture = rig.picture();
    QCOMPARE(picture.size(), size);
    const bool dark = theme == QLatin1String("dark");
    const QColor corner = picture.pixelColor(size.width() - 3, size.height() / 2);
    QCOMPARE(corner.lightnessF() < 0.5, dark);
    const QByteArray shots = qgetenv("TORRARIUM_SHOTS");
    if (!shots.isEmpty())
        QVERIFY(picture.save(QString::fromLocal8Bit(shots) + QLatin1Char('/')
                             + QString::fromLatin1(QTest::currentDataTag())
                             + QStringLiteral(".png")));
    QCOMPARE(rig.warnings(), QStringList());
}

int main(int argc, char **argv)
{
    PagesTest test;
    return support::runWindowTest(argc, argv, &test);
}

#include "tst_pages.moc"

#include "models/plotfile.h"
#include "support/sandbox.h"

#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QtTest/QTest>

using support::Sandbox;

namespace {

lab::Plot plot()
{
    return {.title = "Time by slots",
            .x = {.label = "slots"},
            .y = {.label = "s"},
            .series = {{.name = "rarest", .points = {{1, 40}, {2, 30}, {4, 25}}}}};
}

QString in(const Sandbox &sandbox, const char *name)
{
    return QString::fromStdString((sandbox.path() / name).string());
}

QByteArray contentOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class PlotFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPngHasTwiceTheSizeAndInkOnIt();
    void aPdfIsOne();
    void anSvgIsTheDrawingItself();
    void whatCannotBeWrittenIsNamed();
};

void PlotFileTest::aPngHasTwiceTheSizeAndInkOnIt()
{
    const Sandbox sandbox;
    const QString file = in(sandbox, "plot.png");
    QVERIFY(models::writePlot(plot(), file, {640, 400}));
    const QImage image(file);
    QCOMPARE(image.size(), QSize(1280, 800));
    QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
    const QColor line("#0072b2"); // the first series
    int inked = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            inked += image.pixelColor(x, y) == line ? 1 : 0;
    }
    QVERIFY(inked > 500);
}

void PlotFileTest::aPdfIsOne()
{
    const Sandbox sandbox;
    const QString file = in(sandbox, "plot.pdf");
    QVERIFY(models::writePlot(plot(), file, {640, 400}));
    QVERIFY(contentOf(file).startsWith("%PDF-"));
}

void PlotFileTest::anSvgIsTheDrawingItself()
{
    const Sandbox sandbox;
    const QString file = in(sandbox, "plot.svg");
    QVERIFY(models::writePlot(plot(), file, {640, 400}));
    QVERIFY(contentOf(file).contains("<title>Time by slots</title>"));
}

void PlotFileTest::whatCannotBeWrittenIsNamed()
{
    const Sandbox sandbox;
    const QString lost = in(sandbox, "missing/plot.png");
    const auto written = models::writePlot(plot(), lost, {640, 400});
    QVERIFY(!written);
    QCOMPARE(QString::fromStdString(written.error().where), lost);
    const auto unknown = models::writePlot(plot(), in(sandbox, "plot.gif"), {640, 400});
    QCOMPARE(unknown.error().code, base::ErrorCode::Usage);
    const auto broken = models::writeDrawing("no drawing", in(sandbox, "plot.png"));
    QCOMPARE(broken.error().code, base::ErrorCode::Malformed);
}

QTEST_MAIN(PlotFileTest)
#include "tst_plotfile.moc"

#include "core/lab/plotscale.h"
#include "core/lab/plotsvg.h"

#include <QXmlStreamReader>
#include <QtTest/QTest>

#include <set>

using lab::Plot;
using lab::PlotAxis;
using lab::PlotScale;
using lab::PlotSeries;

namespace {

std::vector<std::string> textsOf(const PlotScale &scale)
{
    std::vector<std::string> texts;
    for (const PlotScale::Tick &tick : scale.ticks())
        texts.push_back(tick.text);
    return texts;
}

Plot twoLines()
{
    Plot plot{
        .title = "Slots & <time>", .x = {.label = "slots"}, .y = {.label = "s", .fromZero = true}};
    plot.series
        = {{.name = "rarest", .points = {{1, 40, 38, 42}, {2, 30, 29, 31}, {4, 25, 24, 26}}},
           {.name = "random", .points = {{1, 50, 45, 55}, {2, 44, 41, 47}, {4, 40, 39, 41}}}};
    return plot;
}

/// The values of an attribute of all elements of that name; fails the test when it is no XML.
QStringList attributes(const std::string &svg, const QString &element, const QString &attribute)
{
    QStringList values;
    QXmlStreamReader reader(QString::fromStdString(svg));
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == element)
            values << reader.attributes().value(attribute).toString();
    }
    return reader.hasError() ? QStringList{QStringLiteral("broken: ") + reader.errorString()}
                             : values;
}

} // namespace

class PlotTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ticksAreRoundAndHoldAllValues();
    void whatIsCountedIsMarkedInWholeNumbers();
    void decadesAreMarkedByTheirPowers();
    void categoriesStandInTheMiddleOfTheirRoom();
    void aSingleValueHasAScale();
    void textsAreEscapedAndTheDrawingIsXml();
    void seriesDifferInColourAndDash();
    void aSeriesMayTakeTheColourOfAnother();
    void everyPointAndIntervalIsDrawn();
    void whatALogarithmCannotShowIsLeftOut();
};

void PlotTest::ticksAreRoundAndHoldAllValues()
{
    const PlotScale scale({}, {13, 47}, 0, 100);
    QCOMPARE(textsOf(scale), (std::vector<std::string>{"10", "20", "30", "40", "50"}));
    QCOMPARE(scale.at(10), 0.0);
    QCOMPARE(scale.at(50), 100.0);
    const PlotScale fromZero({.label = {}, .fromZero = true}, {13, 47}, 0, 100);
    QCOMPARE(fromZero.low(), 0.0);
}

void PlotTest::whatIsCountedIsMarkedInWholeNumbers()
{
    const PlotAxis users{.label = "users", .fromZero = true, .whole = true};
    using Texts = std::vector<std::string>;
    QCOMPARE(textsOf(PlotScale(users, {0, 1}, 0, 100)), (Texts{"0", "1"}));
    QCOMPARE(textsOf(PlotScale(users, {0, 3}, 0, 100)), (Texts{"0", "1", "2", "3"}));
    QCOMPARE(textsOf(PlotScale(users, {0, 14}, 0, 100)), (Texts{"0", "5", "10", "15"}));
    QCOMPARE(textsOf(PlotScale(users, {0, 150}, 0, 100)),
             (Texts{"0", "25", "50", "75", "100", "125", "150"}));
    QCOMPARE(textsOf(PlotScale(users, {}, 0, 100)), (Texts{"0", "1"}));
}

void PlotTest::decadesAreMarkedByTheirPowers()
{
    const PlotScale scale({.label = {}, .logarithmic = true}, {3, 4000}, 0, 400);
    QCOMPARE(textsOf(scale), (std::vector<std::string>{"1", "10", "100", "1000", "10000"}));
    QCOMPARE(scale.at(100), 200.0);
}

void PlotTest::categoriesStandInTheMiddleOfTheirRoom()
{
    const PlotScale scale({.label = {}, .categories = {"a", "b"}}, {0, 1}, 0, 100);
    QCOMPARE(scale.at(0), 25.0);
    QCOMPARE(scale.at(1), 75.0);
}

void PlotTest::aSingleValueHasAScale()
{
    const PlotScale scale({}, {5}, 0, 100);
    QVERIFY(scale.low() <= 5 && scale.high() > 5);
    const PlotScale zero({}, {0}, 0, 100);
    QVERIFY(zero.high() > 0);
}

void PlotTest::textsAreEscapedAndTheDrawingIsXml()
{
    const std::string svg = lab::svgOf(twoLines(), {});
    QVERIFY(svg.find("Slots &amp; &lt;time&gt;") != std::string::npos);
    QCOMPARE(attributes(svg, QStringLiteral("svg"), QStringLiteral("width")),
             QStringList{QStringLiteral("720")});
}

void PlotTest::seriesDifferInColourAndDash()
{
    const std::string svg = lab::svgOf(twoLines(), {});
    const QStringList colours
        = attributes(svg, QStringLiteral("polyline"), QStringLiteral("stroke"));
    const QStringList dashes
        = attributes(svg, QStringLiteral("polyline"), QStringLiteral("stroke-dasharray"));
    QCOMPARE(colours.size(), 4); // two in the legend
    QCOMPARE(std::set<QString>(colours.begin(), colours.end()).size(), std::size_t{2});
    QCOMPARE(std::set<QString>(dashes.begin(), dashes.end()).size(), std::size_t{2});
}

void PlotTest::aSeriesMayTakeTheColourOfAnother()
{
    Plot plot = twoLines();
    PlotSeries theory{.name = "theory", .shape = PlotSeries::Shape::Theory};
    theory.points = {{1, 0}, {1, 1}};
    for (const PlotSeries &series : twoLines().series) {
        theory.like = series.name;
        plot.series.push_back(theory);
        theory.name.clear();
    }
    const std::string svg = lab::svgOf(plot, {});
    const QStringList colours
        = attributes(svg, QStringLiteral("polyline"), QStringLiteral("stroke"));
    const QStringList dashes
        = attributes(svg, QStringLiteral("polyline"), QStringLiteral("stroke-dasharray"));
    QCOMPARE(colours.size(), 7); // three in the legend, where what has no name is left out
    QCOMPARE(colours.mid(3), colours.mid(3, 2) + colours.mid(3, 2));
    QCOMPARE(dashes.at(5), dashes.at(6));
}

void PlotTest::everyPointAndIntervalIsDrawn()
{
    Plot plot = twoLines();
    plot.series.resize(1);
    const std::string svg = lab::svgOf(plot, {});
    QCOMPARE(attributes(svg, QStringLiteral("circle"), QStringLiteral("r")).size(), 3 + 1);
    plot.series[0].shape = PlotSeries::Shape::Boxes;
    for (lab::PlotPoint &point : plot.series[0].points) {
        point.q1 = point.y - 1;
        point.q3 = point.y + 1;
    }
    const std::string boxes = lab::svgOf(plot, {});
    QCOMPARE(attributes(boxes, QStringLiteral("rect"), QStringLiteral("x")).size(),
             3 + 1); // and the paper
}

void PlotTest::whatALogarithmCannotShowIsLeftOut()
{
    Plot plot = twoLines();
    plot.y.logarithmic = true;
    plot.series[0].points.push_back({8, 0});
    const std::string svg = lab::svgOf(plot, {});
    QVERIFY(svg.find("nan") == std::string::npos);
    QVERIFY(svg.find("inf") == std::string::npos);
    QCOMPARE(attributes(svg, QStringLiteral("circle"), QStringLiteral("r")).size(), 3 + 1);
}

QTEST_GUILESS_MAIN(PlotTest)
#include "tst_plot.moc"

#include "core/lab/expression.h"

#include <QTest>

using lab::Number;

namespace {

/// Operands of one letter are 2, 3 and 5; of "group[a + b].n" it is 7.
Number operand(std::string_view text)
{
    if (text == "a")
        return 2;
    if (text == "b")
        return 3;
    if (text == "c")
        return 5;
    if (text == "group[a + b].n")
        return 7;
    return tl::unexpected("\"" + std::string(text) + "\" cannot be read");
}

} // namespace

class ExpressionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void worksOutWhatStandsThere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("value");
        QTest::newRow("operand") << "a" << 2.0;
        QTest::newRow("from the left") << "a - b - c" << -6.0;
        QTest::newRow("products first") << "a + b * c" << 17.0;
        QTest::newRow("quotients from the left") << "a / b / c" << 2.0 / 15;
        QTest::newRow("parentheses") << "(a + b) * c" << 25.0;
        QTest::newRow("nested") << "c / (a * (b - a))" << 2.5;
        QTest::newRow("brackets belong to a name") << "group[a + b].n - a" << 5.0;
    }
    void worksOutWhatStandsThere()
    {
        QFETCH(const QString, text);
        QFETCH(const double, value);
        QCOMPARE(lab::evaluate(text.toStdString(), operand).value(), value);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("fault");
        QTest::newRow("empty") << ""
                               << "\"\" cannot be read";
        QTest::newRow("no operand") << "a + "
                                    << "\"\" cannot be read";
        QTest::newRow("zero") << "a / (b - b)"
                              << "\"a / (b - b)\" divides by 0";
        QTest::newRow("open") << "(a + b"
                              << "lacks a \")\"";
        QTest::newRow("closed") << "a) + b"
                                << "has a \")\" too many";
        QTest::newRow("the first fault") << "x + y / 0"
                                         << "\"x\" cannot be read";
        QTest::newRow("deep") << QString(501, QLatin1Char('(')) << "more than 500 characters";
    }
    void saysWhatIsWrong()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, fault);
        const Number value = lab::evaluate(text.toStdString(), operand);
        QVERIFY(!value);
        QVERIFY2(QString::fromStdString(value.error()).contains(fault), value.error().c_str());
    }
};

QTEST_APPLESS_MAIN(ExpressionTest)
#include "tst_expression.moc"

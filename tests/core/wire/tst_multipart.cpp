#include "core/wire/multipart.h"

#include <QTest>

class TestMultipart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsPartsAndTheirBytes()
    {
        const std::string body = "--b\r\nContent-Disposition: form-data; name=\"torrent\"; "
                                 "filename=\"../../x\"\r\nContent-Type: a/b\r\n\r\n\r\nx\r\n"
                                 "\r\n--b\r\ncontent-disposition: form-data; name=owner\r\n\r\n"
                                 "\r\n--b--\r\n";
        const auto parts = wire::readMultipart(body, "b");
        QVERIFY(parts);
        QCOMPARE(parts->size(), 2U);
        QCOMPARE(std::string(*wire::findPart(*parts, "torrent")), std::string("\r\nx\r\n"));
        QCOMPARE(std::string(*wire::findPart(*parts, "owner")), std::string());
    }

    void keepsDashesInsideAPart()
    {
        const std::string body
            = "--XY\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n--X\r\n--X-\r\n--XY--";
        const auto parts = wire::readMultipart(body, "XY");
        QVERIFY(parts);
        QCOMPARE(std::string(*wire::findPart(*parts, "a")), std::string("--X\r\n--X-"));
        QVERIFY(!wire::findPart(*parts, "b"));
    }

    void refusesWhatIsNoForm_data()
    {
        QTest::addColumn<QString>("body");
        const QString head
            = QStringLiteral("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n");
        QTest::newRow("empty") << QString();
        QTest::newRow("other boundary") << QStringLiteral("--c--");
        QTest::newRow("cut boundary") << QStringLiteral("--b");
        QTest::newRow("cut head") << head;
        QTest::newRow("cut content") << head + QStringLiteral("\r\nabc");
        QTest::newRow("no name") << QStringLiteral(
            "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--");
        QTest::newRow("open quote")
            << QStringLiteral("--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--");
        QTest::newRow("long head")
            << head + QString(5000, QLatin1Char('x')) + QStringLiteral("\r\n\r\nx\r\n--b--");
        QTest::newRow("many parts")
            << (head + QStringLiteral("\r\nx\r\n")).repeated(17) + QStringLiteral("--b--");
    }
    void refusesWhatIsNoForm()
    {
        QFETCH(const QString, body);
        QVERIFY(!wire::readMultipart(body.toStdString(), "b"));
    }

    void readsTheBoundaryOfAContentType()
    {
        using wire::multipartBoundary;
        QCOMPARE(*multipartBoundary("multipart/form-data; boundary=abc"), std::string("abc"));
        QCOMPARE(*multipartBoundary("Multipart/Form-Data; charset=x; boundary=\"a b\""),
                 std::string("a b"));
        QVERIFY(!multipartBoundary("text/plain; boundary=abc"));
        QVERIFY(!multipartBoundary("multipart/form-data"));
        QVERIFY(!multipartBoundary("multipart/form-data; boundary="));
        QVERIFY(!multipartBoundary("multipart/form-data; boundary=" + std::string(71, 'x')));
    }
};

QTEST_GUILESS_MAIN(TestMultipart)
#include "tst_multipart.moc"

#include "core/wire/extensionhandshake.h"

#include <QTest>

using wire::ExtensionHandshake;

namespace {

ExtensionHandshake decoded(const std::string &text)
{
    return ExtensionHandshake::decode(base::asBytes(text)).value_or(ExtensionHandshake());
}

using Names = std::map<std::string, std::uint8_t>;

} // namespace

class TestExtensionHandshake : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrites()
    {
        ExtensionHandshake handshake;
        handshake.messages = {{"ut_metadata", 2}, {"ut_pex", 1}};
        handshake.port = 6881;
        handshake.client = "Torrarium 0.1.0";
        handshake.yourAddress = base::Endpoint::fromV4(0x01020304, 0);
        handshake.requestQueue = 500;
        handshake.metadataSize = 31'235;
        handshake.uploadOnly = true;
        const auto bytes = handshake.encoded();
        QCOMPARE(
            base::asText(bytes),
            std::string_view("d1:md11:ut_metadatai2e6:ut_pexi1ee13:metadata_sizei31235e1:pi6881e"
                             "4:reqqi500e11:upload_onlyi1e1:v15:Torrarium 0.1.0"
                             "6:yourip4:\x01\x02\x03\x04"
                             "e"));
        QVERIFY(ExtensionHandshake::decode(bytes).value() == handshake);
    }

    // item 33
    void refusesWhatIsNoDictionary()
    {
        for (const char *text : {"", "le", "i1e", "hello", "d", "d1:mdee rest"})
            QVERIFY(!ExtensionHandshake::decode(base::asBytes(text)));
    }

    // item 33
    void ignoresEachBadFieldAlone()
    {
        const auto handshake = decoded("d1:mli1ee1:pi99999e4:reqqi0e1:v2:ok6:yourip3:abce");
        QVERIFY(handshake.messages.empty());
        QVERIFY(!handshake.port);
        QVERIFY(!handshake.requestQueue);
        QVERIFY(!handshake.yourAddress);
        QCOMPARE(handshake.client, std::string("ok"));
        QVERIFY(!decoded("d4:reqqi-5ee").requestQueue);
        QVERIFY(!decoded("d1:pi0ee").port);
        QVERIFY(!decoded("d13:metadata_sizei4194305ee").metadataSize);
        QVERIFY(!decoded("d13:metadata_sizei-1ee").metadataSize);
        QCOMPARE(decoded("d1:vi5e6:yourip16:0123456789abcdefe").client, std::string());
        QVERIFY(decoded("d1:vi5e6:yourip16:0123456789abcdefe").yourAddress);
    }

    // item 33
    void keepsTheGoodExtensionIdsAmongBadOnes()
    {
        const auto handshake
            = decoded("d1:md1:ai-1e1:bi256e1:ci9223372036854775808e1:d1:x1:ei255e1:fi0eee");
        QCOMPARE(handshake.messages, (Names{{"e", 255}, {"f", 0}}));
    }

    // item 33
    void cleansAndCutsTheClientsName()
    {
        QCOMPARE(decoded("d1:v9:a\x1b[31mb\r\ne").client, std::string("a [31mb  "));
        const std::string huge(512 * 1024, 'v');
        QCOMPARE(decoded("d1:v524288:" + huge + "e").client, std::string(64, 'v'));
    }

    void keepsABoundedNumberOfExtensions()
    {
        std::string names;
        for (int i = 100; i < 400; ++i)
            names += "3:" + std::to_string(i) + "i1e";
        QCOMPARE(decoded("d1:md" + names + "ee").messages.size(), wire::maxExtensions);
    }

    // item 34
    void addsALaterHandshakeToAnEarlierOne()
    {
        auto handshake = decoded("d1:md1:ai1e1:bi2ee4:reqqi100e1:v3:onee");
        handshake.update(decoded("d1:md1:bi0e1:ci3ee1:pi80ee"));
        QCOMPARE(handshake.messages, (Names{{"a", 1}, {"b", 0}, {"c", 3}}));
        QCOMPARE(handshake.requestQueue.value(), 100U);
        QCOMPARE(handshake.port.value(), 80);
        QCOMPARE(handshake.client, std::string("one"));
    }
};

QTEST_APPLESS_MAIN(TestExtensionHandshake)
#include "tst_extensionhandshake.moc"

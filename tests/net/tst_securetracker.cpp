#include "support/rawclient.h"
#include "support/scriptedtracker.h"
#include "support/selfsigned.h"

#include <QSslCertificate>
#include <QTest>

using namespace support;

/// Announces over HTTPS: to whom they are told, and to whom not.
class TestSecureTracker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY2(QSslSocket::supportsSsl(), "Qt finds no OpenSSL"); }

    void announcesToATrackerItTrusts()
    {
        const QSslConfiguration tls = selfSigned();
        const Trusting trusting(tls.localCertificate());
        CannedServer server(ok(GoodBody), tls);
        Listening client({{server.url()}});
        QVERIFY(client.announce());
        QCOMPARE(client.answers[0].first, server.url());
        QCOMPARE(client.answers[0].second.peers.size(), 1U);
        QVERIFY(server.heard().starts_with("GET /announce?info_hash="));
    }

    void tellsNothingToATrackerItDoesNotTrust()
    {
        CannedServer server(ok(GoodBody), selfSigned());
        Listening client({{server.url()}});
        QVERIFY(!client.announce());
        QCOMPARE(client.failures[0].where, server.url());
        QVERIFY2(client.failures[0].detail.find("self-signed, and untrusted") != std::string::npos,
                 client.failures[0].detail.c_str());
        QCOMPARE(server.heard(), "");
    }

    void tellsNothingToATrackerWithAnothersCertificate()
    {
        const QSslConfiguration tls = selfSigned("DNS:tracker.example");
        const Trusting trusting(tls.localCertificate());
        CannedServer server(ok(GoodBody), tls);
        Listening client({{server.url()}});
        QVERIFY(!client.announce());
        QVERIFY2(client.failures[0].detail.find("host name did not match") != std::string::npos,
                 client.failures[0].detail.c_str());
        QCOMPARE(server.heard(), "");
    }

    void goesOnToTheNextTrackerAfterAnUntrustedOne()
    {
        CannedServer untrusted(ok(GoodBody), selfSigned());
        CannedServer good(ok(GoodBody));
        Listening client({{untrusted.url()}, {good.url()}});
        QVERIFY(client.announce());
        QCOMPARE(client.answers[0].first, good.url());
    }

    void followsNoRedirectToATrackerWithoutTls()
    {
        const QSslConfiguration tls = selfSigned();
        const Trusting trusting(tls.localCertificate());
        CannedServer open(ok(GoodBody));
        CannedServer secure(
            "HTTP/1.1 302 Found\r\nLocation: " + open.url() + "\r\nContent-Length: 0\r\n\r\n", tls);
        Listening client({{secure.url()}});
        QVERIFY(!client.announce());
        QCOMPARE(client.failures[0].code, base::ErrorCode::Unsupported);
        QCOMPARE(open.connections(), 0);
    }
};

QTEST_GUILESS_MAIN(TestSecureTracker)
#include "tst_securetracker.moc"

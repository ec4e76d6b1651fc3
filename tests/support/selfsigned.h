#pragma once

#include <QByteArray>
#include <QSslConfiguration>

namespace support {

/// What a TLS server on 127.0.0.1 needs: a fresh key, and a certificate that key has signed itself.
/// Nobody trusts it but those who are handed it. `names` as in OpenSSL's subjectAltName.
QSslConfiguration selfSigned(const QByteArray &names = "IP:127.0.0.1");

/// Lets every TLS client of this process trust one more certificate, while it lives.
class Trusting
{
public:
    explicit Trusting(const QSslCertificate &certificate);
    ~Trusting();
    Trusting(const Trusting &) = delete;
    Trusting &operator=(const Trusting &) = delete;

private:
    QSslConfiguration m_before;
};

} // namespace support

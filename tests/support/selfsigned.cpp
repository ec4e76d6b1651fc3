#include "support/selfsigned.h"

#include <QSslCertificate>
#include <QSslKey>

#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace support {

namespace {

constexpr long Hour = 3600;

template <auto Free> struct Freer {
    void operator()(auto *object) const { Free(object); }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freer<X509_EXTENSION_free>>;
using Memory = std::unique_ptr<BIO, Freer<BIO_free>>;

Certificate certificateOf(EVP_PKEY *key, const QByteArray &names)
{
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -Hour);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), Hour);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>("a tracker of a test"), -1,
                               -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    const Extension extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.constData()));
    X509_add_ext(certificate.get(), extension.get(), -1);
    X509_sign(certificate.get(), key, EVP_sha256());
    return certificate;
}

/// What `write` puts into memory.
template <typename Write> QByteArray pem(Write write)
{
    const Memory memory(BIO_new(BIO_s_mem()));
    write(memory.get());
    char *text = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &text);
    return {text, static_cast<qsizetype>(size)};
}

} // namespace

QSslConfiguration selfSigned(const QByteArray &names)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = certificateOf(key.get(), names);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPrivateKey(QSslKey(pem([&](BIO *out) {
                                            PEM_write_bio_PrivateKey(out, key.get(), nullptr,
                                                                     nullptr, 0, nullptr, nullptr);
                                        }),
                                        QSsl::Ec));
    configuration.setLocalCertificate(
        QSslCertificate(pem([&](BIO *out) { PEM_write_bio_X509(out, certificate.get()); })));
    return configuration;
}

Trusting::Trusting(const QSslCertificate &certificate)
    : m_before(QSslConfiguration::defaultConfiguration())
{
    QSslConfiguration trusting = m_before;
    trusting.addCaCertificate(certificate);
    QSslConfiguration::setDefaultConfiguration(trusting);
}

Trusting::~Trusting()
{
    QSslConfiguration::setDefaultConfiguration(m_before);
}

} // namespace support

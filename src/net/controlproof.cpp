#include "net/controlproof.h"

#include "net/controlmessage.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QRandomGenerator>

#include <algorithm>
#include <fmt/format.h>
#include <openssl/crypto.h>

namespace net {

QByteArray ControlProof::hmac(const std::string &key, Side side) const
{
    const std::string text = fmt::format(
        "torrarium {}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", side == Side::Role ? "role" : "coordinator",
        ControlVersion, challenge, nonce, epoch, role, name, instance);
    return QMessageAuthenticationCode::hash(QByteArray::fromStdString(text),
                                            QByteArray::fromStdString(key),
                                            QCryptographicHash::Sha256)
        .toHex();
}

bool ControlProof::isProvenBy(const QByteArray &hmac, const std::string &key, Side side) const
{
    const QByteArray right = this->hmac(key, side);
    return hmac.size() == right.size()
        && CRYPTO_memcmp(hmac.constData(), right.constData(),
                         static_cast<std::size_t>(right.size()))
        == 0;
}

std::string randomHex(int bytes)
{
    QByteArray random(bytes, Qt::Uninitialized);
    for (char &byte : random)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return random.toHex().toStdString();
}

bool isHex(const std::string &text, std::size_t digits)
{
    return text.size() == digits && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

} // namespace net

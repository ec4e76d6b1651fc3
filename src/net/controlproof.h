#pragma once

#include <QByteArray>

#include <string>

namespace net {

/// What a join key is proven over. No field may hold a newline.
struct ControlProof {
    enum class Side { Role, Coordinator };

    std::string role;
    std::string name;
    std::string instance; ///< of the role's process
    std::string nonce; ///< the role's 32 random bytes, hex
    std::string challenge; ///< the coordinator's 32 random bytes, hex
    std::string epoch; ///< of the coordinator's process

    /// HMAC-SHA256 in hex under `key`; the two sides prove different texts.
    [[nodiscard]] QByteArray hmac(const std::string &key, Side side) const;
    /// Compares in constant time.
    [[nodiscard]] bool isProvenBy(const QByteArray &hmac, const std::string &key, Side side) const;
};

/// Random bytes of the system's source, in hex.
std::string randomHex(int bytes);

/// Whether the text is `digits` lower-case hexadecimal digits.
bool isHex(const std::string &text, std::size_t digits);

} // namespace net

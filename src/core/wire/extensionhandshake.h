#pragma once

#include "core/base/bytes.h"
#include "core/base/endpoint.h"
#include "core/base/expected.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace wire {

/// The handshake of the extension protocol (BEP 10, BEP 9, BEP 21), message id 0 of an Extended
/// message. It may come more than once; update() puts a later one on top.
struct ExtensionHandshake {
    /// Extension name to the id under which the sender wants it; 0 means that it is off.
    std::map<std::string, std::uint8_t> messages;
    std::optional<std::uint16_t> port; ///< where the sender listens
    std::string client; ///< name and version, clean text of at most 64 characters
    std::optional<base::Endpoint> yourAddress; ///< how the sender sees the receiver; port 0
    std::optional<std::uint32_t> requestQueue; ///< outstanding requests the sender keeps
    std::optional<std::uint32_t> metadataSize; ///< bytes of the info dictionary, at most 4 MiB
    std::optional<bool> uploadOnly; ///< BEP 21
    bool operator==(const ExtensionHandshake &) const = default;

    /// The bencoded payload.
    [[nodiscard]] base::Bytes encoded() const;
    /// Reads a payload. Each field that makes no sense is left out alone; an error only when it is
    /// no bencoded dictionary at all.
    static base::Expected<ExtensionHandshake> decode(base::ByteView payload);
    /// Takes over what a later handshake says; what it leaves out stays.
    void update(const ExtensionHandshake &later);
};

/// The most extension names that are kept of one peer.
inline constexpr std::size_t maxExtensions = 64;

} // namespace wire

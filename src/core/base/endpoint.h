#pragma once

#include "core/base/bytes.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// An IP address and a TCP or UDP port. IPv4 is held in its IPv6-mapped form (::ffff:a.b.c.d).
struct Endpoint {
    std::array<std::uint8_t, 16> address{};
    std::uint16_t port = 0;

    auto operator<=>(const Endpoint &) const = default;

    static Endpoint fromV4(std::uint32_t address, std::uint16_t port);
    static Endpoint fromV6(const std::uint8_t *sixteenBytes, std::uint16_t port);
    /// Reads "1.2.3.4:80", "[::1]:80" or ":80" (any address); nothing when it is none of these.
    static std::optional<Endpoint> parse(std::string_view text);

    [[nodiscard]] bool isV4() const;
    [[nodiscard]] bool isLoopback() const;
    /// Something one can dial: a port, and neither the unspecified address, multicast nor
    /// broadcast.
    [[nodiscard]] bool isDialable() const;
    /// The IPv4 address in host order; only meaningful when isV4().
    [[nodiscard]] std::uint32_t v4() const;
    /// The address alone, without port: "1.2.3.4" or "::1".
    [[nodiscard]] std::string addressText() const;
    /// "1.2.3.4:80" or "[::1]:80".
    [[nodiscard]] std::string text() const;
};

/// Appends the 6-byte form (BEP 23); the endpoint must be IPv4.
void appendCompactV4(Bytes &to, const Endpoint &endpoint);
/// Appends the 18-byte form (BEP 7).
void appendCompactV6(Bytes &to, const Endpoint &endpoint);
/// Reads a 6-byte form.
Endpoint readCompactV4(const std::uint8_t *from);
/// Reads an 18-byte form.
Endpoint readCompactV6(const std::uint8_t *from);

} // namespace base

template <> struct std::hash<base::Endpoint> {
    std::size_t operator()(const base::Endpoint &endpoint) const noexcept
    {
        const auto high = base::readBigEndian<std::uint64_t>(endpoint.address.data());
        const auto low = base::readBigEndian<std::uint64_t>(endpoint.address.data() + 8);
        const std::uint64_t mixed = (high ^ (low * 0x9e3779b97f4a7c15ULL)) + endpoint.port;
        return static_cast<std::size_t>(mixed ^ (mixed >> 29)) * 0xbf58476d1ce4e5b9ULL;
    }
};

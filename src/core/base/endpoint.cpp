#include "core/base/endpoint.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>

namespace base {

namespace {

constexpr std::array<std::uint8_t, 12> mappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

std::optional<std::uint16_t> parsePort(std::string_view text)
{
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return port;
}

} // namespace

Endpoint Endpoint::fromV4(std::uint32_t address, std::uint16_t port)
{
    Endpoint endpoint;
    std::ranges::copy(mappedPrefix, endpoint.address.begin());
    writeBigEndian(endpoint.address.data() + 12, address);
    endpoint.port = port;
    return endpoint;
}

Endpoint Endpoint::fromV6(const std::uint8_t *sixteenBytes, std::uint16_t port)
{
    Endpoint endpoint;
    std::memcpy(endpoint.address.data(), sixteenBytes, endpoint.address.size());
    endpoint.port = port;
    return endpoint;
}

std::optional<Endpoint> Endpoint::parse(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return std::nullopt;
    const auto port = parsePort(text.substr(colon + 1));
    if (!port)
        return std::nullopt;
    std::string host(text.substr(0, colon));
    if (host.empty())
        return fromV4(0, *port);
    if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
        std::array<std::uint8_t, 16> address{};
        if (inet_pton(AF_INET6, host.c_str(), address.data()) != 1)
            return std::nullopt;
        return fromV6(address.data(), *port);
    }
    std::array<std::uint8_t, 4> address{};
    if (inet_pton(AF_INET, host.c_str(), address.data()) != 1)
        return std::nullopt;
    return fromV4(readBigEndian<std::uint32_t>(address.data()), *port);
}

bool Endpoint::isV4() const
{
    return std::equal(mappedPrefix.begin(), mappedPrefix.end(), address.begin());
}

bool Endpoint::isLoopback() const
{
    if (isV4())
        return address[12] == 127;
    return std::all_of(address.begin(), address.end() - 1, [](auto b) { return b == 0; })
        && address[15] == 1;
}

bool Endpoint::isDialable() const
{
    if (port == 0)
        return false;
    if (isV4())
        return address[12] != 0 && address[12] < 224;
    return address[0] != 0xff && std::ranges::any_of(address, [](auto b) { return b != 0; });
}

std::uint32_t Endpoint::v4() const
{
    return readBigEndian<std::uint32_t>(address.data() + 12);
}

std::string Endpoint::addressText() const
{
    char text[INET6_ADDRSTRLEN] = {};
    if (isV4())
        inet_ntop(AF_INET, address.data() + 12, text, sizeof text);
    else
        inet_ntop(AF_INET6, address.data(), text, sizeof text);
    return text;
}

std::string Endpoint::text() const
{
    const std::string host = addressText();
    return (isV4() ? host : "[" + host + "]") + ":" + std::to_string(port);
}

void appendCompactV4(Bytes &to, const Endpoint &endpoint)
{
    to.insert(to.end(), endpoint.address.begin() + 12, endpoint.address.end());
    appendBigEndian(to, endpoint.port);
}

void appendCompactV6(Bytes &to, const Endpoint &endpoint)
{
    to.insert(to.end(), endpoint.address.begin(), endpoint.address.end());
    appendBigEndian(to, endpoint.port);
}

Endpoint readCompactV4(const std::uint8_t *from)
{
    return Endpoint::fromV4(readBigEndian<std::uint32_t>(from),
                            readBigEndian<std::uint16_t>(from + 4));
}

Endpoint readCompactV6(const std::uint8_t *from)
{
    return Endpoint::fromV6(from, readBigEndian<std::uint16_t>(from + 16));
}

} // namespace base

#pragma once

#include "net/trackerserver.h"
#include "support/rawclient.h"

#include <string>

namespace support {

inline const base::Endpoint anyPort = base::Endpoint::fromV4(0x7f000001, 0);

/// A query that is right; `hash` is one escaped byte, so that tests can use several torrents.
inline std::string query(const std::string &port = "7000", const std::string &more = "",
                         const std::string &hash = "%01")
{
    return "info_hash=" + hash + "aaaaaaaaaaaaaaaaaaa&peer_id=-XX0001-" + std::string(12, 'p')
        + "&port=" + port + "&uploaded=0&downloaded=0&left=5" + more;
}

inline std::string get(const std::string &target,
                       const std::string &fields = "Connection: close\r\n")
{
    return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
}

inline std::string bodyOf(const std::string &answer)
{
    const std::size_t end = answer.find("\r\n\r\n");
    return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

inline std::string statusOf(const std::string &answer)
{
    return answer.substr(0, 12);
}

/// A tracker on loopback.
struct RunningTracker {
    net::TrackerServer server{
        {.http = anyPort, .udp = anyPort, .interval = std::chrono::seconds(100)}};
    RunningTracker() { started = server.start().has_value(); }
    bool started = false;

    std::string asks(const std::string &target) const
    {
        return RawClient::exchange(*server.httpEndpoint(), get(target));
    }
    std::string announces(const std::string &text) const
    {
        return bodyOf(asks("/announce?" + text));
    }
    [[nodiscard]] bool refuses(const std::string &text) const
    {
        return announces(text).starts_with("d14:failure reason");
    }
};

} // namespace support

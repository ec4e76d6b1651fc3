#pragma once

#include "core/wire/metainfo.h"
#include "net/indexserver.h"
#include "support/rawclient.h"
#include "support/runningtracker.h"
#include "support/sandbox.h"

#include <fmt/format.h>

namespace support {

/// A .torrent file of one file of 16 KiB; `number` makes its content another.
inline base::Bytes torrentNamed(const std::string &name, std::uint8_t number = 1,
                                const std::string &announce = "http://127.0.0.1:1/announce")
{
    wire::TorrentDraft draft;
    draft.name = name;
    draft.files = {{name, 16384, 0, false}};
    draft.pieceLength = 16384;
    draft.pieceHashes.resize(1);
    draft.pieceHashes[0].bytes.fill(number);
    draft.announceTiers = {{announce}};
    return wire::encodeTorrent(draft);
}

/// A POST request with a body.
inline std::string post(const std::string &target, std::string_view body,
                        const std::string &fields = "Content-Type: application/x-bittorrent\r\n")
{
    return fmt::format("POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{}"
                       "Content-Length: {}\r\n\r\n{}",
                       target, fields, body.size(), body);
}

/// An index server on loopback in a folder of its own.
struct RunningIndex {
    explicit RunningIndex(net::IndexOptions options = {})
        : server(inSandbox(std::move(options)))
    {
        started = server.start().has_value();
    }

    Sandbox sandbox;
    net::IndexServer server;
    bool started = false;

    std::string exchanges(const std::string &request) const
    {
        return RawClient::exchange(*server.endpoint(), request);
    }
    std::string gets(const std::string &target, const std::string &fields = "") const
    {
        return exchanges("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                         + fields + "\r\n");
    }
    std::string uploads(base::ByteView torrent, const std::string &more = "") const
    {
        return exchanges(post("/torrents", base::asText(torrent),
                              "Content-Type: application/x-bittorrent\r\n" + more));
    }
    std::size_t size() { return server.library().entries().size(); }
    std::size_t files() const
    {
        const auto folder = std::filesystem::directory_iterator(sandbox / "torrents");
        return static_cast<std::size_t>(std::distance(begin(folder), end(folder)));
    }

    net::IndexOptions inSandbox(net::IndexOptions options) const
    {
        options.folder = sandbox / "torrents";
        return options;
    }
};

} // namespace support

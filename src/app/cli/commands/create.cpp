#include "app/cli/command.h"
#include "app/cli/progressline.h"
#include "core/base/units.h"
#include "core/wire/announceurl.h"
#include "core/wire/clientname.h"
#include "core/wire/metainfo.h"
#include "net/torrentbuilder.h"
#include "net/torrentfile.h"

#include <chrono>
#include <fmt/format.h>

namespace app {

namespace {

struct CreateOptions {
    std::string content;
    std::string output;
    std::vector<std::string> trackers;
    std::string pieceSize;
    std::string comment;
    bool isPrivate = false;
};

base::Expected<std::uint32_t> readPieceSize(const std::string &text)
{
    if (text.empty())
        return 0;
    const auto size = base::parseBytes(text);
    if (!size)
        return tl::unexpected(size.error().within("--piece-size"));
    constexpr std::uint64_t most = std::uint64_t{1} << 31;
    if (*size < 1 || *size > most)
        return base::fail(base::ErrorCode::Usage, "--piece-size",
                          "it must be between 1 B and 2 GiB");
    return static_cast<std::uint32_t>(*size);
}

/// Each tracker is a tier of its own, so that they are asked in the order given.
base::Expected<net::TorrentOrder> orderFrom(const CreateOptions &options)
{
    net::TorrentOrder order;
    for (const std::string &url : options.trackers) {
        if (!wire::isAnnounceUrl(url))
            return base::fail(base::ErrorCode::Usage, "--announce",
                              fmt::format("\"{}\" is not an http, https or udp URL", url));
        order.announceTiers.push_back({url});
    }
    const auto pieceSize = readPieceSize(options.pieceSize);
    if (!pieceSize)
        return tl::unexpected(pieceSize.error());
    order.content = options.content;
    order.pieceLength = *pieceSize;
    order.isPrivate = options.isPrivate;
    order.comment = options.comment;
    order.createdBy = wire::ownClientName();
    order.creationDate = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return order;
}

base::Expected<base::Bytes> build(const net::TorrentOrder &order)
{
    const std::atomic<bool> neverCancelled
        = false; // Ctrl+C ends the program before a file is written
    ProgressLine line("hashing");
    return net::buildTorrent(
        order, [&line](std::uint64_t hashed, std::uint64_t total) { line.show(hashed, total); },
        neverCancelled);
}

int create(const CreateOptions &options)
{
    const auto order = orderFrom(options);
    if (!order)
        return report(order.error());
    const auto bytes = build(*order);
    if (!bytes)
        return report(bytes.error());
    const auto metainfo = wire::Metainfo::parse(*bytes);
    if (!metainfo)
        return report(metainfo.error());
    const std::string output
        = options.output.empty() ? metainfo->name + ".torrent" : options.output;
    if (const auto written = net::writeWhole(output, *bytes); !written)
        return report(written.error());
    fmt::print("{}\ninfo-hash {}\n{} in {} pieces of {}\n", output, metainfo->infoHash.hex(),
               base::formatBytes(metainfo->geometry.totalLength()), metainfo->geometry.pieceCount(),
               base::formatBytes(metainfo->geometry.pieceLength()));
    return Ok;
}

} // namespace

void addCreate(CLI::App &program, Action &action)
{
    const auto options = std::make_shared<CreateOptions>();
    CLI::App *const command
        = program.add_subcommand("create", "Make a .torrent file of a file or folder");
    command->add_option("PATH", options->content, "The file or folder to share")->required();
    command->add_option("-o,--output", options->output,
                        "Where to write it (default: NAME.torrent here)");
    command->add_option("--announce", options->trackers, "A tracker's URL; give it again for more")
        ->allow_extra_args(false);
    command->add_option("--piece-size", options->pieceSize,
                        "Bytes a piece, such as 256KiB (default: about 1000 pieces)");
    command->add_option("--comment", options->comment, "A text for whoever opens it");
    command->add_flag("--private", options->isPrivate, "Peers only from its trackers (BEP 27)");
    command->footer("Examples:\n"
                    "  torrarium create lecture.mp4 --announce http://127.0.0.1:6969/announce\n"
                    "  torrarium create photos/ -o photos.torrent --piece-size 256KiB --private");
    command->callback([options, &action] { action = [options] { return create(*options); }; });
}

} // namespace app

#include "support/smallswarm.h"

#include "core/wire/clientname.h"
#include "net/torrentbuilder.h"
#include "support/rawclient.h"

#include <algorithm>

namespace support {

namespace fs = std::filesystem;

LiveNode::LiveNode(net::PeerSetup setup)
    : layout(setup.layout)
    , peer(std::move(setup))
    , opened(&peer, &net::LivePeer::opened)
    , completed(&peer, &net::LivePeer::completed)
    , faults(&peer, &net::LivePeer::storageFault)
{
    QObject::connect(&peer, &net::LivePeer::reasonNoted, &peer,
                     [this](const swarm::Reason &reason) {
                         if (const auto *drop = std::get_if<swarm::DropReason>(&reason.what))
                             drops.push_back(drop->reason);
                     });
}

bool LiveNode::dropsFor(swarm::CloseReason reason)
{
    return eventually([&] { return std::ranges::find(drops, reason) != drops.end(); });
}

SmallSwarm::SmallSwarm(std::uint64_t size)
{
    writeContent(sandbox / "content.bin", size, 1);
    build(sandbox / "content.bin");
}

SmallSwarm::SmallSwarm(const fs::path &existing)
{
    build(existing);
}

void SmallSwarm::build(const fs::path &from)
{
    net::TorrentOrder order;
    order.content = from;
    order.pieceLength = pieceLength;
    order.threads = 1;
    const std::atomic<bool> cancelled{false};
    torrent = net::buildTorrent(order, {}, cancelled).value();
    metainfo = std::make_shared<wire::Metainfo>(wire::Metainfo::parse(torrent).value());
    base::Bytes all(metainfo->geometry.totalLength());
    const net::ContentLayout layout{from.parent_path(), from.parent_path(), metainfo};
    if (!net::ContentFiles(layout).read(0, all))
        qFatal("the content cannot be read");
    content = std::make_shared<const base::Bytes>(std::move(all));
}

net::PeerSetup SmallSwarm::setup(const std::string &name)
{
    net::PeerSetup setup;
    setup.number = ++m_number;
    setup.layout = {sandbox / name / "shared", sandbox / name / "temporal", metainfo};
    setup.disk = std::make_shared<net::DiskThread>();
    setup.listen = base::Endpoint::fromV4(0x7f000001, 0);
    setup.announces = false;
    setup.config.seed = m_number;
    base::Rng rng(m_number);
    setup.config.id = wire::makePeerId(rng);
    setup.config.infoHash = metainfo->infoHash;
    setup.config.clientVersion = wire::ownClientName();
    return setup;
}

std::unique_ptr<LiveNode> SmallSwarm::start(net::PeerSetup setup)
{
    auto node = std::make_unique<LiveNode>(std::move(setup));
    if (!node->peer.start())
        return nullptr;
    eventually([&] { return node->opened.count() > 0 || node->faults.count() > 0; });
    return node;
}

net::PeerSetup SmallSwarm::seedSetup(const std::string &name)
{
    net::PeerSetup with = setup(name);
    fs::create_directories(with.layout.shared);
    fs::copy_file(sandbox / "content.bin", with.layout.shared / metainfo->name);
    return with;
}

std::unique_ptr<LiveNode> SmallSwarm::seed(const std::string &name)
{
    return start(seedSetup(name));
}

std::unique_ptr<LiveNode> SmallSwarm::leecher(const std::string &name)
{
    return start(setup(name));
}

base::ByteView SmallSwarm::bytesOf(std::uint32_t index, std::uint32_t begin,
                                   std::uint32_t length) const
{
    return base::ByteView(*content).subspan(std::size_t{index} * pieceLength + begin, length);
}

bool SmallSwarm::isWholeIn(const fs::path &file) const
{
    const std::string text = readFile(file);
    return std::ranges::equal(base::asBytes(text), *content);
}

namespace {

/// A piece that the newcomer may ask for now: the other side has it, and serves it or allows it.
std::optional<std::uint32_t> pieceToAsk(ScriptedPeer &newcomer, const wire::Geometry &geometry,
                                        wire::Bitfield &there)
{
    if (newcomer.take<wire::HaveAll>())
        there = wire::Bitfield(geometry.pieceCount(), true);
    if (const auto told = newcomer.take<wire::BitfieldMessage>())
        there = wire::Bitfield::fromWire(told->bits, geometry.pieceCount()).value();
    while (const auto got = newcomer.take<wire::Have>())
        there.add(geometry.piece(got->piece).value());
    if (const auto allowed = newcomer.take<wire::AllowedFast>())
        return allowed->piece;
    if (there.none() || !newcomer.take<wire::Unchoke>())
        return std::nullopt;
    std::uint32_t first = 0;
    while (!there.has(base::PieceIndex{first}))
        ++first;
    return first;
}

} // namespace

bool SmallSwarm::isServedBy(const LiveNode &node) const
{
    ScriptedPeer newcomer(metainfo, node.endpoint());
    newcomer.sendHandshake();
    newcomer.send(wire::HaveNone{});
    newcomer.send(wire::Interested{});
    wire::Bitfield there(metainfo->geometry.pieceCount());
    std::optional<std::uint32_t> piece;
    if (!eventually(
            [&] { return (piece = pieceToAsk(newcomer, metainfo->geometry, there)).has_value(); }))
        return false;
    const std::uint32_t length
        = metainfo->geometry.lengthOf(base::BlockRef{base::PieceIndex{*piece}, 0});
    newcomer.send(wire::Request{*piece, 0, length});
    return eventually([&] {
               return !newcomer.blocks.empty() && newcomer.blocks.front().bytes.size() == length;
           })
        && std::ranges::equal(newcomer.blocks.front().bytes, bytesOf(*piece, 0, length));
}

} // namespace support

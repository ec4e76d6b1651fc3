#pragma once

#include "net/livepeer.h"
#include "support/sandbox.h"
#include "support/scriptedseed.h"

#include <QSignalSpy>

#include <memory>

namespace support {

/// A live peer of a test, with what it has said.
struct LiveNode {
    explicit LiveNode(net::PeerSetup setup);

    net::ContentLayout layout;
    net::LivePeer peer;
    QSignalSpy opened;
    QSignalSpy completed;
    QSignalSpy faults;
    std::vector<swarm::CloseReason> drops; ///< why links ended that the brain hung up

    [[nodiscard]] base::Endpoint endpoint() const { return peer.listenEndpoint(); }
    /// The file that `layout.metainfo` (of a single file) names, where verified content lies.
    [[nodiscard]] std::filesystem::path finalFile() const
    {
        return layout.shared / layout.metainfo->name;
    }
    /// Runs the event loop until a link was dropped for that reason.
    bool dropsFor(swarm::CloseReason reason);
};

/// A small torrent without tracker, and peers of it on loopback in the test's thread.
class SmallSwarm
{
public:
    static constexpr std::uint32_t pieceLength = 64 * 1024;

    /// One file of that many bytes.
    explicit SmallSwarm(std::uint64_t size = 1024 * 1024);
    /// What lies there, a file or a folder.
    explicit SmallSwarm(const std::filesystem::path &existing);

    std::shared_ptr<const wire::Metainfo> metainfo;
    SharedContent content;
    base::Bytes torrent; ///< the bytes of its .torrent file
    Sandbox sandbox;

    /// How a peer is set up whose folder is `sandbox / name`; announces nowhere.
    [[nodiscard]] net::PeerSetup setup(const std::string &name);
    /// The same with the content in its folder.
    [[nodiscard]] net::PeerSetup seedSetup(const std::string &name);
    /// A peer that has everything, running.
    std::unique_ptr<LiveNode> seed(const std::string &name = "seed");
    /// A peer that has nothing yet, running.
    std::unique_ptr<LiveNode> leecher(const std::string &name = "leecher");
    /// Starts a peer and runs the event loop until it has looked at its files.
    static std::unique_ptr<LiveNode> start(net::PeerSetup setup);

    /// The content's bytes of a block.
    [[nodiscard]] base::ByteView bytesOf(std::uint32_t index, std::uint32_t begin,
                                         std::uint32_t length) const;
    /// Whether the file holds exactly the content.
    [[nodiscard]] bool isWholeIn(const std::filesystem::path &file) const;
    /// Whether a fresh honest peer that dials there gets a true block.
    [[nodiscard]] bool isServedBy(const LiveNode &node) const;

private:
    void build(const std::filesystem::path &from);

    std::uint32_t m_number = 0;
};

} // namespace support

#pragma once

#include "core/lab/swarmsnapshot.h"
#include "core/wire/metainfo.h"
#include "net/peersetup.h"
#include "net/swarmsetup.h"
#include "net/torrentbuilder.h"
#include "net/trackerserver.h"

#include <QThread>

#include <filesystem>
#include <memory>
#include <vector>

namespace net {

/// What a live swarm stands on once it is prepared: the torrent, a running tracker, the folders.
struct SwarmPlan {
    std::shared_ptr<const wire::Metainfo> metainfo;
    std::filesystem::path torrentFile;
    std::string announceUrl;
    std::unique_ptr<QThread> trackerThread;
    TrackerServer *tracker = nullptr; ///< lives in its thread, ends with it
    std::vector<std::shared_ptr<DiskThread>> disks; ///< shared by the peers
    std::shared_ptr<RecordingFile> recording; ///< null when nobody records

    /// What a snapshot says of the swarm before anybody is there.
    [[nodiscard]] lab::SwarmSnapshot facts() const;
    /// The setup of one peer; a seed finds the content in its folder already.
    [[nodiscard]] PeerSetup peer(const SwarmSetup &setup, std::uint32_t number, bool seed) const;
    /// The setup of a peer that is not like the others.
    [[nodiscard]] PeerSetup peer(const SwarmSetup &setup, std::uint32_t number,
                                 const PeerKind &kind) const;
};

/// Starts the tracker, hashes the content, writes the .torrent into the swarm's folder and makes it
/// ready for peers. Blocks; `cancelled` ends it early.
base::Expected<SwarmPlan> prepareSwarm(const SwarmSetup &setup, const HashProgress &progress,
                                       const std::atomic<bool> &cancelled);

} // namespace net

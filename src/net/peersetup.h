#pragma once

#include "core/base/endpoint.h"
#include "core/swarm/peerconfig.h"
#include "core/wire/metainfo.h"
#include "net/contentlayout.h"
#include "net/diskthread.h"

#include <cstdint>
#include <memory>

namespace net {

class RecordingFile;

/// What it takes to run one live peer.
struct PeerSetup {
    std::uint32_t number = 1; ///< how lists and folders call it
    swarm::PeerConfig config; ///< its listen port is filled in once known
    ContentLayout layout;
    std::shared_ptr<DiskThread> disk;
    base::Endpoint listen; ///< port 0 picks a free one
    std::uint64_t upRate = 0; ///< bytes/s, 0 = unlimited
    std::uint64_t downRate = 0; ///< bytes/s, 0 = unlimited
    bool announces = true; ///< false: no tracker is told
    bool trusted = false; ///< the content was hashed just now: it is complete
    unsigned checkThreads = 1; ///< for the check at the start
    std::shared_ptr<RecordingFile> recording; ///< null = nobody records
};

} // namespace net

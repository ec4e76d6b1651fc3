#pragma once

#include "core/base/endpoint.h"
#include "core/base/ids.h"
#include "core/base/time.h"
#include "core/swarm/reason.h"
#include "core/wire/announce.h"
#include "core/wire/message.h"

#include <variant>
#include <vector>

namespace swarm {

// What a peer wants done. Values only; a world does it.

/// Put a message on a link, after what was put there before.
struct Send {
    base::LinkId link{};
    wire::Message message;
    bool operator==(const Send &) const = default;
};
/// Connect to an address; LinkUp or DialFailed follows.
struct Dial {
    base::Endpoint remote;
    bool operator==(const Dial &) const = default;
};
/// End a link once what was put there has left; LinkDown follows.
struct Hangup {
    base::LinkId link{};
    CloseReason reason = CloseReason::RemoteClosed;
    bool operator==(const Hangup &) const = default;
};
/// Send a block's bytes in a piece message; BlockSent follows.
struct Upload {
    base::LinkId link{};
    base::BlockRef block;
    double weight = 1; ///< its link's share of the upload line, beside the others' weights
    bool operator==(const Upload &) const = default;
};
/// Hash a piece whose blocks all arrived; PieceChecked follows.
struct Verify {
    base::PieceIndex piece{};
    bool operator==(const Verify &) const = default;
};
/// Tell the tracker; TrackerAnswered or TrackerFailed follows.
struct Announce {
    wire::AnnounceEvent event = wire::AnnounceEvent::None;
    bool operator==(const Announce &) const = default;
};
/// Try whether writing works again; StorageRecovered or StorageFailed follows.
struct ProbeStorage {
    bool operator==(const ProbeStorage &) const = default;
};
/// Send Wake at that time; a later WakeAt replaces an earlier one.
struct WakeAt {
    base::Time at{};
    bool operator==(const WakeAt &) const = default;
};
/// Record a decision and its reason.
struct Note {
    Reason reason;
    bool operator==(const Note &) const = default;
};
/// Every piece is verified.
struct Completed {
    bool operator==(const Completed &) const = default;
};

using Effect = std::variant<Send, Dial, Hangup, Upload, Verify, Announce, ProbeStorage, WakeAt,
                            Note, Completed>;
using Effects = std::vector<Effect>;

} // namespace swarm

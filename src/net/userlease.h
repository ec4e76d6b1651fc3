#pragma once

#include "core/base/expected.h"
#include "net/usersnapshot.h"

#include <QJsonObject>

namespace net {

/// What the coordinator told a user last. It stays in use while the coordinator is away.
struct UserLease {
    std::uint32_t pieceSize = 0; ///< bytes; 0 = as the size suggests
    std::uint32_t maxN = 0; ///< 0 = no limit
    std::uint64_t version = 0; ///< of these two
    std::string bottom; ///< announcement
    std::string right; ///< announcement
    std::vector<UserTracker> trackers;
    std::string index; ///< URL; empty = none
    std::string uploadToken; ///< for the index; a secret
};

// What each message changes; see docs/protocol.md. A message of the wrong form changes
// nothing and is an error whose `where` is the key at fault.
base::Expected<void> applyLimits(UserLease &lease, const QJsonObject &from);
base::Expected<void> applyAnnouncements(UserLease &lease, const QJsonObject &from);
base::Expected<void> applyTrackers(UserLease &lease, const QJsonObject &from);
base::Expected<void> applyIndex(UserLease &lease, const QJsonObject &from);
/// All of them: the answer to user.connect.
base::Expected<UserLease> readUserLease(const QJsonObject &from);

/// A tracker's name and announce URLs.
base::Expected<UserTracker> readUserTracker(const QJsonObject &from);

} // namespace net

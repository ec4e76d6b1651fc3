#pragma once

#include "models/peerentry.h"
#include "models/snapshottablemodel.h"

namespace models {

/// Every peer of the swarm, lab peers first; PeerListModel picks leechers or seeds from it.
class PeerTableModel : public SnapshotTableModel<PeerEntry>
{
    Q_OBJECT
public:
    enum ExtraRole {
        SeedRole = FirstExtraRole, ///< bool
        OutsideRole, ///< bool
        ProgressRole, ///< 0..1
        SummaryRole, ///< the row as a sentence
        TroubleRole, ///< bool: paused by a fault
    };

    explicit PeerTableModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] std::vector<const char *> extraRoles() const override;
    [[nodiscard]] QVariant extraData(const PeerEntry &row, int role) const override;
};

} // namespace models

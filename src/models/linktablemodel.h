#pragma once

#include "models/linkentry.h"
#include "models/snapshottablemodel.h"

namespace models {

/// The connections of the selected peer, with the reason of each choke decision.
class LinkTableModel : public SnapshotTableModel<LinkEntry>
{
    Q_OBJECT
public:
    explicit LinkTableModel(QObject *parent = nullptr);

protected:
    [[nodiscard]] std::vector<const char *> extraRoles() const override;
    [[nodiscard]] QVariant extraData(const LinkEntry &row, int role) const override;
};

} // namespace models

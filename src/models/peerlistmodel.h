#pragma once

#include "models/sortedtable.h"

#include <cstdint>

namespace models {

class PeerTableModel;

/// The leechers or the seeds of the peer table. Equal peers keep the order of their numbers.
class PeerListModel : public models::SortedTable // in full: QML's tools look it up by this name
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("SwarmController has them")
public:
    enum class Part : std::uint8_t {
        Leechers,
        Seeds,
    };

    PeerListModel(PeerTableModel *table, Part part, QObject *parent = nullptr);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    PeerTableModel *m_table;
    Part m_part;
};

} // namespace models

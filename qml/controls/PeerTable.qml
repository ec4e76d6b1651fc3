pragma ComponentBehavior: Bound

import QtQuick
import Torrarium
import Torrarium.Models

/// The leechers or the seeds of the swarm.
DataTable {
    id: root

    required property SwarmController swarm

    selectedKey: swarm.selectedKey
    cell: PeerCell {
        id: peerCell
        info: root.rows.columns[column]
        marked: rowKey.length > 0 && rowKey === root.selectedKey

        TapHandler {
            onTapped: root.choose(peerCell.rowKey)
        }
    }
    onSelected: key => root.swarm.select(key)
}

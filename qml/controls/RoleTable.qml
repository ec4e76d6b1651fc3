pragma ComponentBehavior: Bound

import QtQuick
import Torrarium
import Torrarium.Models

/// A list of a role's panel, with columns of its own.
DataTable {
    id: root

    required property AppSettings settings
    /// Key of the column that takes the room the others leave.
    property string elastic: "name"

    columns: TableColumns {
        settings: root.settings
        name: root.objectName
        columns: root.rows.columns
        elastic: root.elastic
        room: root.width - 2 * Theme.hairline - Theme.scrollBarSize
    }
    cell: ShareCell {
        id: shareCell
        info: root.rows.columns[column]
        marked: rowKey.length > 0 && rowKey === root.selectedKey

        TapHandler {
            onTapped: root.choose(shareCell.rowKey)
        }
    }
    onSelected: key => root.selectedKey = key
}

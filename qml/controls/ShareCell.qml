import QtQuick
import Torrarium

/// A cell that is a bar too, where its column says so.
DataCell {
    id: root

    required property var sortKey
    // A cell that is used again has for a moment another column's value.
    readonly property real share: info.bar && typeof sortKey === "number" ? sortKey : 0

    ShareBar {
        visible: root.info.bar
        share: root.share
        ink: root.share < 1 ? Theme.dataBlue : Theme.dataGreen
    }
}

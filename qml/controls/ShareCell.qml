import QtQuick
import Torrarium

/// A cell that is a bar too, where its column says so.
DataCell {
    id: root

    required property var sortKey
    readonly property real share: info.bar ? sortKey : 0

    ShareBar {
        visible: root.info.bar
        share: root.share
        ink: root.share < 1 ? Theme.dataBlue : Theme.dataGreen
    }
}

import QtQuick
import Torrarium

/// A share between 0 and 1 as a bar, with room for its text at the right.
Rectangle {
    id: root

    required property real share
    property color ink: Theme.dataBlue

    anchors.left: parent.left
    anchors.leftMargin: Theme.small
    anchors.verticalCenter: parent.verticalCenter
    width: Math.max(0, parent.width - 2 * Theme.small - 6 * Theme.digitWidth)
    height: Theme.barHeight
    radius: height / 2
    color: Theme.dataEmpty

    Rectangle {
        width: root.share <= 0 ? 0 : Math.max(height, parent.width * root.share)
        height: parent.height
        radius: parent.radius
        color: root.ink
    }
}

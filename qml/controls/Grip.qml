import QtQuick
import QtQuick.Controls
import Torrarium

/// What one drags to resize panes.
Item {
    id: root

    implicitWidth: Theme.gripSize
    implicitHeight: Theme.gripSize

    Rectangle {
        anchors.centerIn: parent
        width: root.width > root.height ? Theme.giant : Theme.focusLine
        height: root.width > root.height ? Theme.focusLine : Theme.giant
        radius: Theme.focusLine / 2
        color: root.SplitHandle.hovered || root.SplitHandle.pressed ? Theme.accent : Theme.border
    }
}

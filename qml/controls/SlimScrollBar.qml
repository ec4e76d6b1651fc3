import QtQuick
import QtQuick.Controls
import Torrarium

ScrollBar {
    id: root

    implicitWidth: Theme.scrollBarSize
    implicitHeight: Theme.scrollBarSize
    padding: Theme.focusLine
    visible: size < 1
    minimumSize: 0.05

    contentItem: Rectangle {
        radius: Math.min(width, height) / 2
        color: root.pressed || root.hovered ? Theme.mutedText : Theme.strongBorder
    }
}

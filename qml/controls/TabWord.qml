import QtQuick
import QtQuick.Controls
import Torrarium

/// A word in a row of tabs.
AbstractButton {
    id: root

    checkable: true
    autoExclusive: true
    implicitHeight: Theme.paneHeaderHeight
    leftPadding: Theme.small
    rightPadding: Theme.small
    font.pixelSize: Theme.bodyFont
    Accessible.role: Accessible.PageTab
    Accessible.name: text

    contentItem: Text {
        text: root.text
        color: root.checked ? Theme.text : Theme.mutedText
        font.pixelSize: root.font.pixelSize
        font.weight: root.checked ? Font.DemiBold : Font.Normal
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
    background: Rectangle {
        color: root.hovered ? Theme.hover : "transparent"
        border.width: root.visualFocus ? Theme.focusLine : 0
        border.color: Theme.accent

        Rectangle {
            visible: root.checked
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.focusLine
            color: Theme.accent
        }
    }
}

import QtQuick
import QtQuick.Controls
import Torrarium

/// Something to switch on or off.
CheckBox {
    id: root

    spacing: Theme.small
    font.pixelSize: Theme.bodyFont
    Accessible.role: Accessible.CheckBox
    Accessible.name: text

    indicator: Rectangle {
        x: root.leftPadding
        y: root.topPadding + (root.availableHeight - height) / 2
        width: Theme.iconSize
        height: Theme.iconSize
        radius: Theme.tiny
        color: root.checked ? Theme.accent : Theme.surface
        border.width: root.visualFocus ? Theme.focusLine : Theme.hairline
        border.color: root.visualFocus || root.checked ? Theme.accent : Theme.strongBorder

        Text {
            anchors.centerIn: parent
            visible: root.checked
            text: "✓"
            color: Theme.accentText
            font.pixelSize: Theme.smallFont
        }
    }

    contentItem: Text {
        leftPadding: root.indicator.width + root.spacing
        text: root.text
        font: root.font
        color: Theme.text
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
    }
}

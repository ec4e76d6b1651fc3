import QtQuick
import QtQuick.Controls
import Torrarium

/// One of several choices.
RadioButton {
    id: root

    spacing: Theme.small
    font.pixelSize: Theme.bodyFont
    Accessible.role: Accessible.RadioButton
    Accessible.name: text

    indicator: Rectangle {
        x: root.leftPadding
        y: root.topPadding + (root.availableHeight - height) / 2
        width: Theme.iconSize
        height: Theme.iconSize
        radius: width / 2
        color: Theme.surface
        border.width: root.checked || root.visualFocus ? Theme.focusLine : Theme.hairline
        border.color: root.checked || root.visualFocus ? Theme.accent : Theme.strongBorder

        Rectangle {
            anchors.centerIn: parent
            width: parent.width / 2
            height: width
            radius: width / 2
            color: Theme.accent
            visible: root.checked
        }
    }

    contentItem: Text {
        leftPadding: root.indicator.width + root.spacing
        text: root.text
        font: root.font
        color: Theme.text
        verticalAlignment: Text.AlignVCenter
    }
}

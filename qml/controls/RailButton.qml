pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import Torrarium

/// A page in the rail: icon above word.
AbstractButton {
    id: root

    readonly property color ink: checked ? Theme.accent : Theme.mutedText

    checkable: true
    autoExclusive: true
    implicitWidth: Theme.railWidth
    implicitHeight: Theme.railButtonHeight
    font.pixelSize: Theme.smallFont
    font.weight: checked ? Font.DemiBold : Font.Normal
    icon.width: Theme.railIconSize
    icon.height: Theme.railIconSize
    icon.color: ink
    Accessible.role: Accessible.PageTab
    Accessible.name: text

    contentItem: IconLabel {
        display: AbstractButton.TextUnderIcon
        spacing: Theme.tiny
        icon: root.icon
        text: root.text
        font: root.font
        color: root.ink
    }

    background: Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.tiny
        radius: Theme.radius
        color: root.checked ? Theme.selection : root.hovered ? Theme.hover : "transparent"
        border.width: root.visualFocus ? Theme.focusLine : 0
        border.color: Theme.accent
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Controls.impl
import Torrarium

/// A button with a verb on it. `primary` is the one thing to do on a page; `quiet` has no frame.
Button {
    id: root

    property bool primary: false
    property bool quiet: false
    property bool compact: false
    property string tip

    readonly property color ink: !enabled ? Theme.disabledText : primary ? Theme.accentText : Theme.text

    implicitHeight: compact ? Theme.compactHeight : Theme.controlHeight
    leftPadding: compact ? Theme.small : Theme.medium
    rightPadding: leftPadding
    topPadding: 0
    bottomPadding: 0
    spacing: Theme.small
    font.pixelSize: compact ? Theme.smallFont : Theme.bodyFont
    font.weight: primary ? Font.DemiBold : Font.Normal
    icon.width: Theme.iconSize
    icon.height: Theme.iconSize
    icon.color: ink
    Accessible.role: Accessible.Button
    Accessible.name: text.length > 0 ? text : tip
    Accessible.description: tip

    ToolTip.text: tip
    ToolTip.visible: tip.length > 0 && hovered
    ToolTip.delay: Theme.toolTipDelay

    contentItem: IconLabel {
        spacing: root.spacing
        display: root.display
        icon: root.icon
        text: root.text
        font: root.font
        color: root.ink
    }

    background: Rectangle {
        radius: Theme.radius
        color: {
            if (!root.enabled)
                return root.quiet ? "transparent" : Theme.surface;
            if (root.primary)
                return root.down || root.hovered ? Theme.accentHover : Theme.accent;
            if (root.down || root.hovered || root.checked)
                return Theme.hover;
            return root.quiet ? "transparent" : Theme.surface;
        }
        border.width: root.visualFocus ? Theme.focusLine : Theme.hairline
        border.color: {
            if (root.visualFocus)
                return root.primary ? Theme.text : Theme.accent;
            return root.quiet || (root.primary && root.enabled) ? "transparent" : Theme.border;
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Torrarium

/// A small list to pick one of.
ComboBox {
    id: root

    required property string label

    implicitHeight: Theme.compactHeight
    leftPadding: Theme.small
    rightPadding: Theme.small
    font.pixelSize: Theme.smallFont
    Accessible.role: Accessible.ComboBox
    Accessible.name: label

    delegate: ItemDelegate {
        id: entry
        required property int index
        required property var modelData
        width: ListView.view ? ListView.view.width : implicitWidth
        height: Theme.rowHeight
        highlighted: root.highlightedIndex === index
        text: modelData
        Accessible.name: text
        contentItem: Text {
            text: entry.text
            font.pixelSize: Theme.smallFont
            color: Theme.text
            elide: Text.ElideRight
            verticalAlignment: Text.AlignVCenter
        }
        background: Rectangle {
            color: entry.highlighted ? Theme.selection : Theme.surface
        }
    }

    indicator: Text {
        x: root.width - width - Theme.small
        anchors.verticalCenter: parent.verticalCenter
        text: "▾"
        font.pixelSize: Theme.smallFont
        color: Theme.mutedText
    }

    contentItem: Text {
        rightPadding: Theme.large
        text: root.displayText
        font: root.font
        color: Theme.text
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
    }

    background: Rectangle {
        radius: Theme.radius
        color: root.hovered ? Theme.hover : Theme.surface
        border.width: root.visualFocus ? Theme.focusLine : Theme.hairline
        border.color: root.visualFocus ? Theme.accent : Theme.border
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium

/// A line's colour and dash, its name and its newest value. Where room is short the name gives way.
RowLayout {
    id: root

    required property color ink
    required property string name
    required property string value
    property bool dashed: false

    spacing: Theme.tiny

    Row {
        Layout.alignment: Qt.AlignVCenter
        spacing: Theme.focusLine

        Repeater {
            model: root.dashed ? 3 : 1
            Rectangle {
                width: root.dashed ? Theme.tiny : 3 * Theme.tiny + 2 * Theme.focusLine
                height: Theme.chartLine + 1
                color: root.ink
            }
        }
    }
    Text {
        Layout.fillWidth: true
        Layout.minimumWidth: 0
        elide: Text.ElideRight
        text: root.name
        color: Theme.mutedText
        font.pixelSize: Theme.smallFont
    }
    Text {
        text: root.value
        color: Theme.text
        font.pixelSize: Theme.smallFont
        font.weight: Font.DemiBold
    }
}

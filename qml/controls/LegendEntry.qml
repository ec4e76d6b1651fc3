pragma ComponentBehavior: Bound

import QtQuick
import Torrarium

/// A line's colour and dash, its name and its newest value.
Row {
    id: root

    required property color ink
    required property string name
    required property string value
    property bool dashed: false

    spacing: Theme.tiny

    Row {
        anchors.verticalCenter: parent.verticalCenter
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

import QtQuick
import Torrarium

/// Where one steps a number up or down.
Item {
    id: root

    required property string text
    required property bool pressed
    required property bool hovered

    implicitWidth: Theme.large + Theme.small

    Text {
        anchors.centerIn: parent
        text: root.text
        color: root.pressed || root.hovered ? Theme.accent : Theme.mutedText
        font.pixelSize: Theme.smallFont
    }
}

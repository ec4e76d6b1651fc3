import QtQuick
import Torrarium

/// A word on a tinted pill.
Rectangle {
    id: root

    required property string text
    property color ink: Theme.good
    property color tint: Theme.goodSurface

    implicitWidth: label.implicitWidth + 2 * Theme.small
    implicitHeight: label.implicitHeight + Theme.tiny
    radius: height / 2
    color: tint
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Text {
        id: label
        anchors.centerIn: parent
        text: root.text
        color: root.ink
        font.pixelSize: Theme.smallFont
        font.weight: Font.DemiBold
    }
}

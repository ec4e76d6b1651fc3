import QtQuick
import Torrarium

/// An announcement area: what the coordinator publishes for all users.
Rectangle {
    id: root

    required property string text
    required property string label

    color: Theme.selection
    radius: Theme.radius
    border.width: Theme.hairline
    border.color: Theme.border
    implicitHeight: Theme.giant
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + words.text

    Text {
        id: words
        objectName: root.objectName + "Text"
        anchors.fill: parent
        anchors.margins: Theme.small
        text: root.text
        color: Theme.text
        font.pixelSize: Theme.titleFont
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        wrapMode: Text.Wrap
        elide: Text.ElideRight
        textFormat: Text.PlainText
    }
}

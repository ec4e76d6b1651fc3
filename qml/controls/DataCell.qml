import QtQuick
import Torrarium

/// A cell of a table: its text, aligned as its column says.
Rectangle {
    id: root

    required property int row
    required property int column
    required property string display
    required property string rowKey
    required property var info
    required property bool marked
    property color ink: Theme.text
    property string spoken: info.header + ": " + display

    implicitHeight: Theme.rowHeight
    color: marked ? Theme.selection : row % 2 === 1 ? Theme.raised : Theme.surface
    Accessible.role: Accessible.Cell
    Accessible.name: spoken

    Text {
        anchors.fill: parent
        anchors.leftMargin: Theme.small
        anchors.rightMargin: Theme.small
        text: root.display
        color: root.ink
        font.pixelSize: Theme.smallFont
        horizontalAlignment: root.info.number || root.info.bar ? Text.AlignRight : Text.AlignLeft
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
        textFormat: Text.PlainText
    }
}

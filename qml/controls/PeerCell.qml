import QtQuick
import Torrarium

/// A cell of a peer table.
Rectangle {
    id: root

    required property int row
    required property int column
    required property string display
    required property string peerKey
    required property real share
    required property bool seed
    required property bool outside
    required property bool trouble
    required property string summary
    required property var info
    required property bool marked

    implicitHeight: Theme.rowHeight
    color: marked ? Theme.selection : row % 2 === 1 ? Theme.raised : Theme.surface
    Accessible.role: Accessible.Cell
    Accessible.name: column === 0 ? summary : info.header + ": " + display

    Text {
        id: words
        anchors.fill: parent
        anchors.leftMargin: Theme.small
        anchors.rightMargin: Theme.small
        text: root.display
        color: {
            if (root.trouble && root.info.key === "state")
                return Theme.danger;
            if (root.outside && root.column === 0)
                return Theme.accent;
            return root.info.key === "client" || root.info.key === "address" ? Theme.mutedText : Theme.text;
        }
        font.pixelSize: Theme.smallFont
        horizontalAlignment: root.info.number || root.info.bar ? Text.AlignRight : Text.AlignLeft
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
        textFormat: Text.PlainText
    }

    Rectangle {
        visible: root.info.bar
        anchors.left: parent.left
        anchors.leftMargin: Theme.small
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(0, root.width - 2 * Theme.small - 6 * Theme.digitWidth)
        height: Theme.barHeight
        radius: height / 2
        color: Theme.dataEmpty

        Rectangle {
            width: root.share <= 0 ? 0 : Math.max(height, parent.width * root.share)
            height: parent.height
            radius: parent.radius
            color: root.seed ? Theme.dataGreen : Theme.dataBlue
        }
    }
}

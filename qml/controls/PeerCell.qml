import QtQuick
import Torrarium

/// A cell of a peer table; progress is a bar too.
DataCell {
    id: root

    required property real share
    required property bool seed
    required property bool outside
    required property bool trouble
    required property string summary

    ink: {
        if (trouble && info.key === "state")
            return Theme.danger;
        if (outside && column === 0)
            return Theme.accent;
        return info.key === "client" || info.key === "address" ? Theme.mutedText : Theme.text;
    }
    spoken: column === 0 ? summary : info.header + ": " + display

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

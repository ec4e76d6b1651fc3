import QtQuick
import QtQuick.Layouts
import Torrarium

/// One connection of the selected peer: who, how much, choke and interest in words, and why.
Rectangle {
    id: root

    required property int index
    required property string title
    required property string progress
    required property string down
    required property string up
    required property string state
    required property string why
    required property string address
    required property bool downloading
    required property bool uploading

    implicitHeight: column.implicitHeight + 2 * Theme.small
    color: index % 2 === 1 ? Theme.raised : "transparent"
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1 has %2, %3, %4").arg(title).arg(progress).arg(root.state).arg(why)

    ColumnLayout {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.medium
        spacing: Theme.focusLine

        RowLayout {
            spacing: Theme.small
            Text {
                text: root.title
                color: Theme.text
                font.pixelSize: Theme.smallFont
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            Text {
                text: "↓ " + root.down
                color: root.downloading ? Theme.text : Theme.mutedText
                font.pixelSize: Theme.smallFont
                horizontalAlignment: Text.AlignRight
                Layout.preferredWidth: 11 * Theme.digitWidth
            }
            Text {
                text: "↑ " + root.up
                color: root.uploading ? Theme.text : Theme.mutedText
                font.pixelSize: Theme.smallFont
                horizontalAlignment: Text.AlignRight
                Layout.preferredWidth: 11 * Theme.digitWidth
            }
        }
        Text {
            text: root.state
            color: root.downloading || root.uploading ? Theme.good : Theme.mutedText
            font.pixelSize: Theme.smallFont
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Text {
            visible: text.length > 0
            text: root.why
            color: Theme.mutedText
            font.pixelSize: Theme.smallFont
            font.italic: true
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
    }
}

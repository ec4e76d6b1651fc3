import QtQuick
import QtQuick.Layouts
import Torrarium

/// A pane of a page: a title line with room for controls at its right, and a body.
Rectangle {
    id: root

    required property string title
    property string detail
    property alias tools: toolRow.data
    default property alias body: bodyItem.data

    color: Theme.surface
    radius: Theme.radius
    border.width: Theme.hairline
    border.color: Theme.border
    Accessible.role: Accessible.Pane
    Accessible.name: title

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.hairline
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.paneHeaderHeight
            Layout.maximumHeight: Theme.paneHeaderHeight
            Layout.leftMargin: Theme.medium
            Layout.rightMargin: Theme.small
            spacing: Theme.small

            Text {
                text: root.title
                color: Theme.text
                font.pixelSize: Theme.bodyFont
                font.weight: Font.DemiBold
            }
            Text {
                text: root.detail
                color: Theme.mutedText
                font.pixelSize: Theme.smallFont
                elide: Text.ElideRight
                Layout.fillWidth: true
            }
            RowLayout {
                id: toolRow
                spacing: Theme.tiny
            }
        }
        Item {
            id: bodyItem
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
        }
    }
}

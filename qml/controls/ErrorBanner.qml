import QtQuick
import QtQuick.Layouts
import Torrarium

/// What went wrong, until it is dismissed.
Rectangle {
    id: root

    required property string text

    signal dismissed

    visible: text.length > 0
    implicitHeight: row.implicitHeight + 2 * Theme.small
    radius: Theme.radius
    color: Theme.dangerSurface
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.margins: Theme.small
        spacing: Theme.small

        Text {
            text: root.text
            color: Theme.danger
            font.pixelSize: Theme.bodyFont
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        PushButton {
            objectName: "dismissError"
            compact: true
            text: qsTr("Dismiss")
            onClicked: root.dismissed()
        }
    }
}

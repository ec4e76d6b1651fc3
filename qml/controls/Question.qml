import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium

/// Asks before something is done that cannot be taken back. It blocks nothing.
Popup {
    id: root

    required property string name
    required property string text
    /// What the two buttons say.
    required property string keep
    required property string confirm

    signal confirmed

    width: Theme.dialogWidth
    padding: Theme.large
    focus: true

    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.width: Theme.hairline
        border.color: Theme.strongBorder
    }

    contentItem: ColumnLayout {
        spacing: Theme.medium

        Text {
            text: root.text
            color: Theme.text
            font.pixelSize: Theme.bodyFont
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.small
            PushButton {
                objectName: root.name + "Refused"
                text: root.keep
                onClicked: root.close()
            }
            PushButton {
                objectName: root.name + "Confirmed"
                primary: true
                text: root.confirm
                onClicked: {
                    root.close();
                    root.confirmed();
                }
            }
        }
    }
}

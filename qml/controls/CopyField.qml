import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// A text to take along: label, the text itself, Copy.
ColumnLayout {
    id: root

    required property string label
    required property string value
    required property string name

    spacing: Theme.tiny

    Text {
        text: root.label
        color: Theme.mutedText
        font.pixelSize: Theme.smallFont
    }
    RowLayout {
        spacing: Theme.tiny
        TextEntry {
            objectName: root.name
            compact: true
            readOnly: true
            text: root.value
            Layout.fillWidth: true
            Accessible.name: root.label
            onActiveFocusChanged: if (activeFocus) selectAll()
        }
        PushButton {
            objectName: root.name + "Copy"
            compact: true
            text: qsTr("Copy")
            icon.source: "qrc:/torrarium/icons/copy.svg"
            enabled: root.value.length > 0
            Accessible.name: qsTr("Copy: %1").arg(root.label)
            onClicked: Clipboard.copy(root.value)
        }
    }
}

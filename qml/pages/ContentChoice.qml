pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The bundled sample or a file of one's own.
ColumnLayout {
    id: root

    required property StartForm form

    signal browse

    spacing: Theme.small

    RowLayout {
        spacing: Theme.large
        ChoiceButton {
            objectName: "useSample"
            text: qsTr("The bundled sample (16 MiB)")
            checked: root.form.useSample
            onToggled: root.form.useSample = checked
        }
        ChoiceButton {
            objectName: "useOwn"
            text: qsTr("My own file or folder")
            checked: !root.form.useSample
            onToggled: root.form.useSample = !checked
        }
    }
    RowLayout {
        visible: !root.form.useSample
        spacing: Theme.small
        TextEntry {
            objectName: "pathField"
            placeholderText: qsTr("Path of a file or folder, or drop one here")
            text: root.form.path
            wrong: root.form.pathError.length > 0
            Layout.fillWidth: true
            Accessible.name: qsTr("File or folder to share")
            Accessible.description: root.form.pathError
            onTextEdited: root.form.path = text
        }
        PushButton {
            objectName: "browseButton"
            icon.source: "qrc:/torrarium/icons/folder.svg"
            text: qsTr("Choose…")
            onClicked: root.browse()
        }
    }
    Text {
        objectName: "pathNote"
        visible: text.length > 0
        text: root.form.pathError
        color: Theme.danger
        font.pixelSize: Theme.smallFont
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The keys of a scenario: each takes a value, a list or a range.
PaneFrame {
    id: root

    required property ParameterModel parameters

    title: qsTr("Parameters")
    detail: qsTr("a value, a list [2, 4, 8] or a range 2..8 step 2")

    ListView {
        id: list
        objectName: "parameterList"
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.small
        anchors.bottomMargin: Theme.small
        clip: true
        spacing: Theme.tiny
        boundsBehavior: Flickable.StopAtBounds
        model: root.parameters
        ScrollBar.vertical: SlimScrollBar {}
        Accessible.role: Accessible.List
        Accessible.name: root.title

        delegate: RowLayout {
            id: line
            required property int index
            required property string path
            required property string value
            required property string original
            required property bool changed
            required property bool swept

            width: list.width - Theme.medium
            spacing: Theme.small

            Text {
                text: line.path
                color: line.swept ? Theme.accent : Theme.text
                font.pixelSize: Theme.bodyFont
                font.weight: line.changed ? Font.DemiBold : Font.Normal
                elide: Text.ElideMiddle
                Layout.fillWidth: true
                Layout.preferredWidth: list.width * 0.45
            }
            TextEntry {
                objectName: "parameter-" + line.path
                compact: true
                text: line.value
                Layout.fillWidth: true
                Layout.preferredWidth: list.width * 0.55
                Accessible.name: line.path
                Accessible.description: qsTr("in the file: %1").arg(line.original)
                onTextEdited: root.parameters.setText(line.index, text)
            }
            PushButton {
                objectName: "reset-" + line.path
                compact: true
                quiet: true
                text: qsTr("Reset")
                tip: qsTr("As the file has it: %1").arg(line.original)
                Accessible.name: qsTr("Reset %1").arg(line.path)
                opacity: line.changed ? 1 : 0
                enabled: line.changed
                onClicked: root.parameters.setText(line.index, line.original)
            }
        }
    }

    Hint {
        anchors.fill: list
        visible: list.count === 0
        text: qsTr("Choose a scenario: everything it says can be changed here, and swept over several values.")
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// How often, with which seed; what that comes to; Run, Pause, Stop.
Rectangle {
    id: root

    required property ExperimentController experiment

    readonly property ExperimentForm form: experiment.form
    readonly property bool paused: experiment.phase === ExperimentController.Paused

    implicitHeight: column.implicitHeight + 2 * Theme.medium
    color: Theme.surface
    radius: Theme.radius
    border.width: Theme.hairline
    border.color: Theme.border

    ColumnLayout {
        id: column
        anchors.fill: parent
        anchors.margins: Theme.medium
        spacing: Theme.small

        RowLayout {
            spacing: Theme.medium
            enabled: !root.experiment.running

            Repeater {
                model: [
                    { name: "repetitions", label: qsTr("Repetitions"), hint: "" },
                    { name: "seed", label: qsTr("Seed"), hint: "" },
                    { name: "jobs", label: qsTr("Jobs"), hint: qsTr("one a core") }
                ]

                RowLayout {
                    id: field
                    required property var modelData
                    spacing: Theme.tiny

                    Text {
                        text: field.modelData.label
                        color: Theme.text
                        font.pixelSize: Theme.bodyFont
                    }
                    TextEntry {
                        objectName: field.modelData.name + "Field"
                        text: root.form[field.modelData.name]
                        placeholderText: field.modelData.hint
                        Layout.fillWidth: true
                        Layout.minimumWidth: Theme.giant
                        Accessible.name: field.modelData.label
                        onTextEdited: root.form[field.modelData.name] = text
                    }
                }
            }
        }
        Text {
            objectName: "experimentOutlook"
            text: root.form.error.length > 0 ? root.form.error : root.form.outlook
            color: root.form.error.length > 0 ? Theme.danger : Theme.mutedText
            font.pixelSize: Theme.bodyFont
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Layout.minimumHeight: 2 * Theme.bodyFont
        }
        CopyField {
            name: "commandLine"
            label: qsTr("The same on the command line")
            value: root.form.command
            Layout.fillWidth: true
        }
        RowLayout {
            spacing: Theme.small

            PushButton {
                objectName: "runExperiment"
                primary: true
                icon.source: "qrc:/torrarium/icons/play.svg"
                text: qsTr("Run")
                enabled: root.form.valid && !root.experiment.running
                onClicked: root.experiment.run()
            }
            PushButton {
                objectName: "pauseExperiment"
                icon.source: root.paused ? "qrc:/torrarium/icons/play.svg" : "qrc:/torrarium/icons/pause.svg"
                text: root.paused ? qsTr("Continue") : qsTr("Pause")
                enabled: root.experiment.phase === ExperimentController.Running || root.paused
                onClicked: root.paused ? root.experiment.resume() : root.experiment.pause()
            }
            PushButton {
                objectName: "stopExperiment"
                icon.source: "qrc:/torrarium/icons/stop.svg"
                text: qsTr("Stop")
                enabled: root.experiment.running
                onClicked: root.experiment.stop()
            }
            ProgressBar {
                objectName: "experimentProgress"
                visible: root.experiment.total > 0
                from: 0
                to: root.experiment.total
                value: root.experiment.done
                Layout.fillWidth: true
                Accessible.name: qsTr("Trials finished")
            }
        }
        RowLayout {
            visible: root.experiment.folder.length > 0
            spacing: Theme.small

            CopyField {
                name: "resultsFolder"
                label: qsTr("Results are kept in")
                value: root.experiment.folder
                Layout.fillWidth: true
            }
            PushButton {
                objectName: "openResultsFolder"
                icon.source: "qrc:/torrarium/icons/folder.svg"
                tip: qsTr("Opens the folder with tables, plots and report")
                enabled: !root.experiment.running
                onClicked: Qt.openUrlExternally("file://" + root.experiment.folder)
            }
        }
        Text {
            objectName: "experimentProgressText"
            visible: text.length > 0
            text: root.experiment.progressText
            color: root.experiment.failed > 0 ? Theme.danger : Theme.mutedText
            font.pixelSize: Theme.smallFont
            Layout.fillWidth: true
        }
    }
}

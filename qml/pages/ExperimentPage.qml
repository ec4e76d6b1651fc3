pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// From a question to a chart: a scenario, what varies in it, how often, and how it goes.
Item {
    id: root

    required property ExperimentController experiment

    readonly property ExperimentForm form: experiment.form

    signal resultsWanted

    function chooseFile() {
        fileDialog.open();
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.small
        spacing: Theme.small

        RowLayout {
            spacing: Theme.small
            Layout.leftMargin: Theme.small
            Layout.fillWidth: true

            ColumnLayout {
                spacing: 0
                Layout.fillWidth: true
                Text {
                    objectName: "experimentName"
                    text: root.form.name.length > 0 ? root.form.name : qsTr("Experiment")
                    color: Theme.text
                    font.pixelSize: Theme.titleFont
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                    Layout.fillWidth: true
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                Text {
                    visible: text.length > 0
                    text: root.form.description
                    color: Theme.mutedText
                    font.pixelSize: Theme.bodyFont
                    wrapMode: Text.Wrap
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    Layout.fillWidth: true
                }
            }
            PickList {
                objectName: "scenarioList"
                label: qsTr("Scenario")
                implicitHeight: Theme.controlHeight
                implicitWidth: 1.6 * Theme.fieldWidth
                model: root.form.scenarios
                currentIndex: -1
                displayText: currentIndex < 0 ? qsTr("Choose a scenario") : currentText
                enabled: !root.experiment.running
                onActivated: index => root.form.choose(index)
            }
            PushButton {
                objectName: "openScenario"
                icon.source: "qrc:/torrarium/icons/folder.svg"
                text: qsTr("Open…")
                tip: qsTr("A scenario file of your own")
                enabled: !root.experiment.running
                onClicked: root.chooseFile()
            }
        }

        ErrorBanner {
            objectName: "experimentError"
            text: root.experiment.errorText
            Layout.fillWidth: true
            onDismissed: root.experiment.dismissError()
        }

        SplitView {
            id: sides
            Layout.fillWidth: true
            Layout.fillHeight: true
            handle: Grip {}

            ColumnLayout {
                SplitView.preferredWidth: sides.width * 0.42
                SplitView.minimumWidth: sides.width * 0.25
                spacing: Theme.small

                ParameterList {
                    parameters: root.form.parameters
                    enabled: !root.experiment.running
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                }
                ExperimentStart {
                    experiment: root.experiment
                    Layout.fillWidth: true
                }
            }
            ResultPane {
                objectName: "liveResults"
                title: qsTr("So far")
                results: root.experiment.results
                emptyText: qsTr("Run the experiment: means with their 95 % intervals grow here while trials finish.")
                SplitView.fillWidth: true
                SplitView.minimumWidth: sides.width * 0.3
                onFailed: why => root.experiment.warn(why)
            }
        }
    }

    FileDialog {
        id: fileDialog
        title: qsTr("Open a scenario")
        nameFilters: [qsTr("Scenarios (*.toml)")]
        onAccepted: root.form.open(selectedFile)
    }
}

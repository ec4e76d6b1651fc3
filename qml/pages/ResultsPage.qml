pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// What experiments gave: every trial, plots, two experiments side by side.
Item {
    id: root

    required property ExperimentController experiment
    required property AppSettings settings
    property string selected

    readonly property ResultSet results: experiment.results

    function openFolder() {
        folderDialog.comparing = false;
        folderDialog.open();
    }

    TableColumns {
        id: columns
        settings: root.settings
        name: "Trials"
        columns: root.results.trials.columns
        elastic: "setting"
        room: table.width - 2 * Theme.hairline - Theme.scrollBarSize
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.small
        spacing: Theme.small

        RowLayout {
            spacing: Theme.small
            Layout.leftMargin: Theme.small

            Text {
                text: root.results.name.length > 0 ? root.results.name : qsTr("Results")
                color: Theme.text
                font.pixelSize: Theme.titleFont
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                Layout.fillWidth: true
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            TextEntry {
                objectName: "trialFilter"
                placeholderText: qsTr("Filter the trials")
                Accessible.name: placeholderText
                onTextChanged: root.results.trials.filterText = text
            }
            PushButton {
                objectName: "playTrial"
                icon.source: "qrc:/torrarium/icons/lab.svg"
                text: qsTr("Watch the trial")
                tip: qsTr("Plays the selected trial on the Lab page")
                enabled: root.selected.length > 0
                onClicked: root.experiment.play(root.selected)
            }
            PushButton {
                objectName: "openResults"
                icon.source: "qrc:/torrarium/icons/folder.svg"
                text: qsTr("Open…")
                tip: qsTr("A folder that torrarium run -o wrote")
                onClicked: root.openFolder()
            }
            PushButton {
                objectName: "compareResults"
                text: qsTr("Compare with…")
                tip: qsTr("A second folder, drawn beside the first one")
                enabled: !root.results.empty
                onClicked: {
                    folderDialog.comparing = true;
                    folderDialog.open();
                }
            }
        }

        ErrorBanner {
            objectName: "resultsError"
            text: root.experiment.errorText
            Layout.fillWidth: true
            onDismissed: root.experiment.dismissError()
        }

        SplitView {
            id: halves
            orientation: Qt.Vertical
            Layout.fillWidth: true
            Layout.fillHeight: true
            handle: Grip {}

            RowLayout {
                SplitView.preferredHeight: halves.height * 0.6
                SplitView.minimumHeight: halves.height * 0.3
                spacing: Theme.small

                ResultPane {
                    objectName: "results"
                    title: qsTr("Plot")
                    results: root.results
                    emptyText: qsTr("Run an experiment, or open the folder of one that torrarium run -o wrote.")
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: halves.width / 2
                    onFailed: why => root.experiment.warn(why)
                }
                ResultPane {
                    objectName: "otherResults"
                    visible: !root.experiment.other.empty
                    title: qsTr("Compared with")
                    results: root.experiment.other
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredWidth: halves.width / 2
                    onFailed: why => root.experiment.warn(why)
                }
            }
            DataTable {
                id: table
                objectName: "trials"
                title: qsTr("Trials")
                emptyText: qsTr("Every trial is listed here with its seed: the same seed gives the same trial.")
                rows: root.results.trials
                columns: columns
                selectedKey: root.selected
                SplitView.fillHeight: true
                SplitView.minimumHeight: Theme.paneHeaderHeight + 3 * Theme.rowHeight
                onSelected: key => root.selected = key
            }
        }
    }

    FolderDialog {
        id: folderDialog
        property bool comparing: false
        title: qsTr("Open results")
        onAccepted: comparing ? root.experiment.openOther(selectedFolder) : root.experiment.openFolder(selectedFolder)
    }
}

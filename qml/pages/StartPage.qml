pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Dialogs
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// What do you want to do? Watch a swarm, or take one of the thesis's roles.
ScrollView {
    id: root

    required property SwarmController swarm
    required property RolesController roles

    signal labWanted
    signal rolesWanted

    /// The keyboard is in the choice of a role: Enter is not for the swarm.
    readonly property bool choosingRole: roleScope.activeFocus
    readonly property bool wide: availableWidth >= Theme.twoCards

    readonly property StartForm form: swarm.form
    readonly property bool preparing: swarm.phase === SwarmController.Preparing

    contentWidth: availableWidth
    contentHeight: column.implicitHeight + 2 * Theme.huge
    Accessible.name: qsTr("Start")

    function chooseFile() {
        fileDialog.open();
    }

    /// A file is for a live swarm.
    function share(file: url) {
        root.form.virtualWorld = false;
        root.form.path = "" + file;
    }

    Item {
        width: root.availableWidth
        height: Math.max(root.availableHeight, root.contentHeight)

        ColumnLayout {
            id: column
            anchors.centerIn: parent
            width: Math.min(root.wide ? Theme.formWidth + Theme.sideCardWidth + Theme.large : Theme.formWidth, parent.width - 2 * Theme.huge)
            spacing: Theme.large

            Text {
                text: qsTr("What do you want to do?")
                color: Theme.text
                font.pixelSize: Theme.headlineFont
                font.weight: Font.Light
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }

            GridLayout {
                columns: root.wide ? 2 : 1
                columnSpacing: Theme.large
                rowSpacing: Theme.large
                Layout.fillWidth: true

                Rectangle {
                    color: Theme.surface
                    radius: Theme.largeRadius
                    border.width: Theme.hairline
                    border.color: Theme.border
                    implicitHeight: card.implicitHeight + 2 * Theme.huge
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignTop

                    ColumnLayout {
                        id: card
                        anchors.fill: parent
                        anchors.margins: Theme.huge
                        spacing: Theme.large

                        RowLayout {
                            spacing: Theme.large
                            Image {
                                source: "qrc:/torrarium/icons/torrarium.svg"
                                sourceSize.width: Theme.giant + Theme.small
                                sourceSize.height: Theme.giant + Theme.small
                            }
                            Text {
                                text: qsTr("Watch a swarm")
                                color: Theme.text
                                font.pixelSize: Theme.titleFont
                                font.weight: Font.DemiBold
                            }
                        }

                        WorldChoice {
                            form: root.form
                            Layout.fillWidth: true
                        }

                        ContentChoice {
                            form: root.form
                            visible: !root.form.virtualWorld
                            Layout.fillWidth: true
                            onBrowse: root.chooseFile()
                        }

                        FormField {
                            name: "sizeField"
                            visible: root.form.virtualWorld
                            label: qsTr("Size of the content")
                            hint: qsTr("such as 64 MiB or 1 GiB")
                            text: root.form.size
                            error: root.form.sizeError
                            Layout.fillWidth: false
                            Layout.preferredWidth: leechersField.width
                            onEdited: text => root.form.size = text
                        }

                        GridLayout {
                            columns: 3
                            columnSpacing: Theme.large
                            rowSpacing: Theme.small
                            Layout.fillWidth: true

                            FormField {
                                id: leechersField
                                name: "leechersField"
                                label: qsTr("Leechers")
                                hint: qsTr("peers that start with nothing")
                                text: root.form.leechers
                                error: root.form.leechersError
                                Layout.fillWidth: true
                                Layout.alignment: Qt.AlignTop
                                Layout.preferredWidth: Theme.fieldWidth
                                onEdited: text => root.form.leechers = text
                            }
                            FormField {
                                name: "seedsField"
                                label: qsTr("Seeds")
                                hint: qsTr("peers that start with everything")
                                text: root.form.seeds
                                error: root.form.seedsError
                                Layout.fillWidth: true
                                Layout.alignment: Qt.AlignTop
                                Layout.preferredWidth: Theme.fieldWidth
                                onEdited: text => root.form.seeds = text
                            }
                            FormField {
                                name: "maxNField"
                                label: qsTr("Max_N")
                                placeholder: qsTr("as the choker says")
                                hint: qsTr("most transfers served at once")
                                text: root.form.maxN
                                error: root.form.maxNError
                                Layout.fillWidth: true
                                Layout.alignment: Qt.AlignTop
                                Layout.preferredWidth: Theme.fieldWidth
                                onEdited: text => root.form.maxN = text
                            }
                            FormField {
                                name: "upRateField"
                                label: qsTr("Upload rate of a peer")
                                placeholder: root.form.upRateDefault
                                hint: qsTr("slow enough to watch: 512 KiB/s")
                                text: root.form.upRate
                                error: root.form.upRateError
                                Layout.fillWidth: true
                                Layout.alignment: Qt.AlignTop
                                Layout.preferredWidth: Theme.fieldWidth
                                onEdited: text => root.form.upRate = text
                            }
                            FormField {
                                name: "downRateField"
                                label: qsTr("Download rate of a peer")
                                placeholder: root.form.downRateDefault
                                hint: qsTr("such as 2 MiB/s")
                                text: root.form.downRate
                                error: root.form.downRateError
                                Layout.fillWidth: true
                                Layout.alignment: Qt.AlignTop
                                Layout.preferredWidth: Theme.fieldWidth
                                onEdited: text => root.form.downRate = text
                            }
                            FormField {
                                name: "latencyField"
                                visible: root.form.virtualWorld
                                label: qsTr("Latency")
                                hint: qsTr("one way between two peers")
                                text: root.form.latency
                                error: root.form.latencyError
                                Layout.fillWidth: true
                                Layout.alignment: Qt.AlignTop
                                Layout.preferredWidth: Theme.fieldWidth
                                onEdited: text => root.form.latency = text
                            }
                        }

                        ErrorBanner {
                            objectName: "startError"
                            text: root.swarm.errorText
                            Layout.fillWidth: true
                            onDismissed: root.swarm.dismissError()
                        }

                        RowLayout {
                            spacing: Theme.large
                            PushButton {
                                id: goButton
                                objectName: "goButton"
                                primary: true
                                focus: true
                                enabled: root.form.valid && !root.preparing
                                icon.source: "qrc:/torrarium/icons/play.svg"
                                text: root.swarm.running ? qsTr("Replace the running swarm") : qsTr("Go")
                                tip: qsTr("Start the swarm (Enter)")
                                onClicked: root.swarm.go()
                            }
                            PushButton {
                                objectName: "backToLab"
                                visible: root.swarm.running
                                text: qsTr("Show the running one")
                                onClicked: root.labWanted()
                            }
                            ProgressBar {
                                objectName: "preparation"
                                visible: root.preparing
                                value: root.swarm.preparation
                                indeterminate: root.swarm.preparation === 0
                                Layout.fillWidth: true
                                Accessible.name: qsTr("Preparing the torrent")
                            }
                            Text {
                                objectName: "outlook"
                                visible: !root.preparing
                                text: root.form.outlook
                                color: Theme.mutedText
                                font.pixelSize: Theme.bodyFont
                                elide: Text.ElideRight
                                Layout.fillWidth: true
                            }
                        }
                    }
                }

                FocusScope {
                    id: roleScope
                    implicitHeight: roleChoice.implicitHeight
                    Layout.fillWidth: !root.wide
                    Layout.preferredWidth: root.wide ? Theme.sideCardWidth : Theme.formWidth
                    Layout.alignment: Qt.AlignTop

                    RoleChoice {
                        id: roleChoice
                        anchors.left: parent.left
                        anchors.right: parent.right
                        roles: root.roles
                        onRolesWanted: root.rolesWanted()
                    }
                }
            }

            Text {
                visible: !root.form.virtualWorld
                text: qsTr("The peers' copies lie in a temporary folder and are removed when the next swarm starts or the program ends.")
                color: Theme.mutedText
                font.pixelSize: Theme.smallFont
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }

    DropArea {
        parent: root
        anchors.fill: parent
        onDropped: drop => {
            if (drop.hasUrls)
                root.share(drop.urls[0]);
        }
    }

    FileDialog {
        id: fileDialog
        title: qsTr("Choose a file to share in the swarm")
        onAccepted: root.share(selectedFile)
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// Which of the thesis's roles this window takes, and where its coordinator is.
Rectangle {
    id: root

    required property RolesController roles

    readonly property RoleForm form: roles.form
    readonly property bool system: form.role === "system"
    readonly property bool listens: system || form.role === "coordinator"
    readonly property bool idle: roles.phase === RolesController.Idle

    signal rolesWanted

    color: Theme.surface
    radius: Theme.largeRadius
    border.width: Theme.hairline
    border.color: Theme.border
    implicitHeight: card.implicitHeight + 2 * Theme.huge

    ColumnLayout {
        id: card
        anchors.fill: parent
        anchors.margins: Theme.huge
        spacing: Theme.medium

        Text {
            text: qsTr("Take a role")
            color: Theme.text
            font.pixelSize: Theme.titleFont
            font.weight: Font.DemiBold
        }
        Text {
            text: qsTr("Coordinator, trackers, index, users and statistics: all in this window, or one here and the others on other machines.")
            color: Theme.mutedText
            font.pixelSize: Theme.bodyFont
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        GridLayout {
            columns: 3
            columnSpacing: Theme.small
            rowSpacing: Theme.tiny
            enabled: root.idle

            Repeater {
                model: [
                    { role: "system", word: qsTr("Whole system in this window") },
                    { role: "coordinator", word: qsTr("Coordinator") },
                    { role: "tracker", word: qsTr("Tracker") },
                    { role: "user", word: qsTr("User") },
                    { role: "index", word: qsTr("Index") },
                    { role: "statistics", word: qsTr("Statistics") }
                ]

                ChoiceButton {
                    required property var modelData
                    required property int index
                    objectName: "role-" + modelData.role
                    text: modelData.word
                    checked: root.form.role === modelData.role
                    Layout.columnSpan: index === 0 ? 3 : 1
                    onToggled: if (checked) root.form.role = modelData.role
                }
            }
        }
        GridLayout {
            columns: 2
            columnSpacing: Theme.large
            rowSpacing: Theme.small
            enabled: root.idle
            Layout.fillWidth: true

            FormField {
                name: "coordinatorField"
                label: root.listens ? qsTr("Coordinator listens at") : qsTr("Coordinator")
                hint: qsTr("host and port")
                text: root.form.coordinator
                error: root.form.coordinatorError
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.fieldWidth
                Layout.alignment: Qt.AlignTop
                onEdited: text => root.form.coordinator = text
            }
            FormField {
                name: "keyField"
                label: qsTr("Join key")
                placeholder: root.listens ? qsTr("none on this machine") : qsTr("if it wants one")
                hint: qsTr("from the coordinator")
                text: root.form.key
                error: root.form.keyError
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.fieldWidth
                Layout.alignment: Qt.AlignTop
                onEdited: text => root.form.key = text
            }
            FinderRow {
                visible: !root.listens
                finder: root.roles.finder
                Layout.columnSpan: 2
                Layout.fillWidth: true
                onChosen: address => root.form.coordinator = address
            }
            CheckMark {
                objectName: "announceCheck"
                visible: root.form.role === "coordinator"
                text: qsTr("Announce it on this network (UDP multicast)")
                checked: root.form.announces
                Layout.columnSpan: 2
                onToggled: root.form.announces = checked
            }
            FormField {
                name: "nameField"
                visible: !root.system
                label: qsTr("Name")
                placeholder: root.form.nameDefault
                hint: qsTr("what the others see")
                text: root.form.name
                error: root.form.nameError
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.fieldWidth
                Layout.alignment: Qt.AlignTop
                onEdited: text => root.form.name = text
            }
            FormField {
                name: "folderField"
                label: qsTr("Folder")
                placeholder: root.system ? qsTr("a temporary one") : qsTr("of your account")
                hint: qsTr("for what the roles keep")
                text: root.form.folder
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.fieldWidth
                Layout.alignment: Qt.AlignTop
                onEdited: text => root.form.folder = text
            }
            RowLayout {
                visible: root.system
                spacing: Theme.medium
                Layout.alignment: Qt.AlignTop
                CountBox {
                    name: "usersBox"
                    label: qsTr("Users")
                    value: root.form.users
                    most: root.form.mostUsers
                    onEdited: value => root.form.users = value
                }
                CountBox {
                    name: "trackersBox"
                    label: qsTr("Trackers")
                    value: root.form.trackers
                    most: root.form.mostTrackers
                    onEdited: value => root.form.trackers = value
                }
            }
        }
        ErrorBanner {
            objectName: "roleError"
            text: root.roles.errorText
            Layout.fillWidth: true
            onDismissed: root.roles.dismissError()
        }
        RowLayout {
            spacing: Theme.medium
            PushButton {
                objectName: "takeRole"
                visible: root.idle
                primary: true
                enabled: root.form.valid
                icon.source: "qrc:/torrarium/icons/play.svg"
                text: root.system ? qsTr("Start the whole system") : qsTr("Take this role")
                onClicked: root.roles.start()
            }
            PushButton {
                objectName: "backToRoles"
                visible: !root.idle
                text: qsTr("Show what runs")
                onClicked: root.rolesWanted()
            }
            Text {
                objectName: "reachNote"
                text: root.form.reach
                color: Theme.mutedText
                font.pixelSize: Theme.smallFont
                wrapMode: Text.Wrap
                Layout.fillWidth: true
            }
        }
    }
}

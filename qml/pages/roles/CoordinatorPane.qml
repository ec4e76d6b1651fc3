pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The coordinator (the thesis's bittorrent module).
RolePane {
    id: root

    required property CoordinatorPanel coordinator
    required property AppSettings settings
    property string limitsError

    panel: coordinator
    name: "coordinator"

    function applyLimits() {
        root.limitsError = root.coordinator.setLimits(pieceSizeField.text, maxNField.text);
    }

    function publish() {
        root.coordinator.setAnnouncements(bottomField.text, rightField.text);
    }

    buttons: [
        PushButton {
            objectName: "coordinatorClear"
            text: qsTr("Clear")
            tip: qsTr("Empties the screen")
            onClicked: root.coordinator.screen.clear()
        },
        PushButton {
            objectName: "coordinatorEnable"
            text: qsTr("Enable")
            tip: checked ? qsTr("Writing on the screen is allowed") : qsTr("Writing on the screen is not allowed")
            checkable: true
            checked: root.coordinator.screen.writable
            Accessible.checkable: true
            Accessible.checked: checked
            onToggled: root.coordinator.screen.writable = checked
        },
        PushButton {
            objectName: "coordinatorTrackers"
            text: qsTr("Trackers")
            tip: qsTr("Lists the available trackers on the screen, the next one first")
            onClicked: root.coordinator.printTrackers()
        },
        PushButton {
            objectName: "coordinatorQuit"
            text: qsTr("Quit")
            tip: qsTr("Ends the coordinator; the other roles stay and wait for it")
            enabled: root.coordinator.online
            onClicked: quitQuestion.open()
        },
        PushButton {
            objectName: "coordinatorStartAgain"
            visible: !root.coordinator.online
            primary: true
            text: qsTr("Start again")
            tip: qsTr("At the same address, with all it knew")
            onClicked: root.coordinator.startAgain()
        }
    ]

    extras: [
        RowLayout {
            spacing: Theme.small
            enabled: root.coordinator.online
            Layout.fillWidth: true

            FormField {
                id: pieceSizeField
                name: "pieceSizeField"
                label: qsTr("Size_Chunks")
                hint: qsTr("of new torrents' pieces")
                error: root.limitsError
                text: root.coordinator.pieceSize
                Layout.fillWidth: false
                Layout.preferredWidth: Theme.fieldWidth
                Layout.alignment: Qt.AlignTop
            }
            FormField {
                id: maxNField
                name: "maxNField"
                label: qsTr("Max_N")
                hint: qsTr("served at once")
                text: root.coordinator.maxN
                Layout.fillWidth: false
                Layout.preferredWidth: Theme.fieldWidth * 0.6
                Layout.alignment: Qt.AlignTop
            }
            PushButton {
                objectName: "applyLimits"
                text: qsTr("Apply")
                tip: qsTr("Tells everybody")
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: Theme.bodyFont + Theme.small
                Layout.rightMargin: Theme.large
                onClicked: root.applyLimits()
            }
            FormField {
                id: bottomField
                name: "bottomField"
                label: qsTr("Announcement, bottom")
                hint: qsTr("every user sees it")
                text: root.coordinator.announcementBottom
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
            FormField {
                id: rightField
                name: "rightField"
                label: qsTr("Announcement, right")
                hint: qsTr("every user sees it")
                text: root.coordinator.announcementRight
                Layout.fillWidth: true
                Layout.alignment: Qt.AlignTop
            }
            PushButton {
                objectName: "publishAnnouncements"
                text: qsTr("Publish")
                tip: qsTr("Shows both texts to every user at once")
                Layout.alignment: Qt.AlignTop
                Layout.topMargin: Theme.bodyFont + Theme.small
                onClicked: root.publish()
            }
        },
        CopyField {
            visible: root.coordinator.joinKey.length > 0
            name: "joinKey"
            label: qsTr("Join key that the other roles must know")
            value: root.coordinator.joinKey
            Layout.fillWidth: true
        }
    ]

    RoleTable {
        objectName: "coordinatorTrackerList"
        title: qsTr("Trackers")
        rows: root.coordinator.trackers
        elastic: "announce"
        settings: root.settings
        emptyText: qsTr("No tracker is available. Start one, here or on another machine.")
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    RoleTable {
        objectName: "coordinatorUserList"
        title: qsTr("Users")
        rows: root.coordinator.users
        elastic: "state"
        settings: root.settings
        emptyText: qsTr("No user is connected.")
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    RoleTable {
        objectName: "coordinatorTorrentList"
        title: qsTr("Torrents")
        rows: root.coordinator.torrents
        settings: root.settings
        emptyText: qsTr("Nothing was uploaded yet. A user's Upload puts it here.")
        Layout.fillWidth: true
        Layout.fillHeight: true
    }

    Question {
        id: quitQuestion
        parent: root
        anchors.centerIn: parent
        name: "quit"
        text: root.coordinator.quitOutlook
        keep: qsTr("Keep it running")
        confirm: qsTr("Quit")
        onConfirmed: root.coordinator.quit()
    }
}

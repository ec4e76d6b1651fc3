pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// A tracker: its Users, Peers and Seeds.
RolePane {
    id: root

    required property TrackerPanel tracker
    required property AppSettings settings

    panel: tracker
    name: "tracker"

    buttons: [
        PushButton {
            objectName: "trackerClear"
            text: qsTr("Clear")
            tip: qsTr("Empties the screen")
            onClicked: root.tracker.screen.clear()
        },
        PushButton {
            objectName: "trackerPeers"
            text: qsTr("Peers")
            tip: qsTr("Lists on the screen who seeds nothing")
            onClicked: root.tracker.printPeers()
        },
        PushButton {
            objectName: "trackerSeeds"
            text: qsTr("Seeds")
            tip: qsTr("Lists on the screen who seeds something")
            onClicked: root.tracker.printSeeds()
        },
        PushButton {
            objectName: "trackerDisconnect"
            text: qsTr("Disconnect")
            tip: qsTr("Gets no more uploads; its torrents keep working for who has them")
            enabled: root.tracker.online
            onClicked: root.tracker.disconnectTracker()
        },
        PushButton {
            objectName: "trackerConnect"
            text: qsTr("Connect")
            tip: qsTr("Gets uploads from now on")
            enabled: !root.tracker.online
            onClicked: root.tracker.connectTracker()
        }
    ]

    RowLayout {
        spacing: Theme.small
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: 2

        RoleTable {
            objectName: "trackerUserList"
            title: qsTr("Users")
            rows: root.tracker.users
            settings: root.settings
            emptyText: qsTr("No user is connected.")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
        }
        RoleTable {
            objectName: "trackerPeerList"
            title: qsTr("Peers")
            rows: root.tracker.peers
            settings: root.settings
            emptyText: qsTr("Who seeds nothing is listed here.")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
        }
        RoleTable {
            objectName: "trackerSeedList"
            title: qsTr("Seeds")
            rows: root.tracker.seeds
            settings: root.settings
            emptyText: qsTr("Who seeds something is listed here.")
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
        }
    }
    RoleTable {
        objectName: "trackerTorrentList"
        title: qsTr("Torrents")
        rows: root.tracker.torrents
        settings: root.settings
        elastic: "infoHash"
        emptyText: qsTr("No client has announced a torrent here yet.")
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: 1
    }
    CopyField {
        name: "trackerUrl"
        label: qsTr("Announce URL, for any client")
        value: root.tracker.announceUrl
        Layout.fillWidth: true
    }
}

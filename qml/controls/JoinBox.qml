pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// What any BitTorrent client needs to join this swarm.
ScrollView {
    id: root

    required property SwarmController swarm

    contentWidth: availableWidth
    Accessible.name: qsTr("Join from outside")

    ColumnLayout {
        width: root.availableWidth
        spacing: Theme.small

        Text {
            text: qsTr("Open this torrent in any BitTorrent client on this machine. It joins the swarm and shows up in the lists, marked “outside”.")
            color: Theme.text
            font.pixelSize: Theme.smallFont
            wrapMode: Text.Wrap
            Layout.fillWidth: true
            Layout.topMargin: Theme.small
            Layout.leftMargin: Theme.medium
            Layout.rightMargin: Theme.medium
        }
        CopyField {
            name: "torrentFile"
            label: qsTr("Torrent file")
            value: root.swarm.facts.torrentFile
            Layout.leftMargin: Theme.medium
            Layout.rightMargin: Theme.medium
        }
        CopyField {
            name: "announceUrl"
            label: qsTr("Tracker (announce URL)")
            value: root.swarm.facts.announceUrl
            Layout.leftMargin: Theme.medium
            Layout.rightMargin: Theme.medium
        }
        CopyField {
            name: "infoHash"
            label: qsTr("Info-hash")
            value: root.swarm.facts.infoHash
            Layout.leftMargin: Theme.medium
            Layout.rightMargin: Theme.medium
            Layout.bottomMargin: Theme.small
        }
    }
}

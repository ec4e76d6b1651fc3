pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// What is shared, and what one can do to the swarm.
RowLayout {
    id: root

    required property SwarmController swarm
    required property TableColumns columns

    /// Too little room for a word on every button.
    readonly property bool tight: width < (swarm.virtualWorld ? Theme.wideHeader : Theme.narrowHeader)
    readonly property int display: tight ? AbstractButton.IconOnly : AbstractButton.TextBesideIcon

    spacing: Theme.small

    Badge {
        objectName: "worldBadge"
        text: root.swarm.virtualWorld ? qsTr("Virtual") : qsTr("Live")
        ink: root.swarm.virtualWorld ? Theme.warning : Theme.good
        tint: root.swarm.virtualWorld ? Theme.warningSurface : Theme.goodSurface
        Layout.leftMargin: Theme.tiny
    }
    Item {
        id: nameplate
        clip: true
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.controlHeight

        Row {
            height: parent.height
            spacing: Theme.small

            Text {
                objectName: "swarmName"
                width: Math.min(implicitWidth, root.tight ? nameplate.width : nameplate.width * 0.5)
                anchors.verticalCenter: parent.verticalCenter
                text: root.swarm.facts.name
                color: Theme.text
                font.pixelSize: Theme.titleFont
                font.weight: Font.DemiBold
                elide: Text.ElideMiddle
            }
            Badge {
                anchors.verticalCenter: parent.verticalCenter
                visible: !root.swarm.running
                text: qsTr("Stopped")
                ink: Theme.mutedText
                tint: Theme.surface
            }
            Text {
                width: Math.max(0, Math.min(implicitWidth, nameplate.width - x))
                visible: width > 6 * Theme.letterWidth
                anchors.verticalCenter: parent.verticalCenter
                text: root.swarm.facts.content
                color: Theme.mutedText
                font.pixelSize: Theme.smallFont
                elide: Text.ElideRight
            }
        }
    }
    PlaybackBar {
        visible: root.swarm.virtualWorld
        swarm: root.swarm
    }
    Rectangle {
        visible: root.swarm.virtualWorld
        Layout.preferredWidth: Theme.hairline
        Layout.preferredHeight: Theme.large
        color: Theme.border
    }
    PushButton {
        objectName: "addPeerButton"
        text: qsTr("Peer")
        icon.source: "qrc:/torrarium/icons/add.svg"
        tip: qsTr("Add a peer that has nothing yet (P)")
        Accessible.name: qsTr("Add peer")
        enabled: root.swarm.running
        onClicked: root.swarm.addLeecher()
    }
    PushButton {
        objectName: "addSeedButton"
        text: qsTr("Seed")
        icon.source: "qrc:/torrarium/icons/add.svg"
        tip: qsTr("Add a peer that has everything (S)")
        Accessible.name: qsTr("Add seed")
        enabled: root.swarm.running
        onClicked: root.swarm.addSeed()
    }
    Rectangle {
        Layout.preferredWidth: Theme.hairline
        Layout.preferredHeight: Theme.large
        color: Theme.border
    }
    PushButton {
        objectName: "disconnectButton"
        text: qsTr("Disconnect")
        display: root.display
        icon.source: "qrc:/torrarium/icons/unplug.svg"
        tip: qsTr("The selected peer leaves its links and the tracker, and keeps what it has")
        enabled: root.swarm.running && root.swarm.selectedIsOurs && root.swarm.selectedIsConnected
        onClicked: root.swarm.disconnectSelected()
    }
    PushButton {
        objectName: "connectButton"
        text: qsTr("Connect")
        display: root.display
        icon.source: "qrc:/torrarium/icons/plug.svg"
        tip: qsTr("The selected peer comes back")
        enabled: root.swarm.running && root.swarm.selectedIsOurs && !root.swarm.selectedIsConnected
        onClicked: root.swarm.connectSelected()
    }
    PushButton {
        objectName: "removeButton"
        text: qsTr("Remove")
        display: root.display
        icon.source: "qrc:/torrarium/icons/remove.svg"
        tip: qsTr("The selected peer leaves for good (Delete)")
        enabled: root.swarm.running && root.swarm.selectedIsOurs
        onClicked: root.swarm.removeSelected()
    }
    Rectangle {
        Layout.preferredWidth: Theme.hairline
        Layout.preferredHeight: Theme.large
        color: Theme.border
    }
    PushButton {
        id: columnsButton
        objectName: "columnsButton"
        quiet: true
        icon.source: "qrc:/torrarium/icons/columns.svg"
        tip: qsTr("Columns of the lists")
        onClicked: menu.popup(columnsButton, 0, columnsButton.height)

        ColumnMenu {
            id: menu
            columns: root.columns
        }
    }
    PushButton {
        id: stopButton
        objectName: "stopButton"
        text: qsTr("Stop")
        icon.source: "qrc:/torrarium/icons/stop.svg"
        tip: qsTr("End the swarm: every peer says goodbye to the tracker")
        enabled: root.swarm.running
        onClicked: root.swarm.phase === SwarmController.Complete ? root.swarm.stop() : question.open()

        StopQuestion {
            id: question
            swarm: root.swarm
            y: stopButton.height + Theme.tiny
            x: stopButton.width - width
        }
    }
}

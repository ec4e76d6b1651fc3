import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The swarm in one line, on every page.
Rectangle {
    id: root

    required property SwarmController swarm
    required property RolesController roles

    readonly property var phaseWords: ({
            [SwarmController.Idle]: qsTr("No swarm"),
            [SwarmController.Preparing]: qsTr("Preparing"),
            [SwarmController.Running]: qsTr("Running"),
            [SwarmController.Complete]: qsTr("Complete: everybody has everything"),
            [SwarmController.Stopped]: qsTr("Stopped")
        })

    implicitHeight: Theme.compactHeight + Theme.tiny
    color: Theme.sunken
    Accessible.role: Accessible.StatusBar
    Accessible.name: words.text

    Rectangle {
        width: parent.width
        height: Theme.hairline
        color: Theme.border
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.medium
        spacing: Theme.large

        Text {
            id: words
            objectName: "phaseWords"
            text: root.phaseWords[root.swarm.phase]
            color: root.swarm.phase === SwarmController.Complete ? Theme.good : Theme.mutedText
            font.pixelSize: Theme.smallFont
            font.weight: Font.DemiBold
        }
        Text {
            objectName: "census"
            visible: root.swarm.shown
            text: root.swarm.facts.census
            color: Theme.mutedText
            font.pixelSize: Theme.smallFont
        }
        Text {
            objectName: "rolesWords"
            visible: root.roles.panels.length > 0
            text: qsTr("Roles that live here: %1").arg(root.roles.panels.length)
            color: Theme.mutedText
            font.pixelSize: Theme.smallFont
        }
        Item {
            Layout.fillWidth: true
        }
        Text {
            visible: root.swarm.shown
            text: qsTr("received %1").arg(root.swarm.facts.received)
            color: Theme.mutedText
            font.pixelSize: Theme.smallFont
        }
        Text {
            visible: root.swarm.shown
            text: root.swarm.facts.elapsed
            color: Theme.text
            font.pixelSize: Theme.smallFont
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// How virtual time goes on: play or pause, a step, the speed, and what its clock says.
RowLayout {
    id: root

    required property SwarmController swarm

    readonly property Playback playback: swarm.playback

    spacing: Theme.tiny

    Text {
        objectName: "virtualClock"
        text: root.swarm.clock
        color: Theme.text
        font.pixelSize: Theme.bodyFont
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignRight
        Layout.preferredWidth: 10 * Theme.digitWidth // "1:01:05.3": it does not push the others about
        Layout.rightMargin: Theme.tiny
        Accessible.role: Accessible.StaticText
        Accessible.name: qsTr("Virtual time %1").arg(text)
    }
    PushButton {
        objectName: "playButton"
        enabled: root.swarm.running
        icon.source: root.playback.paused ? "qrc:/torrarium/icons/play.svg" : "qrc:/torrarium/icons/pause.svg"
        tip: root.playback.paused ? qsTr("Let virtual time go on (Ctrl+K)") : qsTr("Stop virtual time (Ctrl+K)")
        Accessible.name: root.playback.paused ? qsTr("Play") : qsTr("Pause")
        onClicked: root.playback.paused = !root.playback.paused
    }
    PushButton {
        objectName: "stepButton"
        enabled: root.swarm.running
        icon.source: "qrc:/torrarium/icons/step.svg"
        tip: qsTr("Go on to the next second of virtual time and pause there (Ctrl+.)")
        Accessible.name: qsTr("Step one second")
        onClicked: root.playback.step()
    }
    PickList {
        objectName: "speedPick"
        label: qsTr("Speed: virtual seconds in a real one")
        enabled: root.swarm.running
        implicitHeight: Theme.controlHeight
        model: root.playback.speedNames
        currentIndex: root.playback.speedIndex
        Layout.preferredWidth: 12 * Theme.letterWidth
        onActivated: index => root.playback.speedIndex = index
    }
}

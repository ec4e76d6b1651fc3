pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// Coordinators that announce themselves on this network, to choose one of.
RowLayout {
    id: root

    required property CoordinatorFinder finder

    signal chosen(string address)

    spacing: Theme.small

    PushButton {
        objectName: "findCoordinator"
        compact: true
        text: root.finder.listening ? qsTr("Stop listening") : qsTr("Find on this network")
        tip: qsTr("Listens for coordinators that announce themselves; sends nothing")
        onClicked: root.finder.listening ? root.finder.stop() : root.finder.listen()
    }
    Repeater {
        model: root.finder.found

        PushButton {
            id: address
            required property string modelData
            objectName: "found-" + address.modelData
            compact: true
            text: address.modelData
            tip: qsTr("Join this coordinator")
            onClicked: root.chosen(address.modelData)
        }
    }
    Text {
        objectName: "finderNote"
        text: root.finder.note
        color: Theme.mutedText
        font.pixelSize: Theme.smallFont
        elide: Text.ElideRight
        Layout.fillWidth: true
    }
}

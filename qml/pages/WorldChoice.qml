pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// Real sockets or a simulated network, and what the choice means.
ColumnLayout {
    id: root

    required property StartForm form

    spacing: Theme.small

    RowLayout {
        spacing: Theme.large
        ChoiceButton {
            objectName: "useLive"
            text: qsTr("Live (real sockets)")
            checked: !root.form.virtualWorld
            onToggled: root.form.virtualWorld = !checked
        }
        ChoiceButton {
            objectName: "useVirtual"
            text: qsTr("Virtual (simulated network)")
            checked: root.form.virtualWorld
            onToggled: root.form.virtualWorld = checked
        }
    }
    Text {
        text: root.form.virtualWorld ? qsTr("The same peers over simulated lines: stop time, step it or speed it up. No file is read.")
                                     : qsTr("Real peers share a file over real sockets, on this machine only. Any BitTorrent client may join.")
        color: Theme.mutedText
        font.pixelSize: Theme.bodyFont
        wrapMode: Text.Wrap
        Layout.fillWidth: true
    }
}

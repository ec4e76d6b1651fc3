import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium

/// What this program is, and the keys that are good to know.
Popup {
    id: root

    width: Theme.dialogWidth
    padding: Theme.huge
    focus: true

    background: Rectangle {
        color: Theme.surface
        radius: Theme.largeRadius
        border.width: Theme.hairline
        border.color: Theme.strongBorder
    }

    contentItem: ColumnLayout {
        spacing: Theme.medium

        Text {
            text: qsTr("Torrarium %1").arg(Qt.application.version)
            color: Theme.text
            font.pixelSize: Theme.titleFont
            font.weight: Font.DemiBold
        }
        Text {
            text: qsTr("A BitTorrent laboratory in one window. Free software under the GNU General Public License, version 3 or later; it comes without any warranty.")
            color: Theme.text
            font.pixelSize: Theme.bodyFont
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        Text {
            text: qsTr("Enter starts a swarm. In the Lab, P adds a peer, S a seed, Delete removes the selected one; arrow keys walk the lists, Ctrl+F searches the log, Ctrl+= enlarges everything, F11 fills the screen.")
            color: Theme.mutedText
            font.pixelSize: Theme.bodyFont
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        PushButton {
            text: qsTr("Close")
            focus: true
            Layout.alignment: Qt.AlignRight
            onClicked: root.close()
        }
    }
}

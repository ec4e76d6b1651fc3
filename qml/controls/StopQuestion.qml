import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// Asks before a swarm with unfinished downloads ends. It blocks nothing.
Popup {
    id: root

    required property SwarmController swarm

    width: Theme.dialogWidth
    padding: Theme.large
    focus: true

    background: Rectangle {
        color: Theme.surface
        radius: Theme.radius
        border.width: Theme.hairline
        border.color: Theme.strongBorder
    }

    contentItem: ColumnLayout {
        spacing: Theme.medium

        Text {
            text: root.swarm.virtualWorld ? qsTr("Some peers have not finished (%1). End the swarm now?").arg(root.swarm.facts.census)
                                          : qsTr("Some peers have not finished (%1). End the swarm now? Their copies are kept until the next swarm or the end of the program.").arg(root.swarm.facts.census)
            color: Theme.text
            font.pixelSize: Theme.bodyFont
            wrapMode: Text.Wrap
            Layout.fillWidth: true
        }
        RowLayout {
            Layout.alignment: Qt.AlignRight
            spacing: Theme.small
            PushButton {
                text: qsTr("Keep it running")
                onClicked: root.close()
            }
            PushButton {
                objectName: "stopConfirmed"
                primary: true
                text: qsTr("Stop the swarm")
                onClicked: {
                    root.close();
                    root.swarm.stop();
                }
            }
        }
    }
}

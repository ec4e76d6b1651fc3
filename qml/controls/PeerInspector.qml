pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The selected peer's links, and how a client from outside joins.
Rectangle {
    id: root

    required property SwarmController swarm

    color: Theme.surface
    radius: Theme.radius
    border.width: Theme.hairline
    border.color: Theme.border
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Details")

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.hairline
        spacing: 0

        RowLayout {
            spacing: 0
            Layout.leftMargin: Theme.tiny
            Layout.preferredHeight: Theme.paneHeaderHeight

            TabWord {
                id: linksTab
                objectName: "linksTab"
                checked: true
                text: root.swarm.selectedTitle.length > 0 ? root.swarm.selectedTitle : qsTr("Selected peer")
            }
            TabWord {
                id: joinTab
                objectName: "joinTab"
                visible: !root.swarm.virtualWorld
                text: qsTr("Join from outside")
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.hairline
            color: Theme.border
        }
        StackLayout {
            currentIndex: joinTab.visible && joinTab.checked ? 1 : 0

            Item {
                ListView {
                    id: links
                    objectName: "linksView"
                    anchors.fill: parent
                    clip: true
                    boundsBehavior: Flickable.StopAtBounds
                    activeFocusOnTab: true
                    reuseItems: true
                    model: root.swarm.links
                    ScrollBar.vertical: SlimScrollBar {}
                    Accessible.role: Accessible.List
                    Accessible.name: qsTr("Links of the selected peer")
                    delegate: LinkCard {
                        width: links.width
                    }
                }
                Hint {
                    anchors.fill: parent
                    visible: links.count === 0
                    text: root.swarm.selectedKey.length === 0 ? qsTr("Select a peer to see whom it is linked with, who chokes whom, and why.")
                                                              : qsTr("It has no links now.")
                }
            }
            JoinBox {
                swarm: root.swarm
            }
        }
    }
}

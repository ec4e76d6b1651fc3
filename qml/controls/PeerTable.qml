pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Torrarium
import Torrarium.Models

/// A list of peers: sorts by its titles, selects by click or arrow keys.
PaneFrame {
    id: root

    required property PeerListModel peers
    required property SwarmController swarm
    required property TableColumns columns
    required property string emptyText

    detail: peers.count

    TableHeader {
        id: titles
        objectName: root.objectName + "Header"
        width: parent.width
        peers: root.peers
        columns: root.columns
        offset: table.contentX
    }

    TableView {
        id: table

        objectName: root.objectName + "View"
        anchors.top: titles.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        keyNavigationEnabled: false
        pointerNavigationEnabled: false
        reuseItems: true
        model: root.peers
        rowHeightProvider: () => Theme.rowHeight
        columnWidthProvider: column => root.columns.widths[column] ?? 0
        ScrollBar.vertical: SlimScrollBar {}
        ScrollBar.horizontal: SlimScrollBar {}
        Accessible.role: Accessible.Table
        Accessible.name: root.title
        onWidthChanged: relayout.restart()

        Keys.onDownPressed: table.step(1)
        Keys.onUpPressed: table.step(-1)
        Keys.onEscapePressed: root.swarm.select("")

        delegate: PeerCell {
            id: cell
            info: root.peers.columns[column]
            marked: peerKey.length > 0 && peerKey === root.swarm.selectedKey

            TapHandler {
                onTapped: {
                    table.forceActiveFocus(Qt.MouseFocusReason);
                    root.swarm.select(cell.peerKey);
                }
            }
        }

        function step(by: int) {
            const from = root.peers.rowOf(root.swarm.selectedKey);
            const to = from < 0 ? 0 : Math.max(0, Math.min(root.peers.count - 1, from + by));
            if (root.peers.count === 0)
                return;
            root.swarm.select(root.peers.keyAt(to));
            table.positionViewAtRow(to, TableView.Contain);
        }

        Connections {
            target: root.columns
            function onWidthsChanged() {
                relayout.restart();
            }
        }
        Timer {
            id: relayout
            interval: 0
            onTriggered: table.forceLayout()
        }
    }

    Rectangle {
        anchors.fill: table
        color: "transparent"
        border.width: table.activeFocus ? Theme.focusLine : 0
        border.color: Theme.accent
    }

    Hint {
        anchors.fill: table
        visible: root.peers.count === 0
        text: root.emptyText
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Torrarium
import Torrarium.Models

/// A list of rows with titles: sorts by its titles, selects by click or arrow keys.
PaneFrame {
    id: root

    required property SortedTable rows
    required property TableColumns columns
    required property string emptyText
    property string selectedKey
    property Component cell: DataCell {
        id: plainCell
        info: root.rows.columns[column]
        marked: rowKey.length > 0 && rowKey === root.selectedKey

        TapHandler {
            onTapped: root.choose(plainCell.rowKey)
        }
    }

    signal selected(string key)

    detail: rows.count

    /// A cell was clicked.
    function choose(key: string) {
        table.forceActiveFocus(Qt.MouseFocusReason);
        root.selected(key);
    }

    TableHeader {
        id: titles
        objectName: root.objectName + "Header"
        width: parent.width
        rows: root.rows
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
        contentWidth: root.columns.total // what it would guess is off until every column was shown
        boundsBehavior: Flickable.StopAtBounds
        activeFocusOnTab: true
        keyNavigationEnabled: false
        pointerNavigationEnabled: false
        reuseItems: true
        model: root.rows
        rowHeightProvider: () => Theme.rowHeight
        columnWidthProvider: column => root.columns.widths[column] ?? 0
        ScrollBar.vertical: SlimScrollBar {}
        ScrollBar.horizontal: SlimScrollBar {}
        Accessible.role: Accessible.Table
        Accessible.name: root.title
        onWidthChanged: relayout.restart()

        Keys.onDownPressed: table.step(1)
        Keys.onUpPressed: table.step(-1)
        Keys.onEscapePressed: root.selected("")

        delegate: root.cell

        function step(by: int) {
            const from = root.rows.rowOf(root.selectedKey);
            const to = from < 0 ? 0 : Math.max(0, Math.min(root.rows.count - 1, from + by));
            if (root.rows.count === 0)
                return;
            root.selected(root.rows.keyAt(to));
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
        visible: root.rows.count === 0
        text: root.emptyText
    }
}

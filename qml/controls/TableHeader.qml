pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Torrarium
import Torrarium.Models

/// Column titles of a table: click sorts, the right edge resizes. One stop for the Tab key,
/// the arrow keys go on from there.
Item {
    id: root

    required property SortedTable rows
    required property TableColumns columns
    property real offset: 0

    implicitHeight: Theme.rowHeight
    clip: true

    Row {
        x: -root.offset
        height: parent.height

        Repeater {
            id: cells
            model: root.rows.columns

            AbstractButton {
                id: cell
                required property var modelData
                required property int index
                readonly property bool sorted: root.rows.sortedBy === index

                objectName: "sort-" + modelData.key
                width: root.columns.widths[index]
                height: root.height
                visible: width > 0
                activeFocusOnTab: index === 0
                leftPadding: Theme.small
                rightPadding: Theme.small
                Accessible.role: Accessible.ColumnHeader
                Accessible.name: qsTr("Sort by %1").arg(modelData.header)
                Accessible.description: modelData.tooltip
                ToolTip.text: modelData.tooltip
                ToolTip.visible: hovered
                ToolTip.delay: Theme.toolTipDelay
                onClicked: root.rows.toggleSort(index)
                Keys.onRightPressed: root.step(index, 1)
                Keys.onLeftPressed: root.step(index, -1)

                contentItem: Text {
                    text: cell.sorted ? cell.modelData.header + (root.rows.descending ? " ↓" : " ↑") : cell.modelData.header
                    color: cell.sorted ? Theme.text : Theme.mutedText
                    font.pixelSize: Theme.smallFont
                    font.weight: cell.sorted ? Font.DemiBold : Font.Normal
                    horizontalAlignment: cell.modelData.number ? Text.AlignRight : Text.AlignLeft
                    verticalAlignment: Text.AlignVCenter
                    elide: Text.ElideRight
                }
                background: Rectangle {
                    color: cell.hovered ? Theme.hover : Theme.raised
                    border.width: cell.visualFocus ? Theme.focusLine : 0
                    border.color: Theme.accent
                }

                Item {
                    anchors.right: parent.right
                    width: Theme.tiny
                    height: parent.height

                    HoverHandler {
                        cursorShape: Qt.SplitHCursor
                    }
                    DragHandler {
                        property real startWidth: 0
                        target: null
                        yAxis.enabled: false
                        onActiveChanged: startWidth = cell.width
                        onTranslationChanged: if (active) root.columns.setWidth(cell.modelData.key, startWidth + translation.x)
                    }
                }
            }
        }
    }

    function step(from: int, by: int) {
        for (let at = from + by; at >= 0 && at < cells.count; at += by) {
            const cell = cells.itemAt(at);
            if (cell.visible) {
                cell.forceActiveFocus(Qt.TabFocusReason);
                return;
            }
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Torrarium
import Torrarium.Models

/// The event log: filter by level, subsystem and text; follows its end until one scrolls up.
PaneFrame {
    id: root

    required property LogFilter log
    property string emptyText
    /// Whether lines are about peers, whose numbers then have a column.
    property bool numbered: true

    signal cleared

    title: qsTr("Log")

    tools: [
        TextEntry {
            id: filterEntry
            objectName: "logFilter"
            compact: true
            implicitWidth: Theme.fieldWidth * 0.6
            placeholderText: qsTr("Filter")
            Accessible.name: qsTr("Filter the log by text")
            onTextChanged: root.log.text = text
            Keys.onEscapePressed: clear()
        },
        PickList {
            objectName: "logLevel"
            label: qsTr("Least level shown")
            implicitWidth: Theme.fieldWidth * 0.55
            model: [qsTr("All"), qsTr("Info"), qsTr("Warnings")]
            onActivated: index => root.log.minimumLevel = index
        },
        PickList {
            objectName: "logSubsystem"
            label: qsTr("Subsystem shown")
            implicitWidth: Theme.fieldWidth * 0.55
            model: {
                const topics = [qsTr("Any topic")];
                for (const name of root.log.subsystems)
                    topics.push(name);
                return topics;
            }
            onActivated: index => root.log.subsystem = index === 0 ? "" : textAt(index)
        },
        PushButton {
            objectName: "logCopy"
            compact: true
            quiet: true
            icon.source: "qrc:/torrarium/icons/copy.svg"
            tip: qsTr("Copy the lines shown")
            onClicked: Clipboard.copy(root.log.plainText())
        },
        PushButton {
            objectName: "logClear"
            compact: true
            text: qsTr("Clear")
            tip: qsTr("Forget the lines so far; new ones still come")
            onClicked: root.cleared()
        }
    ]

    function focusFilter() {
        filterEntry.forceActiveFocus(Qt.ShortcutFocusReason);
    }

    Rectangle {
        width: parent.width
        height: Theme.hairline
        color: Theme.border
    }

    TailList {
        id: lines

        objectName: "logView"
        anchors.fill: parent
        anchors.topMargin: Theme.hairline
        model: root.log
        Accessible.name: root.title

        delegate: Rectangle {
            id: line
            required property int index
            required property string time
            required property string subsystem
            required property int peer
            required property int level
            required property string text
            required property string line

            width: lines.width
            height: Theme.rowHeight - Theme.tiny
            color: ListView.isCurrentItem && lines.activeFocus ? Theme.selection : "transparent"
            Accessible.role: Accessible.ListItem
            Accessible.name: line.line

            Row {
                anchors.fill: parent
                anchors.leftMargin: Theme.medium
                anchors.rightMargin: Theme.small
                spacing: Theme.small

                LogWord {
                    width: 7 * Theme.digitWidth
                    horizontalAlignment: Text.AlignRight
                    text: line.time
                }
                LogWord {
                    width: 8 * Theme.letterWidth
                    text: line.subsystem
                }
                LogWord {
                    visible: root.numbered
                    width: 4 * Theme.digitWidth
                    horizontalAlignment: Text.AlignRight
                    text: line.peer > 0 ? line.peer : ""
                    color: Theme.text
                }
                LogWord {
                    id: words
                    width: parent.width - x
                    text: line.text
                    color: line.level >= 2 ? Theme.danger : Theme.text
                }
            }
            HoverHandler {
                id: over
            }
            ToolTip.text: line.text
            ToolTip.visible: over.hovered && words.truncated
            ToolTip.delay: Theme.toolTipDelay
        }
    }

    Hint {
        anchors.fill: parent
        visible: lines.count === 0
        text: root.emptyText
    }

    PushButton {
        objectName: "logFollow"
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.small
        visible: !lines.following && lines.count > 0
        compact: true
        text: qsTr("Follow the end")
        onClicked: lines.follow()
    }
}

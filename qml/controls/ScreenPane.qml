pragma ComponentBehavior: Bound

import QtQuick
import Torrarium
import Torrarium.Models

/// A role's message screen: what happened and what its buttons print.
PaneFrame {
    id: root

    required property MessageScreen screen
    property string emptyText: qsTr("What happens and what the buttons print appears here.")
    /// Whether it has its own Clear, for panels without that button.
    property bool clearable: false

    signal failed(string why)

    title: qsTr("Screen")
    detail: screen.writable ? "" : qsTr("writing is not allowed")

    tools: [
        PushButton {
            objectName: root.objectName + "Copy"
            compact: true
            quiet: true
            icon.source: "qrc:/torrarium/icons/copy.svg"
            tip: qsTr("Copy the screen")
            onClicked: Clipboard.copy(root.screen.plainText())
        },
        SaveButton {
            objectName: root.objectName + "Save"
            tip: qsTr("Save the screen")
            kinds: [qsTr("Text (*.txt)")]
            onChosen: file => {
                const why = root.screen.save(file);
                if (why.length > 0)
                    root.failed(why);
            }
        },
        PushButton {
            objectName: root.objectName + "Clear"
            visible: root.clearable
            compact: true
            text: qsTr("Clear")
            tip: qsTr("Forget the lines so far; new ones still come")
            onClicked: root.screen.clear()
        }
    ]

    Rectangle {
        width: parent.width
        height: Theme.hairline
        color: Theme.border
    }

    TailList {
        id: lines

        objectName: root.objectName + "View"
        anchors.fill: parent
        anchors.topMargin: Theme.hairline
        model: root.screen
        Accessible.name: root.title

        delegate: Rectangle {
            id: line
            required property string time
            required property string text
            required property string line

            width: lines.width
            height: Math.max(Theme.rowHeight - Theme.tiny, words.implicitHeight + Theme.tiny)
            color: ListView.isCurrentItem && lines.activeFocus ? Theme.selection : "transparent"
            Accessible.role: Accessible.ListItem
            Accessible.name: line.line

            Text {
                id: clock
                x: Theme.medium
                height: Theme.rowHeight - Theme.tiny
                text: line.time
                color: Theme.mutedText
                font.pixelSize: Theme.smallFont
                verticalAlignment: Text.AlignVCenter
            }
            Text {
                id: words
                anchors.left: clock.right
                anchors.right: parent.right
                anchors.leftMargin: Theme.small
                anchors.rightMargin: Theme.small
                anchors.verticalCenter: parent.verticalCenter
                text: line.text
                color: Theme.text
                font.pixelSize: Theme.smallFont
                wrapMode: Text.Wrap
                textFormat: Text.PlainText
            }
        }
    }

    Hint {
        anchors.fill: parent
        visible: lines.count === 0
        text: root.emptyText
    }

    PushButton {
        objectName: root.objectName + "Follow"
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.small
        visible: !lines.following && lines.count > 0
        compact: true
        text: qsTr("Follow the end")
        onClicked: lines.follow()
    }
}

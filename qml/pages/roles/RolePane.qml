pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// What all panels have: the thesis's buttons, how the role stands, its lists, its message screen.
ColumnLayout {
    id: root

    required property RolePanel panel
    /// Of the object names: "tracker".
    required property string name
    property alias buttons: buttonRow.data
    property alias extras: extraColumn.data
    default property alias lists: listArea.data
    property bool clearable: false

    signal failed(string why)

    spacing: Theme.small

    RowLayout {
        spacing: Theme.large
        Layout.fillWidth: true

        RowLayout {
            id: buttonRow
            spacing: Theme.small
        }
        Text {
            objectName: root.name + "Status"
            text: root.panel.status
            color: root.panel.online ? Theme.mutedText : Theme.warning
            font.pixelSize: Theme.smallFont
            textFormat: Text.PlainText
            elide: Text.ElideRight
            horizontalAlignment: Text.AlignRight
            Layout.fillWidth: true
        }
        Badge {
            objectName: root.name + "Badge"
            text: root.panel.online ? qsTr("Online") : qsTr("Offline")
            ink: root.panel.online ? Theme.good : Theme.warning
            tint: root.panel.online ? Theme.goodSurface : Theme.warningSurface
        }
    }
    ColumnLayout {
        id: extraColumn
        visible: children.length > 0
        spacing: Theme.small
        Layout.fillWidth: true
    }
    SplitView {
        id: sides
        handle: Grip {}
        Layout.fillWidth: true
        Layout.fillHeight: true

        ColumnLayout {
            id: listArea
            spacing: Theme.small
            SplitView.fillWidth: true
            SplitView.minimumWidth: sides.width * 0.35
        }
        ScreenPane {
            objectName: root.name + "Screen"
            screen: root.panel.screen
            clearable: root.clearable
            SplitView.preferredWidth: sides.width * 0.36
            SplitView.minimumWidth: sides.width * 0.2
            onFailed: why => root.failed(why)
        }
    }
}

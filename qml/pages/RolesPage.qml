pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The roles that live in this window, a tab each; while there is none, the choice of one.
Item {
    id: root

    required property RolesController roles
    required property AppSettings settings
    property string trouble

    readonly property bool idle: roles.phase === RolesController.Idle

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.small
        spacing: Theme.small
        visible: root.roles.panels.length > 0

        RowLayout {
            spacing: Theme.small
            Layout.fillWidth: true

            ListView {
                id: tabs
                objectName: "roleTabs"
                orientation: ListView.Horizontal
                boundsBehavior: Flickable.StopAtBounds
                clip: true
                spacing: Theme.tiny
                model: root.roles.panels
                currentIndex: root.roles.current
                highlightMoveDuration: 0
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.paneHeaderHeight
                Accessible.role: Accessible.PageTabList
                Accessible.name: qsTr("Roles")

                delegate: TabWord {
                    id: tab
                    required property RolePanel modelData
                    required property int index
                    objectName: "roleTab-" + tab.modelData.name
                    text: (tab.modelData.online ? "● " : "○ ") + tab.modelData.name
                    checked: root.roles.current === tab.index
                    Accessible.name: tab.modelData.name
                    Accessible.description: tab.modelData.status
                    onClicked: root.roles.current = tab.index
                }
            }
            PushButton {
                objectName: "stopRoles"
                icon.source: "qrc:/torrarium/icons/stop.svg"
                text: qsTr("Stop")
                tip: qsTr("Ends every role of this window; users take their leave first")
                enabled: root.roles.phase === RolesController.Running
                onClicked: root.roles.stop()
            }
        }
        ErrorBanner {
            objectName: "rolesError"
            text: root.roles.errorText.length > 0 ? root.roles.errorText : root.trouble
            Layout.fillWidth: true
            onDismissed: {
                root.trouble = "";
                root.roles.dismissError();
            }
        }
        StackLayout {
            currentIndex: root.roles.current
            Layout.fillWidth: true
            Layout.fillHeight: true

            Repeater {
                model: root.roles.panels

                RoleView {
                    required property RolePanel modelData
                    required property int index
                    panel: modelData
                    settings: root.settings
                    current: root.roles.current === index
                    onFailed: why => root.trouble = why
                }
            }
        }
    }

    ScrollView {
        id: choice
        anchors.fill: parent
        visible: root.roles.panels.length === 0
        contentWidth: availableWidth
        contentHeight: form.implicitHeight + 2 * Theme.huge
        Accessible.name: qsTr("Take a role")

        Item {
            width: choice.availableWidth
            height: Math.max(choice.availableHeight, choice.contentHeight)

            RoleChoice {
                id: form
                anchors.centerIn: parent
                width: Math.min(Theme.formWidth, parent.width - 2 * Theme.huge)
                roles: root.roles
            }
        }
    }
}

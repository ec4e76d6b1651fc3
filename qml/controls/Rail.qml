pragma ComponentBehavior: Bound

import QtQuick
import Torrarium

/// The pages, always in sight.
Rectangle {
    id: root

    /// What there is, from the top: `key`, `title` and `icon` of each.
    required property var pages
    required property string page

    signal chosen(string page)

    implicitWidth: Theme.railWidth
    color: Theme.sunken
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    Column {
        anchors.left: parent.left
        anchors.right: parent.right
        topPadding: Theme.small

        Repeater {
            model: root.pages

            RailButton {
                required property var modelData
                objectName: "rail-" + modelData.key
                text: modelData.title
                icon.source: modelData.icon
                checked: root.page === modelData.key
                onClicked: root.chosen(modelData.key)
            }
        }
    }
    Rectangle {
        anchors.right: parent.right
        width: Theme.hairline
        height: parent.height
        color: Theme.border
    }
}

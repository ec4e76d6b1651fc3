import QtQuick
import Torrarium

/// The pages, always in sight.
Rectangle {
    id: root

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

        RailButton {
            objectName: "railStart"
            text: qsTr("Start")
            icon.source: "qrc:/torrarium/icons/start.svg"
            checked: root.page === "start"
            onClicked: root.chosen("start")
        }
        RailButton {
            objectName: "railLab"
            text: qsTr("Lab")
            icon.source: "qrc:/torrarium/icons/lab.svg"
            checked: root.page === "lab"
            onClicked: root.chosen("lab")
        }
    }
    Rectangle {
        anchors.right: parent.right
        width: Theme.hairline
        height: parent.height
        color: Theme.border
    }
}

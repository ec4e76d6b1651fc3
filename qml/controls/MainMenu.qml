pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Torrarium
import Torrarium.Models

/// Every action of the window, with its keys.
MenuBar {
    id: root

    required property var window
    required property SwarmController swarm
    required property AppSettings settings

    readonly property real zoomStep: 0.1
    readonly property bool canPlay: swarm.running && swarm.virtualWorld
    readonly property bool canAct: swarm.running && swarm.selectedIsOurs

    signal chooseFile
    signal findInLog
    signal about

    font.pixelSize: Theme.bodyFont

    Menu {
        title: qsTr("&File")
        Action {
            text: qsTr("&Watch a file…")
            shortcut: "Ctrl+O"
            onTriggered: root.chooseFile()
        }
        MenuSeparator {}
        Action {
            text: qsTr("&Quit")
            shortcut: "Ctrl+Q"
            onTriggered: root.window.close()
        }
    }
    Menu {
        id: viewMenu
        title: qsTr("&View")
        Instantiator {
            model: root.window.pages

            MenuItem {
                id: pageItem
                required property var modelData
                required property int index
                action: Action {
                    text: pageItem.modelData.title
                    shortcut: "Ctrl+" + (pageItem.index + 1)
                    onTriggered: root.window.page = pageItem.modelData.key
                }
            }
            onObjectAdded: (index, item) => viewMenu.insertItem(index, item)
            onObjectRemoved: (index, item) => viewMenu.removeItem(item)
        }
        MenuSeparator {}
        Menu {
            title: qsTr("&Theme")
            Action {
                text: qsTr("&System")
                checkable: true
                checked: root.settings.theme === "system"
                onTriggered: root.settings.theme = "system"
            }
            Action {
                text: qsTr("&Light")
                checkable: true
                checked: root.settings.theme === "light"
                onTriggered: root.settings.theme = "light"
            }
            Action {
                text: qsTr("&Dark")
                checkable: true
                checked: root.settings.theme === "dark"
                onTriggered: root.settings.theme = "dark"
            }
        }
        Action {
            text: qsTr("Zoom &in")
            shortcut: "Ctrl+="
            onTriggered: root.settings.zoom += root.zoomStep
        }
        Action {
            text: qsTr("Zoom &out")
            shortcut: "Ctrl+-"
            onTriggered: root.settings.zoom -= root.zoomStep
        }
        Action {
            text: qsTr("&Normal size")
            shortcut: "Ctrl+0"
            onTriggered: root.settings.zoom = 1
        }
        Action {
            text: qsTr("&Full screen")
            shortcut: "F11"
            onTriggered: root.window.toggleFullScreen()
        }
    }
    Menu {
        title: qsTr("&Swarm")
        Action {
            text: qsTr("Add &peer")
            shortcut: "Ctrl+P"
            enabled: root.swarm.running
            onTriggered: root.swarm.addLeecher()
        }
        Action {
            text: qsTr("Add &seed")
            shortcut: "Ctrl+Shift+P"
            enabled: root.swarm.running
            onTriggered: root.swarm.addSeed()
        }
        MenuSeparator {}
        Action {
            text: qsTr("&Disconnect the selected peer")
            shortcut: "Ctrl+D"
            enabled: root.canAct && root.swarm.selectedIsConnected
            onTriggered: root.swarm.disconnectSelected()
        }
        Action {
            text: qsTr("&Connect the selected peer")
            shortcut: "Ctrl+Shift+D"
            enabled: root.canAct && !root.swarm.selectedIsConnected
            onTriggered: root.swarm.connectSelected()
        }
        Action {
            text: qsTr("&Remove the selected peer")
            shortcut: "Delete"
            enabled: root.canAct
            onTriggered: root.swarm.removeSelected()
        }
        MenuSeparator {}
        Action {
            text: root.swarm.playback.paused ? qsTr("P&lay") : qsTr("P&ause")
            shortcut: "Ctrl+K"
            enabled: root.canPlay
            onTriggered: root.swarm.playback.paused = !root.swarm.playback.paused
        }
        Action {
            text: qsTr("S&tep one second")
            shortcut: "Ctrl+."
            enabled: root.canPlay
            onTriggered: root.swarm.playback.step()
        }
        MenuSeparator {}
        Action {
            text: qsTr("&Find in the log")
            shortcut: "Ctrl+F"
            enabled: root.swarm.shown
            onTriggered: root.findInLog()
        }
        Action {
            text: qsTr("C&lear the log")
            shortcut: "Ctrl+L"
            enabled: root.swarm.shown
            onTriggered: root.swarm.clearLog()
        }
    }
    Menu {
        title: qsTr("&Help")
        Action {
            text: qsTr("&About Torrarium")
            shortcut: "F1"
            onTriggered: root.about()
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The window: a rail of pages, a menu with every action, and the state of the swarm at the bottom.
ApplicationWindow {
    id: root

    required property SwarmController swarm
    required property ExperimentController experiment
    required property RolesController roles
    required property AppSettings settings
    property string page: "start"

    readonly property bool typing: activeFocusItem instanceof TextInput
    /// In the order of the rail and of the stack below.
    readonly property var pages: [
        { key: "start", title: qsTr("Start"), icon: "qrc:/torrarium/icons/start.svg" },
        { key: "lab", title: qsTr("Lab"), icon: "qrc:/torrarium/icons/lab.svg" },
        { key: "roles", title: qsTr("Roles"), icon: "qrc:/torrarium/icons/roles.svg" },
        { key: "experiment", title: qsTr("Experiment"), icon: "qrc:/torrarium/icons/experiment.svg" },
        { key: "results", title: qsTr("Results"), icon: "qrc:/torrarium/icons/results.svg" }
    ]

    objectName: "window"
    width: settings.load("width", 1280)
    height: settings.load("height", 800)
    minimumWidth: 960
    minimumHeight: 640
    visible: true
    title: swarm.shown ? qsTr("%1 – Torrarium").arg(swarm.facts.name) : qsTr("Torrarium")
    color: Theme.window

    palette.window: Theme.window
    palette.windowText: Theme.text
    palette.base: Theme.surface
    palette.alternateBase: Theme.raised
    palette.text: Theme.text
    palette.button: Theme.surface
    palette.buttonText: Theme.text
    palette.brightText: Theme.text
    palette.highlight: Theme.accent
    palette.highlightedText: Theme.accentText
    palette.placeholderText: Theme.mutedText
    palette.toolTipBase: Theme.surface
    palette.toolTipText: Theme.text
    palette.light: Theme.surface
    palette.midlight: Theme.hover
    palette.mid: Theme.border
    palette.dark: Theme.strongBorder
    palette.shadow: Theme.border
    palette.link: Theme.accent

    function toggleFullScreen() {
        root.visibility = root.visibility === Window.FullScreen ? Window.Windowed : Window.FullScreen;
    }

    onClosing: {
        if (root.visibility === Window.Windowed) {
            root.settings.store("width", root.width);
            root.settings.store("height", root.height);
        }
        root.swarm.stop();
        root.experiment.stop();
        root.roles.stop();
    }

    Binding {
        target: Theme
        property: "dark"
        value: root.settings.dark
    }
    Binding {
        target: Theme
        property: "zoom"
        value: root.settings.zoom
    }

    Connections {
        target: root.swarm
        function onStarted() {
            root.page = "lab";
        }
    }
    Connections {
        target: root.roles
        function onStarted() {
            root.page = "roles";
        }
    }

    menuBar: MainMenu {
        window: root
        swarm: root.swarm
        settings: root.settings
        onChooseFile: {
            root.page = "start";
            startPage.chooseFile();
        }
        onFindInLog: labPage.focusFilter()
        onAbout: aboutBox.open()
    }

    RowLayout {
        anchors.fill: parent
        spacing: 0

        Rail {
            pages: root.pages
            page: root.page
            Layout.fillHeight: true
            onChosen: page => root.page = page
        }
        StackLayout {
            currentIndex: root.pages.findIndex(page => page.key === root.page)
            Layout.fillWidth: true
            Layout.fillHeight: true

            StartPage {
                id: startPage
                objectName: "startPage"
                swarm: root.swarm
                roles: root.roles
                onLabWanted: root.page = "lab"
                onRolesWanted: root.page = "roles"
            }
            LabPage {
                id: labPage
                objectName: "labPage"
                swarm: root.swarm
                settings: root.settings
                onStartWanted: root.page = "start"
            }
            RolesPage {
                objectName: "rolesPage"
                roles: root.roles
                settings: root.settings
            }
            ExperimentPage {
                objectName: "experimentPage"
                experiment: root.experiment
            }
            ResultsPage {
                objectName: "resultsPage"
                experiment: root.experiment
                settings: root.settings
            }
        }
    }

    footer: StatusLine {
        swarm: root.swarm
        roles: root.roles
    }

    AboutBox {
        id: aboutBox
        anchors.centerIn: parent
    }

    Shortcut {
        sequences: ["Return", "Enter"]
        enabled: root.page === "start" && !startPage.choosingRole
        onActivated: root.swarm.go()
    }
    Shortcut {
        sequence: "P"
        enabled: root.page === "lab" && !root.typing
        onActivated: root.swarm.addLeecher()
    }
    Shortcut {
        sequence: "S"
        enabled: root.page === "lab" && !root.typing
        onActivated: root.swarm.addSeed()
    }
}

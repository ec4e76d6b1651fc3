pragma ComponentBehavior: Bound

import QtQuick
import Torrarium
import Torrarium.Models

/// The panel of a role as its kind wants it; made when it is looked at for the first time. Not by a
/// Loader: Qt 6.4's refuses bound components.
Item {
    id: root

    required property RolePanel panel
    required property AppSettings settings
    required property bool current
    property QtObject pane: null

    signal failed(string why)

    function make(): QtObject {
        switch (root.panel.kind) {
        case RolePanel.Coordinator:
            return coordinatorPane.createObject(root);
        case RolePanel.Tracker:
            return trackerPane.createObject(root);
        case RolePanel.User:
            return userPane.createObject(root);
        case RolePanel.Index:
            return indexPane.createObject(root);
        default:
            return statisticsPane.createObject(root);
        }
    }

    function look() {
        if (root.current && !root.pane)
            root.pane = root.make();
    }

    onCurrentChanged: look()
    Component.onCompleted: look()

    Component {
        id: coordinatorPane
        CoordinatorPane {
            anchors.fill: parent
            coordinator: root.panel as CoordinatorPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
    Component {
        id: trackerPane
        TrackerPane {
            anchors.fill: parent
            tracker: root.panel as TrackerPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
    Component {
        id: userPane
        UserPane {
            anchors.fill: parent
            user: root.panel as UserPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
    Component {
        id: indexPane
        IndexPane {
            anchors.fill: parent
            torrentIndex: root.panel as IndexPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
    Component {
        id: statisticsPane
        StatisticsPane {
            anchors.fill: parent
            statistics: root.panel as StatisticsPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import Torrarium
import Torrarium.Models

/// The panel of a role as its kind wants it; made when it is looked at for the first time. Each is a
/// Repeater of one, because Qt 6.4's Loader refuses bound components.
Item {
    id: root

    required property RolePanel panel
    required property AppSettings settings
    required property bool current
    property bool wasShown: false

    signal failed(string why)

    onCurrentChanged: if (current) wasShown = true
    Component.onCompleted: if (current) wasShown = true

    Repeater {
        model: root.wasShown && root.panel.kind === RolePanel.Coordinator ? 1 : 0
        CoordinatorPane {
            anchors.fill: parent
            coordinator: root.panel as CoordinatorPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
    Repeater {
        model: root.wasShown && root.panel.kind === RolePanel.Tracker ? 1 : 0
        TrackerPane {
            anchors.fill: parent
            tracker: root.panel as TrackerPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
    Repeater {
        model: root.wasShown && root.panel.kind === RolePanel.User ? 1 : 0
        UserPane {
            anchors.fill: parent
            user: root.panel as UserPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
    Repeater {
        model: root.wasShown && root.panel.kind === RolePanel.Index ? 1 : 0
        IndexPane {
            anchors.fill: parent
            torrentIndex: root.panel as IndexPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
    Repeater {
        model: root.wasShown && root.panel.kind === RolePanel.Statistics ? 1 : 0
        StatisticsPane {
            anchors.fill: parent
            statistics: root.panel as StatisticsPanel
            settings: root.settings
            onFailed: why => root.failed(why)
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The statistics: the thesis's three functions and their history.
RolePane {
    id: root

    required property StatisticsPanel statistics
    required property AppSettings settings

    panel: statistics
    name: "statistics"
    clearable: true

    buttons: [
        PushButton {
            objectName: "statisticsNPeers"
            text: qsTr("nPeers")
            tip: qsTr("Writes on the screen how many users seed nothing")
            onClicked: root.statistics.printPeers()
        },
        PushButton {
            objectName: "statisticsNSeeds"
            text: qsTr("nSeeds")
            tip: qsTr("Writes on the screen how many users seed something")
            onClicked: root.statistics.printSeeds()
        },
        PushButton {
            objectName: "statisticsTimeSeed"
            text: qsTr("timeSeed")
            tip: qsTr("Writes on the screen how long seeds stay, on average")
            onClicked: root.statistics.printTimeSeed()
        }
    ]

    HistoryPane {
        objectName: "countsHistory"
        title: qsTr("nPeers and nSeeds")
        detail: qsTr("nPeers %1, nSeeds %2").arg(root.statistics.peers).arg(root.statistics.seeds)
        statistics: root.statistics
        figure: root.statistics.countsFigure
        Layout.fillWidth: true
        Layout.fillHeight: true
        onFailed: why => root.failed(why)
    }
    HistoryPane {
        objectName: "timeHistory"
        title: qsTr("timeSeed")
        detail: root.statistics.timeSeed + ", " + root.statistics.stays
        statistics: root.statistics
        figure: root.statistics.timeFigure
        Layout.fillWidth: true
        Layout.fillHeight: true
        onFailed: why => root.failed(why)
    }
    RoleTable {
        objectName: "statisticsTrackerList"
        title: qsTr("By tracker")
        rows: root.statistics.trackers
        settings: root.settings
        elastic: "state"
        emptyText: qsTr("No tracker was counted yet.")
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.paneHeaderHeight + 5 * Theme.rowHeight
    }
}

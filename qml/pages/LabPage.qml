pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// A swarm at work: who is there, which pieces they have, how fast it goes and why.
Item {
    id: root

    required property SwarmController swarm
    required property AppSettings settings

    signal startWanted

    function focusFilter() {
        logPane.focusFilter();
    }

    TableColumns {
        id: columns
        settings: root.settings
        columns: root.swarm.leechers.columns
        hiddenAtFirst: ["serves"]
        room: leecherTable.width - 2 * Theme.hairline - Theme.scrollBarSize
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.small
        spacing: Theme.small
        visible: root.swarm.shown

        LabHeader {
            swarm: root.swarm
            columns: columns
            Layout.fillWidth: true
        }
        ErrorBanner {
            text: root.swarm.errorText
            Layout.fillWidth: true
            onDismissed: root.swarm.dismissError()
        }
        SplitView {
            id: sides
            objectName: "sides"
            Layout.fillWidth: true
            Layout.fillHeight: true
            handle: Grip {}

            SplitView {
                id: left
                orientation: Qt.Vertical
                SplitView.fillWidth: true
                SplitView.minimumWidth: sides.width * 0.4
                handle: Grip {}

                PeerTable {
                    id: leecherTable
                    objectName: "leechers"
                    title: qsTr("Leechers")
                    emptyText: qsTr("Nobody is downloading: every peer has every piece.")
                    rows: root.swarm.leechers
                    swarm: root.swarm
                    columns: columns
                    SplitView.fillHeight: true
                    SplitView.minimumHeight: Theme.paneHeaderHeight + 3 * Theme.rowHeight
                }
                PeerTable {
                    objectName: "seeds"
                    title: qsTr("Seeds")
                    emptyText: qsTr("No seed: nobody has every piece.")
                    rows: root.swarm.seeds
                    swarm: root.swarm
                    columns: columns
                    SplitView.preferredHeight: left.height * 0.16
                    SplitView.minimumHeight: Theme.paneHeaderHeight + 2 * Theme.rowHeight
                }
                SplitView {
                    handle: Grip {}
                    SplitView.preferredHeight: left.height * 0.3
                    SplitView.minimumHeight: Theme.paneHeaderHeight + 3 * Theme.rowHeight

                    LogPane {
                        id: logPane
                        log: root.swarm.log
                        emptyText: qsTr("What happens in the swarm is written here: who connects, who is choked and why, which pieces arrive.")
                        SplitView.fillWidth: true
                        SplitView.minimumWidth: left.width * 0.3
                        onCleared: root.swarm.clearLog()
                    }
                    PeerInspector {
                        objectName: "inspector"
                        swarm: root.swarm
                        SplitView.preferredWidth: left.width * 0.42
                        SplitView.minimumWidth: left.width * 0.25
                    }
                }
            }
            SplitView {
                id: right
                orientation: Qt.Vertical
                SplitView.preferredWidth: sides.width * 0.27
                SplitView.minimumWidth: sides.width * 0.2
                handle: Grip {}

                PieceMapPane {
                    objectName: "pieces"
                    swarm: root.swarm
                    onFailed: why => root.swarm.warn(why)
                    SplitView.fillHeight: true
                    SplitView.minimumHeight: right.height * 0.2
                }
                ChartPane {
                    objectName: "throughput"
                    title: qsTr("Throughput")
                    history: root.swarm.history
                    onFailed: why => root.swarm.warn(why)
                    firstName: qsTr("Received")
                    firstMetric: SwarmHistory.Received
                    secondName: qsTr("Seeds")
                    secondMetric: SwarmHistory.SentBySeeds
                    SplitView.preferredHeight: right.height * 0.29
                    SplitView.minimumHeight: right.height * 0.15
                }
                ChartPane {
                    objectName: "completion"
                    title: qsTr("Completion")
                    history: root.swarm.history
                    onFailed: why => root.swarm.warn(why)
                    firstName: qsTr("Mean progress")
                    firstMetric: SwarmHistory.MeanProgress
                    secondName: qsTr("Complete")
                    secondMetric: SwarmHistory.Complete
                    secondColor: Theme.dataGreen
                    SplitView.preferredHeight: right.height * 0.29
                    SplitView.minimumHeight: right.height * 0.15
                }
            }
        }
    }

    ColumnLayout {
        objectName: "labEmpty"
        anchors.centerIn: parent
        visible: !root.swarm.shown
        spacing: Theme.large

        Hint {
            text: root.swarm.phase === SwarmController.Preparing ? qsTr("The swarm is being prepared.") : qsTr("No swarm is running. Start one and watch it here.")
            Layout.alignment: Qt.AlignHCenter
        }
        PushButton {
            objectName: "goToStart"
            primary: true
            text: qsTr("Choose what to watch")
            Layout.alignment: Qt.AlignHCenter
            onClicked: root.startWanted()
        }
    }
}

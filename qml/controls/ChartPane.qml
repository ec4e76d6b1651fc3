pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtCharts
import Torrarium
import Torrarium.Models

/// Two lines over the swarm's time. The second one is dashed, so that colour is not all that
/// tells them apart.
PaneFrame {
    id: root

    required property SwarmHistory history
    required property string firstName
    required property int firstMetric
    required property string secondName
    required property int secondMetric
    property color firstColor: Theme.dataBlue
    property color secondColor: Theme.dataOrange

    signal failed(string why)

    function saveTo(file: url) {
        const why = feed.save(file, root.title);
        if (why.length > 0)
            root.failed(why);
    }

    tools: SaveButton {
        objectName: root.objectName + "Save"
        tip: qsTr("Save the chart “%1”").arg(root.title)
        kinds: [qsTr("Picture (*.png)"), qsTr("PDF (*.pdf)"), qsTr("Drawing (*.svg)"), qsTr("Numbers (*.csv)")]
        onChosen: file => root.saveTo(file)
    }

    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("%1: %2 %3, %4 %5").arg(title).arg(firstName).arg(feed.latest[0] ?? "").arg(secondName).arg(feed.latest[1] ?? "")

    ChartFeed {
        id: feed
        history: root.history
        active: root.visible
        pixelWidth: chart.plotArea.width
    }

    RowLayout {
        id: legend
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.small
        spacing: Theme.small

        LegendEntry {
            Layout.fillWidth: false
            ink: root.firstColor
            name: root.firstName
            value: feed.latest[0] ?? ""
        }
        LegendEntry {
            Layout.fillWidth: true
            Layout.maximumWidth: implicitWidth
            ink: root.secondColor
            dashed: true
            name: root.secondName
            value: feed.latest[1] ?? ""
        }
        Item {
            Layout.fillWidth: true
        }
    }

    ChartView {
        id: chart

        objectName: root.objectName + "View"
        anchors.top: legend.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        antialiasing: true
        animationOptions: ChartView.NoAnimation
        backgroundColor: "transparent"
        plotAreaColor: "transparent"
        legend.visible: false
        margins.left: Theme.small
        margins.right: Theme.medium
        margins.top: Theme.tiny
        margins.bottom: 0

        ValuesAxis {
            id: timeAxis
            min: 0
            max: feed.xMaximum
            tickCount: 3
            labelFormat: qsTr("%.0f s")
            labelsColor: Theme.mutedText
            labelsFont.pixelSize: Theme.smallFont
            gridLineColor: Theme.grid
            color: Theme.grid
        }
        ValuesAxis {
            id: valueAxis
            min: 0
            max: feed.yMaximum
            tickCount: 3
            labelFormat: "%g " + (feed.unit === "%" ? "%%" : feed.unit)
            labelsColor: Theme.mutedText
            labelsFont.pixelSize: Theme.smallFont
            gridLineColor: Theme.grid
            color: Theme.grid
        }
        LineSeries {
            id: first
            objectName: root.objectName + "First"
            axisX: timeAxis
            axisY: valueAxis
            color: root.firstColor
            width: Theme.chartLine
        }
        LineSeries {
            id: second
            objectName: root.objectName + "Second"
            axisX: timeAxis
            axisY: valueAxis
            color: root.secondColor
            width: Theme.chartLine
            style: Qt.DashLine
        }
    }

    Component.onCompleted: {
        feed.addSeries(first, root.firstMetric, root.firstName);
        feed.addSeries(second, root.secondMetric, root.secondName);
    }
}

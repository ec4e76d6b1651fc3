pragma ComponentBehavior: Bound

import QtQuick
import Torrarium
import Torrarium.Models

/// A chart of the statistics' history.
PaneFrame {
    id: root

    required property StatisticsPanel statistics
    required property var figure

    signal failed(string why)

    tools: SaveButton {
        objectName: root.objectName + "Save"
        tip: qsTr("Save the chart “%1”").arg(root.title)
        kinds: [qsTr("Picture (*.png)"), qsTr("PDF (*.pdf)"), qsTr("Drawing (*.svg)"), qsTr("Numbers (*.csv)")]
        onChosen: file => {
            const why = root.statistics.save(file, root.figure);
            if (why.length > 0)
                root.failed(why);
        }
    }

    PlotItem {
        objectName: root.objectName + "Plot"
        anchors.fill: parent
        anchors.margins: Theme.small
        figure: root.figure
        dark: Theme.dark
        zoom: Theme.zoom
        Accessible.role: Accessible.Graphic
        Accessible.name: summary + " " + root.detail
    }
}

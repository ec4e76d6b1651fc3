pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The plot of some results, and what to draw.
PaneFrame {
    id: root

    required property ResultSet results
    property string emptyText
    /// Of saved pictures, in pixels.
    property int savedWidth: 960
    property int savedHeight: 540

    signal failed(string why)

    function saveTo(file: url) {
        const why = root.results.save(file, root.savedWidth, root.savedHeight);
        if (why.length > 0)
            root.failed(why);
    }

    detail: results.name
    tools: [
        PickList {
            objectName: root.objectName + "Kind"
            label: qsTr("What is drawn")
            implicitWidth: 1.25 * Theme.fieldWidth
            model: root.results.kinds
            currentIndex: root.results.kind
            onActivated: index => root.results.kind = index
        },
        SaveButton {
            objectName: root.objectName + "Save"
            tip: qsTr("Save the plot or all numbers")
            kinds: [qsTr("Picture (*.png)"), qsTr("PDF (*.pdf)"), qsTr("Drawing (*.svg)"), qsTr("All numbers (*.csv)")]
            enabled: !root.results.empty
            onChosen: file => root.saveTo(file)
        }
    ]

    RowLayout {
        id: choices
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.medium
        anchors.rightMargin: Theme.small
        spacing: Theme.small

        PickList {
            objectName: root.objectName + "Metric"
            label: qsTr("Metric")
            model: root.results.metrics
            currentIndex: root.results.metric
            Layout.fillWidth: true
            Layout.preferredWidth: 2 * Theme.fieldWidth
            onActivated: index => root.results.metric = index
        }
        PickList {
            objectName: root.objectName + "Group"
            label: qsTr("Group of peers")
            model: root.results.groups
            currentIndex: root.results.group
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.fieldWidth
            onActivated: index => root.results.group = index
        }
        PickList {
            objectName: root.objectName + "Along"
            visible: root.results.axes.length > 1
            label: qsTr("Key along the axis")
            model: root.results.axes
            currentIndex: root.results.along
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.fieldWidth
            onActivated: index => root.results.along = index
        }
        PickList {
            objectName: root.objectName + "Theory"
            visible: root.results.hasTheory
            label: qsTr("Theory")
            model: [qsTr("Without theory"), qsTr("With theory")]
            currentIndex: root.results.theory ? 1 : 0
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.fieldWidth
            onActivated: index => root.results.theory = index === 1
        }
    }

    PlotItem {
        id: plot
        objectName: root.objectName + "Plot"
        anchors.top: choices.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: meaning.top
        anchors.margins: Theme.small
        visible: !root.results.empty
        figure: root.results.figure
        dark: Theme.dark
        zoom: Theme.zoom
        Accessible.role: Accessible.Graphic
        Accessible.name: summary
    }
    Text {
        id: meaning
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.margins: Theme.medium
        text: root.results.meaning
        color: Theme.mutedText
        font.pixelSize: Theme.smallFont
        wrapMode: Text.Wrap
    }
    Hint {
        anchors.fill: plot
        visible: root.results.empty
        text: root.emptyText
    }
}

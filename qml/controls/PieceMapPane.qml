import QtQuick
import Torrarium
import Torrarium.Models

/// The piece map with its legend line and what lies under the pointer.
PaneFrame {
    id: root

    required property SwarmController swarm

    signal failed(string why)

    function saveTo(file: url) {
        map.grabToImage(result => {
            if (!result.saveToFile(file))
                root.failed(qsTr("%1: cannot write the picture").arg(file));
        });
    }

    title: qsTr("Pieces")
    tools: SaveButton {
        objectName: "pieceMapSave"
        tip: qsTr("Save the piece map")
        kinds: [qsTr("Picture (*.png)")]
        onChosen: file => root.saveTo(file)
    }
    detail: over.hovered && map.pointed.length > 0 ? map.pointed : map.summary

    PieceMap {
        id: map

        property string pointed

        objectName: "pieceMap"
        anchors.fill: parent
        anchors.leftMargin: Theme.small
        anchors.rightMargin: Theme.medium
        anchors.bottomMargin: Theme.small
        swarm: root.swarm
        haveColor: Theme.dataBlue
        seedColor: Theme.dataGreen
        emptyColor: Theme.dataEmpty
        copiesColor: Theme.dataCopies
        rareColor: Theme.dataVermillion
        textColor: Theme.mutedText
        markColor: Theme.accent
        fontPixels: Theme.smallFont - 1
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("Piece map: a row a peer, a column a piece")
        Accessible.description: summary

        HoverHandler {
            id: over
            onPointChanged: map.pointed = map.describeAt(point.position.x, point.position.y)
        }
        TapHandler {
            onTapped: eventPoint => root.swarm.select(map.peerAt(eventPoint.position.x, eventPoint.position.y))
        }
    }
}

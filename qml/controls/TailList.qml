import QtQuick
import QtQuick.Controls
import Torrarium

/// A list that grows at its end: follows the end until one scrolls up.
ListView {
    id: root

    property bool following: true

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    activeFocusOnTab: true
    reuseItems: true
    currentIndex: -1
    highlightFollowsCurrentItem: true
    highlightMoveDuration: 0
    ScrollBar.vertical: SlimScrollBar {}
    Accessible.role: Accessible.List
    onMovementEnded: following = atYEnd
    onHeightChanged: if (following) tail.restart()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_End)
            root.follow();
    }
    Keys.onUpPressed: {
        following = false;
        currentIndex < 0 ? currentIndex = count - 1 : decrementCurrentIndex();
    }

    function follow() {
        following = true;
        positionViewAtEnd();
    }

    // Not countChanged: once a log is full its count stays the same.
    Connections {
        target: root.model
        enabled: root.following
        ignoreUnknownSignals: true
        function onRowsInserted() {
            tail.restart();
        }
    }
    Timer {
        id: tail
        interval: 0
        onTriggered: root.positionViewAtEnd()
    }
}

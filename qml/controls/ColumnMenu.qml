pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls
import Torrarium

/// Which columns the tables show.
Menu {
    id: root

    required property TableColumns columns

    Repeater {
        model: root.columns.columns

        MenuItem {
            required property var modelData
            text: modelData.header
            checkable: true
            checked: !root.columns.isHidden(modelData.key)
            Accessible.name: text
            onTriggered: root.columns.setHidden(modelData.key, !checked)
        }
    }
}

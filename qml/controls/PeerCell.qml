import QtQuick
import Torrarium

/// A cell of a peer table; progress is a bar too.
DataCell {
    id: root

    required property real share
    required property bool seed
    required property bool outside
    required property bool trouble
    required property string summary

    ink: {
        if (trouble && info.key === "state")
            return Theme.danger;
        if (outside && column === 0)
            return Theme.accent;
        return info.key === "client" || info.key === "address" ? Theme.mutedText : Theme.text;
    }
    spoken: column === 0 ? summary : info.header + ": " + display

    ShareBar {
        visible: root.info.bar
        share: root.share
        ink: root.seed ? Theme.dataGreen : Theme.dataBlue
    }
}

import QtQuick
import Torrarium

/// What an empty place says: what would be here and how to get it.
Text {
    color: Theme.mutedText
    font.pixelSize: Theme.bodyFont
    horizontalAlignment: Text.AlignHCenter
    verticalAlignment: Text.AlignVCenter
    wrapMode: Text.Wrap
    padding: Theme.large
}

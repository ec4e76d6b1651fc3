import QtQuick
import Torrarium

Text {
    height: parent ? parent.height : implicitHeight
    color: Theme.mutedText
    font.pixelSize: Theme.smallFont
    verticalAlignment: Text.AlignVCenter
    elide: Text.ElideRight
    textFormat: Text.PlainText
}

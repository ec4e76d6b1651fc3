import QtQuick
import QtQuick.Layouts
import Torrarium

/// A labelled entry with a hint below that gives way to what is wrong.
ColumnLayout {
    id: root

    required property string label
    required property string name
    property string hint
    property string error
    property alias text: entry.text
    property alias placeholder: entry.placeholderText

    /// The person changed the text.
    signal edited(string text)

    spacing: Theme.tiny

    Text {
        text: root.label
        color: Theme.text
        font.pixelSize: Theme.bodyFont
        Layout.fillWidth: true
        elide: Text.ElideRight
    }
    TextEntry {
        id: entry
        objectName: root.name
        wrong: root.error.length > 0
        Layout.fillWidth: true
        Accessible.name: root.label
        Accessible.description: wrong ? root.error : root.hint
        onTextEdited: root.edited(text)
    }
    Text {
        objectName: root.name + "Note"
        text: root.error.length > 0 ? root.error : root.hint
        color: root.error.length > 0 ? Theme.danger : Theme.mutedText
        font.pixelSize: Theme.smallFont
        wrapMode: Text.Wrap
        Layout.fillWidth: true
        Layout.minimumHeight: 2 * Theme.smallFont
    }
}

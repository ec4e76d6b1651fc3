import QtQuick
import QtQuick.Controls
import Torrarium

/// A line of text to type; `wrong` turns its frame into a warning.
TextField {
    id: root

    property bool wrong: false
    property bool compact: false

    implicitHeight: compact ? Theme.compactHeight : Theme.controlHeight
    implicitWidth: Theme.fieldWidth
    leftPadding: Theme.small
    rightPadding: Theme.small
    topPadding: 0
    bottomPadding: 0
    verticalAlignment: TextInput.AlignVCenter
    font.pixelSize: compact ? Theme.smallFont : Theme.bodyFont
    color: Theme.text
    placeholderTextColor: Theme.mutedText
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentText
    selectByMouse: true
    Accessible.role: Accessible.EditableText

    background: Rectangle {
        radius: Theme.radius
        color: root.readOnly ? Theme.raised : Theme.surface
        border.width: root.activeFocus ? Theme.focusLine : Theme.hairline
        border.color: root.wrong ? Theme.danger : root.activeFocus ? Theme.accent : root.readOnly || root.compact ? Theme.border : Theme.strongBorder
    }
}

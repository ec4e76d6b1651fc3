import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium

/// A labelled small number to type or step.
ColumnLayout {
    id: root

    required property string label
    required property string name
    required property int value
    required property int most

    /// The person changed the number.
    signal edited(int value)

    spacing: Theme.tiny

    Text {
        text: root.label
        color: Theme.text
        font.pixelSize: Theme.bodyFont
    }
    SpinBox {
        id: box
        objectName: root.name
        implicitHeight: Theme.controlHeight
        implicitWidth: Theme.fieldWidth / 2
        leftPadding: Theme.small
        rightPadding: Theme.large + Theme.small
        font.pixelSize: Theme.bodyFont
        from: 1
        to: root.most
        value: root.value
        editable: true
        Accessible.role: Accessible.SpinBox
        Accessible.name: root.label
        onValueModified: root.edited(value)

        contentItem: TextInput {
            text: box.displayText
            color: Theme.text
            font: box.font
            selectByMouse: true
            selectionColor: Theme.accent
            selectedTextColor: Theme.accentText
            verticalAlignment: TextInput.AlignVCenter
            validator: box.validator
            inputMethodHints: Qt.ImhDigitsOnly
        }
        up.indicator: StepMark {
            x: box.width - width
            height: box.height / 2
            text: "▴"
            pressed: box.up.pressed
            hovered: box.up.hovered
        }
        down.indicator: StepMark {
            x: box.width - width
            y: box.height / 2
            height: box.height / 2
            text: "▾"
            pressed: box.down.pressed
            hovered: box.down.hovered
        }
        background: Rectangle {
            radius: Theme.radius
            color: Theme.surface
            border.width: box.activeFocus ? Theme.focusLine : Theme.hairline
            border.color: box.activeFocus ? Theme.accent : Theme.strongBorder
        }
    }
}

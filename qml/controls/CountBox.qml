import QtQuick
import QtQuick.Controls
import QtQuick.Layouts
import Torrarium

/// A labelled small number to type or step.
RowLayout {
    id: root

    required property string label
    required property string name
    required property int value
    required property int most

    /// The person changed the number.
    signal edited(int value)

    spacing: Theme.small

    Text {
        text: root.label
        color: Theme.text
        font.pixelSize: Theme.bodyFont
    }
    SpinBox {
        id: box
        objectName: root.name
        implicitHeight: Theme.controlHeight
        implicitWidth: Theme.fieldWidth * 0.6
        font.pixelSize: Theme.bodyFont
        from: 1
        to: root.most
        value: root.value
        editable: true
        Accessible.role: Accessible.SpinBox
        Accessible.name: root.label
        onValueModified: root.edited(value)
    }
}

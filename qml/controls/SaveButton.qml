pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import Torrarium

/// Asks for a file to save a picture or its numbers to.
PushButton {
    id: root

    /// As a file dialog takes them: "Picture (*.png)".
    required property var kinds

    signal chosen(url file)

    compact: true
    quiet: true
    icon.source: "qrc:/torrarium/icons/save.svg"
    onClicked: dialog.active = true

    // Not a Loader: Qt 6.4's refuses bound components.
    Instantiator {
        id: dialog
        active: false
        FileDialog {
            title: root.tip
            fileMode: FileDialog.SaveFile
            nameFilters: root.kinds
            Component.onCompleted: open()
            onAccepted: {
                root.chosen(selectedFile);
                dialog.active = false;
            }
            onRejected: dialog.active = false
        }
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// The index (the thesis's server): search, list, and the address of its page.
RolePane {
    id: root

    required property IndexPanel torrentIndex
    required property AppSettings settings

    panel: torrentIndex
    name: "index"
    clearable: true

    buttons: [
        TextEntry {
            objectName: "indexSearch"
            implicitWidth: 1.5 * Theme.fieldWidth
            placeholderText: qsTr("Search by name or info-hash")
            Accessible.name: placeholderText
            onTextEdited: root.torrentIndex.search(text)
        }
    ]

    extras: RowLayout {
        spacing: Theme.small
        Layout.fillWidth: true

        CopyField {
            name: "indexUrl"
            label: qsTr("Its page: any browser and any client can use it")
            value: root.torrentIndex.url
            Layout.fillWidth: true
        }
        PushButton {
            objectName: "openIndex"
            compact: true
            text: qsTr("Open in the browser")
            enabled: root.torrentIndex.url.length > 0
            Layout.alignment: Qt.AlignBottom
            onClicked: Qt.openUrlExternally(root.torrentIndex.url)
        }
    }

    RoleTable {
        objectName: "indexList"
        title: qsTr("Torrents")
        rows: root.torrentIndex.torrents
        settings: root.settings
        emptyText: qsTr("Nothing is found. A user's Upload, or the form on the index's page, puts torrents here.")
        Layout.fillWidth: true
        Layout.fillHeight: true
    }
    Text {
        objectName: "indexFound"
        text: root.torrentIndex.found
        color: Theme.mutedText
        font.pixelSize: Theme.smallFont
        Layout.fillWidth: true
    }
}

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import QtQuick.Layouts
import Torrarium
import Torrarium.Models

/// A user (the thesis's peer) between its two announcement areas.
ColumnLayout {
    id: root

    required property UserPanel user
    required property AppSettings settings

    signal failed(string why)

    spacing: Theme.small

    function upload() {
        if (pathField.text.length > 0)
            root.user.upload(pathField.text);
        else
            fileDialog.open();
    }

    function search() {
        root.user.search(wantedField.text);
    }

    RowLayout {
        spacing: Theme.small
        Layout.fillWidth: true
        Layout.fillHeight: true

        RolePane {
            panel: root.user
            name: "user"
            Layout.fillWidth: true
            Layout.fillHeight: true
            onFailed: why => root.failed(why)

            buttons: [
                PushButton {
                    objectName: "userClear"
                    text: qsTr("Clear")
                    tip: qsTr("Empties the screen")
                    onClicked: root.user.screen.clear()
                },
                PushButton {
                    objectName: "userUpload"
                    text: qsTr("Upload")
                    tip: qsTr("Makes a torrent of the file below, gives it to the index and seeds it")
                    enabled: root.user.wanted
                    onClicked: root.upload()
                },
                PushButton {
                    objectName: "userDownload"
                    text: qsTr("Download")
                    tip: qsTr("Fetches what is named below, or chosen in the list of the index")
                    enabled: root.user.wanted
                    onClicked: root.user.download(offers.selectedKey.length > 0 ? offers.selectedKey : wantedField.text)
                },
                PushButton {
                    objectName: "userDisconnect"
                    text: qsTr("Disconnect")
                    tip: qsTr("Stops uploads and downloads and leaves the trackers' lists; what is here stays")
                    enabled: root.user.wanted
                    onClicked: root.user.disconnectUser()
                },
                PushButton {
                    objectName: "userConnect"
                    text: qsTr("Connect")
                    tip: qsTr("Comes back and goes on")
                    enabled: !root.user.wanted
                    onClicked: root.user.connectUser()
                }
            ]

            extras: RowLayout {
                spacing: Theme.small
                Layout.fillWidth: true

                TextEntry {
                    id: pathField
                    objectName: "uploadPath"
                    placeholderText: qsTr("File or folder to upload")
                    Accessible.name: placeholderText
                    Layout.fillWidth: true
                    onAccepted: root.upload()
                }
                PushButton {
                    objectName: "chooseUpload"
                    icon.source: "qrc:/torrarium/icons/folder.svg"
                    text: qsTr("Choose…")
                    onClicked: fileDialog.open()
                }
                TextEntry {
                    id: wantedField
                    objectName: "downloadName"
                    placeholderText: qsTr("Name or info-hash to download")
                    Accessible.name: placeholderText
                    Layout.fillWidth: true
                    Layout.leftMargin: Theme.large
                    onTextEdited: offers.selectedKey = ""
                    onAccepted: root.search()
                }
                PushButton {
                    objectName: "searchOffers"
                    text: qsTr("Search")
                    tip: qsTr("Lists what the index has of that name; without a name everything")
                    onClicked: root.search()
                }
            }

            RoleTable {
                objectName: "userTorrentList"
                title: qsTr("My torrents")
                rows: root.user.torrents
                settings: root.settings
                emptyText: qsTr("Nothing is shared or downloaded yet. Upload a file, or download one that the index has.")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            RoleTable {
                id: offers
                objectName: "userOfferList"
                title: qsTr("At the index")
                rows: root.user.offers
                settings: root.settings
                emptyText: qsTr("Search lists here what the index has; choose a line and press Download.")
                Layout.fillWidth: true
                Layout.fillHeight: true
            }
            RowLayout {
                spacing: Theme.small
                Layout.fillWidth: true

                Text {
                    objectName: "userLimits"
                    text: root.user.limits
                    color: Theme.mutedText
                    font.pixelSize: Theme.smallFont
                    elide: Text.ElideRight
                    Layout.fillWidth: true
                }
                PushButton {
                    objectName: "openFolder"
                    compact: true
                    icon.source: "qrc:/torrarium/icons/folder.svg"
                    text: qsTr("Open the folder")
                    tip: root.user.folder
                    onClicked: Qt.openUrlExternally("file://" + root.user.folder)
                }
            }
        }
        Announcement {
            objectName: "announcementRight"
            label: qsTr("Announcement")
            text: root.user.announcementRight
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.fieldWidth * 0.7
        }
    }
    Announcement {
        objectName: "announcementBottom"
        label: qsTr("Announcement")
        text: root.user.announcementBottom
        Layout.fillWidth: true
    }

    FileDialog {
        id: fileDialog
        title: qsTr("Choose a file to upload")
        onAccepted: {
            pathField.text = "" + selectedFile;
            root.upload();
        }
    }
}

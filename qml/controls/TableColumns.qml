import QtQuick
import Torrarium
import Torrarium.Models

/// Widths and hidden columns, shared by tables that stand below each other so that they line up.
QtObject {
    id: root

    required property AppSettings settings
    required property var columns
    property real room: 0
    /// Under which the widths are kept.
    property string name

    /// Key of the column that takes the room the others leave.
    property string elastic: "state"
    property var hiddenAtFirst: []
    property var chosenWidths: settings.load("columnWidths" + name, {})
    property var hidden: settings.load("hiddenColumns" + name, hiddenAtFirst)
    readonly property var widths: columns.map((info, at) => root.widthAt(at))
    readonly property real total: widths.reduce((sum, width) => sum + width, 0)

    function isHidden(key: string): bool {
        return root.hidden.indexOf(key) >= 0;
    }

    function setHidden(key: string, hide: bool) {
        const others = root.hidden.filter(other => other !== key);
        root.hidden = hide ? others.concat([key]) : others;
        root.settings.store("hiddenColumns" + name, root.hidden);
    }

    function setWidth(key: string, width: real) {
        const widths = Object.assign({}, root.chosenWidths);
        widths[key] = Math.max(Theme.giant, width);
        root.chosenWidths = widths;
        root.settings.store("columnWidths" + name, widths);
    }

    function naturalWidth(at: int): real {
        const info = root.columns[at];
        if (root.isHidden(info.key))
            return 0;
        if (root.chosenWidths[info.key])
            return root.chosenWidths[info.key];
        const letter = info.number ? Theme.digitWidth : Theme.letterWidth;
        return Math.round(info.characters * letter + 2 * Theme.small);
    }

    function widthAt(at: int): real {
        const own = root.naturalWidth(at);
        const info = root.columns[at];
        if (own === 0 || info.key !== root.elastic || root.chosenWidths[info.key])
            return own;
        let others = 0;
        for (let i = 0; i < root.columns.length; ++i)
            others += i === at ? 0 : root.naturalWidth(i);
        return Math.max(own, root.room - others);
    }
}

pragma Singleton

import QtQuick

/// Every colour, size and duration of the window. Main.qml sets `dark` and `zoom`.
QtObject {
    property bool dark: false
    property real zoom: 1

    // Surfaces
    readonly property color window: dark ? "#12161b" : "#f3f5f7"
    readonly property color surface: dark ? "#1a2027" : "#ffffff"
    readonly property color raised: dark ? "#232b34" : "#f8fafb"
    readonly property color sunken: dark ? "#0e1216" : "#eef1f4"
    readonly property color border: dark ? "#2c3641" : "#dce2e8"
    readonly property color strongBorder: dark ? "#5b6a7a" : "#8793a0"
    readonly property color hover: dark ? "#2a333d" : "#e9eef3"
    readonly property color selection: dark ? "#173a52" : "#d9ebf8"

    // Text
    readonly property color text: dark ? "#e8edf2" : "#17212b"
    readonly property color mutedText: dark ? "#9eacba" : "#536170"
    readonly property color disabledText: dark ? "#8593a1" : "#5f6b77"
    readonly property color accent: dark ? "#63b8ee" : "#0067a3"
    readonly property color accentHover: dark ? "#86c9f3" : "#005586"
    readonly property color accentText: dark ? "#08131c" : "#ffffff"
    readonly property color warning: dark ? "#f0b24a" : "#8a4b00"
    readonly property color warningSurface: dark ? "#33270f" : "#fff4df"
    readonly property color danger: dark ? "#ff9673" : "#a83300"
    readonly property color dangerSurface: dark ? "#391d14" : "#fdece5"
    readonly property color good: dark ? "#45c7a0" : "#006b4e"
    readonly property color goodSurface: dark ? "#10332a" : "#e0f4ee"

    // Data: Okabe and Ito 2008, told apart with any colour vision
    readonly property color dataBlue: dark ? "#56b4e9" : "#0072b2"
    readonly property color dataGreen: "#009e73"
    readonly property color dataOrange: "#e69f00"
    readonly property color dataVermillion: "#d55e00"
    readonly property color dataEmpty: dark ? "#34414e" : "#e1e7ec"
    readonly property color dataCopies: dark ? "#6f8294" : "#93a4b5"
    readonly property color grid: dark ? "#2a343e" : "#e4e9ee"

    /// What is written in which colour on which surface; each pair must reach a contrast of 4.5.
    readonly property var textPairs: [
        ["text", "window"], ["text", "surface"], ["text", "raised"], ["text", "sunken"], ["text", "hover"],
        ["text", "selection"], ["mutedText", "window"], ["mutedText", "surface"], ["mutedText", "raised"],
        ["mutedText", "selection"], ["mutedText", "hover"], ["disabledText", "window"], ["disabledText", "surface"],
        ["accent", "window"], ["accent", "surface"], ["accent", "raised"], ["accent", "selection"],
        ["accentText", "accent"], ["accentText", "accentHover"],
        ["warning", "surface"], ["warning", "warningSurface"], ["danger", "surface"], ["danger", "selection"],
        ["danger", "dangerSurface"], ["good", "surface"], ["good", "goodSurface"], ["good", "raised"]
    ]

    // Distances
    readonly property real hairline: 1
    readonly property real focusLine: 2
    readonly property real tiny: Math.round(4 * zoom)
    readonly property real small: Math.round(8 * zoom)
    readonly property real medium: Math.round(12 * zoom)
    readonly property real large: Math.round(16 * zoom)
    readonly property real huge: Math.round(24 * zoom)
    readonly property real giant: Math.round(40 * zoom)
    readonly property real radius: Math.round(6 * zoom)
    readonly property real largeRadius: Math.round(12 * zoom)

    // Sizes
    readonly property int smallFont: Math.round(12 * zoom)
    readonly property int bodyFont: Math.round(13 * zoom)
    readonly property int titleFont: Math.round(16 * zoom)
    readonly property int headlineFont: Math.round(28 * zoom)
    readonly property real rowHeight: Math.round(25 * zoom)
    readonly property real paneHeaderHeight: Math.round(34 * zoom)
    readonly property real controlHeight: Math.round(32 * zoom)
    readonly property real compactHeight: Math.round(24 * zoom)
    readonly property real iconSize: Math.round(16 * zoom)
    readonly property real railIconSize: Math.round(22 * zoom)
    readonly property real railWidth: Math.round(90 * zoom)
    readonly property real railButtonHeight: Math.round(64 * zoom)
    readonly property real barHeight: Math.round(6 * zoom)
    readonly property real gripSize: Math.round(8 * zoom)
    readonly property real scrollBarSize: Math.round(8 * zoom)
    readonly property real narrowHeader: Math.round(840 * zoom)
    readonly property real wideHeader: Math.round(1240 * zoom)
    readonly property real formWidth: Math.round(720 * zoom)
    readonly property real sideCardWidth: Math.round(400 * zoom)
    /// From here on two cards stand side by side.
    readonly property real twoCards: Math.round(1120 * zoom)
    readonly property real fieldWidth: Math.round(180 * zoom)
    readonly property real dialogWidth: Math.round(380 * zoom)
    readonly property real digitWidth: smallFont * 0.64
    readonly property real letterWidth: smallFont * 0.57
    readonly property real chartLine: 2 * zoom

    readonly property int quick: 120
    readonly property int toolTipDelay: 600

    readonly property real disabledOpacity: 0.6
}

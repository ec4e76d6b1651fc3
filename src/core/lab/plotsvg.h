#pragma once

#include "core/lab/plot.h"

#include <string>

namespace lab {

/// The paper a plot is drawn on.
struct PlotPaper {
    enum class Ink : unsigned char {
        Light, ///< on white; readable when printed in grey, since dashes and markers differ too
        Dark, ///< on the window's dark surface
    };
    double width = 720; ///< pixels
    double height = 440;
    Ink ink = Ink::Light;
};

/// The plot as an SVG document (SVG Tiny 1.2, so that Qt and browsers draw it alike): report,
/// window, and the PNG, PDF and SVG exports all show this one drawing. Series differ in colour
/// (Okabe and Ito 2008), dash and marker. Texts are escaped.
std::string svgOf(const Plot &plot, const PlotPaper &paper);

} // namespace lab

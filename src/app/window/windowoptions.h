#pragma once

#include <QSize>
#include <QString>

namespace app {

/// What the window's command line asks for.
struct WindowOptions {
    QString theme; ///< "light", "dark", "system"; empty = as stored
    QString page; ///< a key of Main.qml's pages; empty = start
    QString world; ///< "live" or "virtual"; empty = live
    QString speed; ///< of the virtual world, such as "10" or "fastest"; empty = 1
    QString watch; ///< what to share at once: a path, "sample", or the size of a virtual content
    QString peers; ///< leechers of that swarm; empty = the form's default, as for the next two
    QString seeds;
    QString upRate; ///< bytes/s a peer, such as "20 KiB/s"
    QString screenshot; ///< file to save a picture to before quitting; empty = none
    int screenshotAfter = 3'000; ///< ms from showing the window, or from the swarm's start
    QString render; ///< SVG file to draw into `renderTo` instead of opening a window; empty = none
    QString renderTo; ///< .png, .pdf or .svg
    QSize size; ///< of the window; empty = as stored
};

/// Reads the command line. Prints help or what is wrong and returns the exit code then; -1 to go
/// on.
int parseWindowOptions(int argc, char **argv, WindowOptions &options);

} // namespace app

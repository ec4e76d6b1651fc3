#pragma once

#include <QSize>
#include <QString>

#include <string>

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
    QString role; ///< to take at once: "coordinator", "tracker" ... or "system"; empty = none
    QString coordinator; ///< its address; empty = the form's default, as for the next two
    QString name; ///< of the role
    QString folder; ///< what the role keeps lies there
    std::string key; ///< the join key; empty = none
    int users = 3; ///< of a whole system
    bool announces = false; ///< the coordinator tells the network that it is there
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

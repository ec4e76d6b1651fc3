#include "app/window/windowoptions.h"

#include <QStringList>

#include <CLI/CLI.hpp>
#include <string>

namespace app {

namespace {

constexpr int usageError = 2;

} // namespace

int parseWindowOptions(int argc, char **argv, WindowOptions &options)
{
    CLI::App program{"Torrarium's window: watch a BitTorrent swarm at work"};
    program.set_version_flag("--version", "torrarium-window " TORRARIUM_VERSION);
    std::string theme;
    std::string page;
    std::string watch;
    std::string world;
    std::string speed;
    std::string screenshot;
    std::string size;
    std::string render;
    std::string renderTo;
    std::string peers;
    std::string seeds;
    std::string upRate;
    program.add_option("--theme", theme, "colours for this run")
        ->check(CLI::IsMember({"light", "dark", "system"}));
    program.add_option("--page", page, "page to open")
        ->check(CLI::IsMember({"start", "lab", "experiment", "results"}));
    program.add_option("--watch", watch,
                       "start a swarm at once that shares this file, folder or \"sample\"; in the "
                       "virtual world: content of this size, such as 64MiB");
    program.add_option("--world", world, "of that swarm")
        ->check(CLI::IsMember({"live", "virtual"}));
    program.add_option("--speed", speed, "virtual seconds in a real one")
        ->check(CLI::IsMember({"0.1", "0.5", "1", "2", "5", "10", "100", "1000", "fastest"}));
    program.add_option("--peers", peers, "leechers of the swarm that --watch starts");
    program.add_option("--seeds", seeds, "its seeds");
    program.add_option("--up", upRate, "most a peer sends, such as 20KiB/s; empty = no limit");
    program.add_option("--screenshot", screenshot,
                       "save a picture of the window to this file and quit");
    program
        .add_option("--screenshot-after", options.screenshotAfter,
                    "ms to wait before the picture, from the swarm's start if there is one")
        ->check(CLI::Range(0, 600'000));
    CLI::Option *drawing
        = program.add_option("--render", render, "draw this SVG file and quit, without a window");
    program.add_option("--to", renderTo, "where to: a .png, .pdf or .svg file")->needs(drawing);
    drawing->needs("--to");
    program.add_option("--size", size, "of the window, such as 1280x800")
        ->check(CLI::Validator(
            [](const std::string &text) {
                int width = 0;
                int height = 0;
                const bool read = std::sscanf(text.c_str(), "%dx%d", &width, &height) == 2;
                return read && width > 0 && height > 0 ? std::string()
                                                       : "not a size such as 1280x800";
            },
            "WIDTHxHEIGHT"));
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return program.exit(error) == 0 ? 0 : usageError;
    }
    options.theme = QString::fromStdString(theme);
    options.page = QString::fromStdString(page);
    options.watch = QString::fromLocal8Bit(watch.c_str());
    options.world = QString::fromStdString(world);
    options.speed = QString::fromStdString(speed);
    options.screenshot = QString::fromLocal8Bit(screenshot.c_str());
    options.peers = QString::fromStdString(peers);
    options.seeds = QString::fromStdString(seeds);
    options.upRate = QString::fromStdString(upRate);
    options.render = QString::fromLocal8Bit(render.c_str());
    options.renderTo = QString::fromLocal8Bit(renderTo.c_str());
    const QStringList sides = QString::fromStdString(size).split(QLatin1Char('x'));
    if (sides.size() == 2)
        options.size = QSize(sides[0].toInt(), sides[1].toInt());
    return -1;
}

} // namespace app

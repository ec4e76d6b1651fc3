#include "app/window/windowoptions.h"

#include "models/roleform.h"
#include "net/keyfile.h"

#include <QStringList>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

namespace app {

namespace {

constexpr int usageError = 2;

/// The options of a role, as they were typed.
struct RoleArguments {
    std::string role;
    std::string coordinator;
    std::string key;
    std::string keyFile;
    std::string name;
    std::string folder;
    int users = 3;
    bool announces = false;
};

void addRoleOptions(CLI::App &program, RoleArguments &arguments)
{
    CLI::Option *role
        = program
              .add_option("--role", arguments.role,
                          "take this role of a system at once; \"system\" is all of them")
              ->check(CLI::IsMember(
                  {"coordinator", "tracker", "index", "user", "statistics", "system"}));
    program
        .add_option("--coordinator", arguments.coordinator,
                    "where it is, such as 127.0.0.1:7420; as coordinator or system: where it "
                    "listens")
        ->needs(role);
    CLI::Option *key
        = program.add_option("--key", arguments.key, "the coordinator's join key")->needs(role);
    program.add_option("--key-file", arguments.keyFile, "a file that holds the join key")
        ->needs(role)
        ->excludes(key);
    program.add_option("--name", arguments.name, "what the others call the role")->needs(role);
    program.add_option("--folder", arguments.folder, "what the role keeps lies there")->needs(role);
    program
        .add_flag("--announce-on-lan", arguments.announces,
                  "as coordinator: tell the network that it is there")
        ->needs(role);
    program.add_option("--users", arguments.users, "of a whole system")
        ->needs(role)
        ->check(CLI::Range(1, models::RoleForm::mostUsers));
}

/// Fills in what the window wants to know of a role; prints what is wrong with the key's file.
bool takeRole(const RoleArguments &arguments, WindowOptions &options)
{
    options.role = QString::fromStdString(arguments.role);
    options.coordinator = QString::fromStdString(arguments.coordinator);
    options.name = QString::fromLocal8Bit(arguments.name.c_str());
    options.folder = QString::fromLocal8Bit(arguments.folder.c_str());
    options.users = arguments.users;
    options.announces = arguments.announces;
    options.key = arguments.key;
    if (arguments.keyFile.empty())
        return true;
    const auto read = net::readKeyFile(arguments.keyFile);
    if (read)
        options.key = *read;
    else
        std::fprintf(stderr, "torrarium-window: --key-file: %s\n", read.error().text().c_str());
    return read.has_value();
}

/// The options of a swarm, as they were typed.
struct SwarmArguments {
    std::string watch;
    std::string world;
    std::string speed;
    std::string peers;
    std::string seeds;
    std::string upRate;
};

void addSwarmOptions(CLI::App &program, SwarmArguments &arguments)
{
    program.add_option("--watch", arguments.watch,
                       "start a swarm at once that shares this file, folder or \"sample\"; in the "
                       "virtual world: content of this size, such as 64MiB");
    program.add_option("--world", arguments.world, "of that swarm")
        ->check(CLI::IsMember({"live", "virtual"}));
    program.add_option("--speed", arguments.speed, "virtual seconds in a real one")
        ->check(CLI::IsMember({"0.1", "0.5", "1", "2", "5", "10", "100", "1000", "fastest"}));
    program.add_option("--peers", arguments.peers, "leechers of the swarm that --watch starts");
    program.add_option("--seeds", arguments.seeds, "its seeds");
    program.add_option("--up", arguments.upRate,
                       "most a peer sends, such as 20KiB/s; empty = no limit");
}

void takeSwarm(const SwarmArguments &arguments, WindowOptions &options)
{
    options.watch = QString::fromLocal8Bit(arguments.watch.c_str());
    options.world = QString::fromStdString(arguments.world);
    options.speed = QString::fromStdString(arguments.speed);
    options.peers = QString::fromStdString(arguments.peers);
    options.seeds = QString::fromStdString(arguments.seeds);
    options.upRate = QString::fromStdString(arguments.upRate);
}

} // namespace

int parseWindowOptions(int argc, char **argv, WindowOptions &options)
{
    CLI::App program{"Torrarium's window: watch a BitTorrent swarm at work"};
    program.set_version_flag("--version", "torrarium-window " TORRARIUM_VERSION);
    std::string theme;
    std::string page;
    std::string screenshot;
    std::string size;
    std::string render;
    std::string renderTo;
    program.add_option("--theme", theme, "colours for this run")
        ->check(CLI::IsMember({"light", "dark", "system"}));
    program.add_option("--page", page, "page to open")
        ->check(CLI::IsMember({"start", "lab", "roles", "experiment", "results"}));
    SwarmArguments swarm;
    addSwarmOptions(program, swarm);
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
    RoleArguments role;
    addRoleOptions(program, role);
    try {
        program.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        return program.exit(error) == 0 ? 0 : usageError;
    }
    takeSwarm(swarm, options);
    if (!takeRole(role, options))
        return usageError;
    options.theme = QString::fromStdString(theme);
    options.page = QString::fromStdString(page);
    options.screenshot = QString::fromLocal8Bit(screenshot.c_str());
    options.render = QString::fromLocal8Bit(render.c_str());
    options.renderTo = QString::fromLocal8Bit(renderTo.c_str());
    const QStringList sides = QString::fromStdString(size).split(QLatin1Char('x'));
    if (sides.size() == 2)
        options.size = QSize(sides[0].toInt(), sides[1].toInt());
    return -1;
}

} // namespace app

#include "app/cli/command.h"
#include "app/cli/openwindow.h"

#include <QCoreApplication>

#include <exception>
#include <fmt/format.h>

int main(int argc, char **argv)
{
    if (const std::vector<std::string> arguments(argv + 1, argv + argc);
        app::wantsWindow(arguments))
        return app::report(app::openWindow(arguments));

    // Qt's own event loop: GLib's costs more a socket, and nothing here needs it.
    qputenv("QT_NO_GLIB", "1");
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("torrarium"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TORRARIUM_VERSION));

    CLI::App program{"Torrarium, a BitTorrent laboratory"};
    program.set_version_flag("--version", "torrarium " TORRARIUM_VERSION);
    app::Action action;
    app::addCreate(program, action);
    app::addShow(program, action);
    app::addVerify(program, action);
    app::addSeed(program, action);
    app::addGet(program, action);
    app::addSwarm(program, action);
    app::addRecording(program, action);
    app::addSimulate(program, action);
    app::addRun(program, action);
    app::addResume(program, action);
    app::addReport(program, action);
    app::addExport(program, action);
    app::addList(program, action);
    app::addValidate(program, action);
    app::addNew(program, action);
    app::addCoordinator(program, action);
    app::addTracker(program, action);
    app::addStatistics(program, action);
    app::addConsole(program, action);
    app::addPolicies(program, action);
    app::addIndex(program, action);
    app::addUser(program, action);
    try {
        program.parse(argc, argv);
        return action ? action() : app::UsageError;
    } catch (const CLI::ParseError &error) {
        const int code = program.exit(error);
        return code == 0 ? app::Ok : app::UsageError;
    } catch (const std::exception &error) {
        fmt::print(stderr, "torrarium: internal error: {}\n", error.what());
        return app::Failure;
    }
}

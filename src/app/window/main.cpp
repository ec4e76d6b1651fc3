#include "app/buildcommit.h"
#include "app/window/windowoptions.h"
#include "models/appsettings.h"
#include "models/experimentcontroller.h"
#include "models/liveswarmsource.h"
#include "models/plotfile.h"
#include "models/rolescontroller.h"
#include "models/swarmcontroller.h"
#include "models/virtualswarmsource.h"
#include "net/scenariolibrary.h"

#include <QApplication>
#include <QFile>
#include <QIcon>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QStandardPaths>
#include <QTimer>

#include <array>
#include <cstdio>
#include <string>
#include <utility>

namespace {

constexpr int failure = 1;

void printError(const QString &what)
{
    std::fprintf(stderr, "torrarium-window: %s\n", what.toLocal8Bit().constData());
}

/// Draws an SVG file into another format.
int render(const app::WindowOptions &options)
{
    QFile source(options.render);
    if (!source.open(QIODevice::ReadOnly)) {
        printError(QStringLiteral("%1: %2").arg(options.render, source.errorString()));
        return failure;
    }
    const auto written = models::writeDrawing(source.readAll(), options.renderTo, options.size);
    if (!written)
        printError(QString::fromStdString(written.error().text()));
    return written ? 0 : failure;
}

QStringList shippedScenarios()
{
    QStringList files;
    const auto shipped = net::shippedScenarios();
    if (!shipped)
        printError(QString::fromStdString(shipped.error().text()));
    else
        for (const net::ShippedScenario &scenario : *shipped)
            files << QString::fromStdString(scenario.path.string());
    return files;
}

/// Saves what the window shows after a while and quits.
void takePicture(QQuickWindow *window, const app::WindowOptions &options)
{
    QTimer::singleShot(options.screenshotAfter, window, [window, file = options.screenshot] {
        const bool saved = window->grabWindow().save(file);
        if (!saved)
            printError(QStringLiteral("%1: cannot write the picture").arg(file));
        QCoreApplication::exit(saved ? 0 : failure);
    });
}

/// Fills in the form of the start page; prints what is wrong with it.
void fillForm(models::StartForm &form, const app::WindowOptions &options)
{
    if (form.isVirtual())
        form.setProperty("size", options.watch);
    else if (options.watch != QLatin1String("sample"))
        form.setPath(options.watch);
    const std::array<std::pair<const char *, const QString &>, 3> fields{
        {{"leechers", options.peers}, {"seeds", options.seeds}, {"upRate", options.upRate}}};
    for (const auto &[field, text] : fields) {
        if (!text.isEmpty())
            form.setProperty(field, text);
    }
    for (const QString &error : {form.pathError(), form.sizeError(), form.leechersError(),
                                 form.seedsError(), form.upRateError()}) {
        if (!error.isEmpty())
            printError(error);
    }
}

/// Fills in the form of the roles and takes the role; prints what is wrong with it.
void takeRole(models::RolesController &roles, const app::WindowOptions &options)
{
    models::RoleForm &form = *roles.form();
    form.setRole(options.role);
    form.setProperty("users", options.users);
    form.setProperty("announces", options.announces);
    form.setProperty("key", QString::fromStdString(options.key));
    form.setProperty("name", options.name);
    form.setProperty("folder", options.folder);
    if (!options.coordinator.isEmpty())
        form.setProperty("coordinator", options.coordinator);
    for (const QString &error : {form.coordinatorError(), form.nameError(), form.keyError()}) {
        if (!error.isEmpty())
            printError(error);
    }
    roles.start();
}

void applyOptions(QQuickWindow *window, models::SwarmController &swarm,
                  const app::WindowOptions &options)
{
    if (options.size.isValid())
        window->resize(options.size);
    if (!options.page.isEmpty())
        window->setProperty("page", options.page);
    swarm.form()->setProperty("virtualWorld", options.world == QLatin1String("virtual"));
    if (!options.speed.isEmpty())
        swarm.playback()->setSpeed(options.speed.toDouble()); // "fastest" reads as 0
    const bool picture = !options.screenshot.isEmpty();
    if (options.watch.isEmpty()) {
        if (picture)
            takePicture(window, options);
        return;
    }
    fillForm(*swarm.form(), options);
    if (picture) {
        QObject::connect(&swarm, &models::SwarmController::started, window,
                         [window, options] { takePicture(window, options); });
        QObject::connect(&swarm, &models::SwarmController::errorChanged, window, [&swarm] {
            printError(swarm.errorText());
            QCoreApplication::exit(failure);
        });
    }
    swarm.go();
}

/// The window with the engine's initial properties; null when it cannot be built, which is printed.
QQuickWindow *loadWindow(QQmlApplicationEngine &engine)
{
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Torrarium/Main.qml")));
    auto *window = engine.rootObjects().isEmpty()
        ? nullptr
        : qobject_cast<QQuickWindow *>(engine.rootObjects().constFirst());
    if (!window)
        printError(QStringLiteral(
            "the window could not be built; the lines above name what is missing (often one of "
            "Debian's qml6-module packages)"));
    return window;
}

} // namespace

int main(int argc, char **argv)
{
    app::WindowOptions options;
    if (const int code = app::parseWindowOptions(argc, argv, options); code >= 0)
        return code;

    // GLib's event loop looks at every socket each turn: with thousands in a worker that is most of
    // its time. The GUI thread keeps it, because desktop file dialogs may need it.
    qputenv("QT_NO_THREADED_GLIB", "1");
    if (!options.render.isEmpty())
        qputenv("QT_QPA_PLATFORM", "offscreen"); // it needs fonts, but no display
    QQuickStyle::setStyle(QStringLiteral("Fusion"));
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("torrarium"));
    QApplication::setApplicationDisplayName(QStringLiteral("Torrarium"));
    QApplication::setApplicationVersion(QStringLiteral(TORRARIUM_VERSION));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/torrarium/icons/torrarium.svg")));

    if (!options.render.isEmpty())
        return render(options);

    models::AppSettings settings(QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation)
                                 + QStringLiteral("/window.ini"));
    if (!options.theme.isEmpty())
        settings.overrideTheme(options.theme);
    models::LiveSwarmSource live;
    models::VirtualSwarmSource virtualWorld;
    models::SwarmController swarm(&live, &virtualWorld,
                                  QStandardPaths::writableLocation(QStandardPaths::CacheLocation));

    models::ExperimentController experiment(
        shippedScenarios(),
        QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)
            + QStringLiteral("/Torrarium"),
        std::string(app::buildCommit()));
    QObject::connect(&experiment, &models::ExperimentController::playWanted, &swarm,
                     &models::SwarmController::play);

    models::RolesController roles(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation),
                                  QStandardPaths::writableLocation(QStandardPaths::CacheLocation));

    QQmlApplicationEngine engine;
    engine.setInitialProperties({{QStringLiteral("swarm"), QVariant::fromValue(&swarm)},
                                 {QStringLiteral("experiment"), QVariant::fromValue(&experiment)},
                                 {QStringLiteral("roles"), QVariant::fromValue(&roles)},
                                 {QStringLiteral("settings"), QVariant::fromValue(&settings)}});
    auto *window = loadWindow(engine);
    if (!window)
        return failure;
    applyOptions(window, swarm, options);
    if (!options.role.isEmpty())
        takeRole(roles, options);
    const int code = QApplication::exec();
    swarm.stop();
    roles.finish();
    return code;
}

#include "support/window/windowrig.h"

#include <QApplication>
#include <QDir>
#include <QQuickStyle>
#include <QSignalSpy>
#include <QtTest/QTest>

namespace support {

namespace {

constexpr int pullsACycle = 10; // every cadence of the controller divides it

QQuickItem *findBelow(QQuickItem *item, const QString &objectName)
{
    if (!item->isVisible())
        return nullptr;
    if (item->objectName() == objectName)
        return item;
    for (QQuickItem *child : item->childItems()) {
        if (QQuickItem *found = findBelow(child, objectName))
            return found;
    }
    return nullptr;
}

/// The scenarios that come with the program.
QStringList scenarioFiles()
{
    const QDir folder(QStringLiteral(TORRARIUM_RESOURCES "/scenarios"));
    QStringList files;
    for (const QString &name : folder.entryList({QStringLiteral("*.toml")}))
        files << folder.filePath(name);
    return files;
}

} // namespace

WindowRig::WindowRig(models::SwarmSource *source, std::uint32_t pieceCount)
    : m_swarm(pieceCount)
    , m_experiment(scenarioFiles(), QString::fromStdString((m_sandbox / "experiments").string()),
                   "unknown")
{
    const QString folder = QString::fromStdString(m_sandbox.path().string());
    m_settings = std::make_unique<models::AppSettings>(folder + QStringLiteral("/window.ini"));
    m_controller = std::make_unique<models::SwarmController>(source ? source : &m_swarm, &m_virtual,
                                                             folder + QStringLiteral("/cache"));
    QObject::connect(&m_experiment, &models::ExperimentController::playWanted, m_controller.get(),
                     &models::SwarmController::play);
    m_roles = std::make_unique<models::RolesController>(folder + QStringLiteral("/data"),
                                                        folder + QStringLiteral("/cache"));
    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    QObject::connect(m_engine.get(), &QQmlEngine::warnings, m_engine.get(),
                     [this](const QList<QQmlError> &errors) {
                         for (const QQmlError &error : errors)
                             m_warnings.append(error.toString());
                     });
    m_engine->setInitialProperties(
        {{QStringLiteral("swarm"), QVariant::fromValue(m_controller.get())},
         {QStringLiteral("experiment"), QVariant::fromValue(&m_experiment)},
         {QStringLiteral("roles"), QVariant::fromValue(m_roles.get())},
         {QStringLiteral("settings"), QVariant::fromValue(m_settings.get())}});
    m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Torrarium/Main.qml")));
    if (!m_engine->rootObjects().isEmpty())
        m_window = qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
    if (m_window)
        static_cast<void>(QTest::qWaitForWindowExposed(m_window));
}

WindowRig::~WindowRig()
{
    m_roles->finish();
}

void WindowRig::run(int steps)
{
    m_controller->go();
    m_swarm.finishStart();
    for (int i = 0; i < steps; ++i) {
        m_swarm.step();
        refresh();
    }
    refresh();
}

void WindowRig::refresh()
{
    for (int i = 0; i < pullsACycle; ++i)
        m_controller->pull();
    QCoreApplication::processEvents();
}

QQuickItem *WindowRig::find(const QString &objectName) const
{
    return findBelow(m_window->contentItem(), objectName);
}

bool WindowRig::click(const QString &objectName)
{
    QQuickItem *item = find(objectName);
    if (!item || !item->isEnabled())
        return false;
    const QPointF middle = item->mapToScene(QPointF(item->width() / 2, item->height() / 2));
    QTest::mouseClick(m_window, Qt::LeftButton, Qt::NoModifier, middle.toPoint());
    QCoreApplication::processEvents();
    return true;
}

bool WindowRig::type(const QString &objectName, const QString &text)
{
    QQuickItem *item = find(objectName);
    if (!item || !item->isEnabled())
        return false;
    item->forceActiveFocus();
    QTest::keyClick(m_window, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(m_window, Qt::Key_Delete);
    for (const QChar letter : text)
        QTest::keyClick(m_window, letter.toLatin1());
    QCoreApplication::processEvents();
    return item->property("text").toString() == text;
}

QImage WindowRig::picture()
{
    QCoreApplication::processEvents();
    return m_window->grabWindow();
}

void WindowRig::resize(QSize size)
{
    m_window->resize(size);
    QCoreApplication::processEvents();
}

int runWindowTest(int argc, char **argv, QObject *test)
{
    QQuickStyle::setStyle(QStringLiteral("Fusion"));
    QApplication application(argc, argv);
    return QTest::qExec(test, argc, argv);
}

} // namespace support

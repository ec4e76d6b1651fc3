#include "models/rolescontroller.h"

#include "models/coordinatorpanel.h"
#include "models/rolepanels.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>

#include <utility>

namespace models {

namespace {

constexpr int pullInterval = 100; // ms

} // namespace

RolesController::RolesController(const QString &dataFolder, const QString &cacheFolder,
                                 QObject *parent)
    : QObject(parent)
    , m_dataFolder(dataFolder)
    , m_cacheFolder(cacheFolder)
{
    m_pull.setInterval(pullInterval);
    m_pull.callOnTimeout(this, [this] {
        for (const auto &panel : m_panels)
            panel->pull();
    });
}

RolesController::~RolesController() = default;

QVariantList RolesController::panels() const
{
    QVariantList panels;
    for (const auto &panel : m_panels)
        panels.append(QVariant::fromValue(panel.get()));
    return panels;
}

void RolesController::setCurrent(int current)
{
    if (current == m_current || current < 0 || current >= static_cast<int>(m_panels.size()))
        return;
    m_current = current;
    Q_EMIT currentChanged();
}

void RolesController::start()
{
    if (!m_form.isValid() || m_phase != Phase::Idle)
        return;
    dismissError();
    m_finder.stop();
    RoleOrder order = m_form.order();
    if (!findFolder(order))
        return;
    enter(Phase::Starting);
    m_pull.start();
    if (order.role == RoleOrder::Role::System) {
        m_system = order;
        order.name = tr("Coordinator").toStdString();
    }
    add(makePanel(order));
    Q_EMIT panelsChanged();
}

/// The coordinator must be there before the others can be told where it is.
void RolesController::addMembers(RoleOrder system)
{
    const auto *panel = qobject_cast<CoordinatorPanel *>(m_panels.front().get());
    if (const auto where = base::Endpoint::parse(panel->address().toStdString()))
        system.coordinator = *where;
    for (const RoleOrder &member : membersOf(system))
        add(makePanel(member));
    Q_EMIT panelsChanged();
}

void RolesController::add(std::unique_ptr<RolePanel> panel)
{
    RolePanel *added = panel.get();
    connect(added, &RolePanel::started, this, &RolesController::countStart);
    connect(added, &RolePanel::failed, this, [this, added](const QString &why) {
        fail(tr("%1: %2").arg(added->name(), why));
        if (m_phase == Phase::Starting)
            stop();
    });
    connect(added, &RolePanel::stopped, this, &RolesController::countStop);
    m_panels.push_back(std::move(panel));
    ++m_starting;
    added->start();
}

void RolesController::countStart()
{
    if (m_phase != Phase::Starting || --m_starting > 0)
        return;
    if (m_system) {
        addMembers(*std::exchange(m_system, std::nullopt));
        return;
    }
    enter(Phase::Running);
    Q_EMIT started();
}

void RolesController::stop()
{
    if (m_phase != Phase::Starting && m_phase != Phase::Running)
        return;
    enter(Phase::Stopping);
    m_areUsersGone = false;
    stopAll([](RolePanel::Kind kind) { return kind == RolePanel::Kind::User; });
}

/// Ends the panels that are meant; with none, goes on at once.
void RolesController::stopAll(bool (*isMeant)(RolePanel::Kind kind))
{
    m_stopping = 1;
    for (const auto &panel : m_panels) {
        if (isMeant(panel->kind())) {
            ++m_stopping;
            panel->stop();
        }
    }
    countStop();
}

void RolesController::countStop()
{
    if (m_phase != Phase::Stopping || --m_stopping > 0)
        return;
    if (!std::exchange(m_areUsersGone, true)) {
        stopAll([](RolePanel::Kind kind) { return kind != RolePanel::Kind::User; });
        return;
    }
    clear();
    enter(Phase::Idle);
}

/// Forgets the panels. They are on the way out of their last signal, and what showed them still
/// looks at them until the event loop deletes it.
void RolesController::clear()
{
    m_pull.stop();
    m_system.reset();
    m_starting = 0;
    m_current = 0;
    m_ended = std::exchange(m_panels, {});
    for (const auto &panel : m_ended)
        panel->disconnect(this);
    Q_EMIT panelsChanged();
    Q_EMIT currentChanged();
    QTimer::singleShot(pullInterval, this, [this] { m_ended.clear(); });
}

void RolesController::finish()
{
    QEventLoop loop;
    connect(this, &RolesController::phaseChanged, &loop, [this, &loop] {
        if (m_phase == Phase::Idle)
            loop.quit();
    });
    QTimer::singleShot(longestStop, &loop, &QEventLoop::quit);
    stop();
    if (m_phase != Phase::Idle)
        loop.exec();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_ended.clear();
}

void RolesController::enter(Phase phase)
{
    m_phase = phase;
    Q_EMIT phaseChanged();
}

void RolesController::fail(const QString &why)
{
    if (m_error == why)
        return;
    m_error = why;
    Q_EMIT errorChanged();
}

/// A role keeps what it has; a system is there to be looked at, unless it is given a folder.
bool RolesController::findFolder(RoleOrder &order)
{
    QString folder = QString::fromStdString(order.folder.string());
    m_temporary.reset();
    if (folder.isEmpty() && m_form.isSystem()) {
        QDir().mkpath(m_cacheFolder);
        m_temporary
            = std::make_unique<QTemporaryDir>(m_cacheFolder + QStringLiteral("/system-XXXXXX"));
        folder = m_temporary->path();
    } else if (folder.isEmpty()) {
        QString name = QString::fromStdString(order.name);
        name.replace(QLatin1Char('/'), QLatin1Char('_'));
        folder = QStringLiteral("%1/roles/%2-%3").arg(m_dataFolder, m_form.role(), name);
    }
    order.folder = folder.toStdString();
    const bool isThere = !folder.isEmpty() && QDir().mkpath(folder);
    if (!isThere)
        fail(tr("%1: the folder cannot be made").arg(folder.isEmpty() ? m_cacheFolder : folder));
    return isThere;
}

} // namespace models

#pragma once

#include "models/appsettings.h"
#include "models/experimentcontroller.h"
#include "models/rolescontroller.h"
#include "models/swarmcontroller.h"
#include "models/virtualswarmsource.h"
#include "support/sandbox.h"
#include "support/window/syntheticswarm.h"

#include <QQmlApplicationEngine>
#include <QQuickItem>
#include <QQuickWindow>

#include <memory>

namespace support {

/// The real window over a scripted swarm, with settings and cache in a sandbox. Every QML warning
/// is collected: a test that ends with one has failed.
class WindowRig
{
public:
    /// `source` is used instead of the scripted swarm when given; it must outlive the rig.
    explicit WindowRig(models::SwarmSource *source = nullptr, std::uint32_t pieceCount = 64);
    ~WindowRig();

    [[nodiscard]] SyntheticSwarm &swarm() { return m_swarm; }
    [[nodiscard]] models::SwarmController &controller() { return *m_controller; }
    [[nodiscard]] models::ExperimentController &experiment() { return m_experiment; }
    [[nodiscard]] models::RolesController &roles() { return *m_roles; }
    [[nodiscard]] models::AppSettings &settings() { return *m_settings; }
    [[nodiscard]] QQuickWindow *window() const { return m_window; }
    [[nodiscard]] const QStringList &warnings() const { return m_warnings; }

    /// Starts the scripted swarm as the form says, lets `steps` half seconds pass and shows them.
    void run(int steps);
    /// Shows the newest snapshot everywhere, as a full cycle of the pull timer would.
    void refresh();
    /// The visible item of that object name; null when there is none.
    [[nodiscard]] QQuickItem *find(const QString &objectName) const;
    /// Clicks the middle of the item; false when it is not there, hidden or disabled.
    bool click(const QString &objectName);
    /// Clicks into the field and replaces its text as a person would.
    bool type(const QString &objectName, const QString &text);
    /// The window's picture after everything pending was drawn.
    [[nodiscard]] QImage picture();
    void resize(QSize size);

private:
    Sandbox m_sandbox;
    SyntheticSwarm m_swarm;
    models::VirtualSwarmSource m_virtual;
    models::ExperimentController m_experiment;
    std::unique_ptr<models::AppSettings> m_settings;
    std::unique_ptr<models::SwarmController> m_controller;
    std::unique_ptr<models::RolesController> m_roles;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow *m_window = nullptr;
    QStringList m_warnings;
};

/// What main() of every window test does: a QApplication, since charts need one.
int runWindowTest(int argc, char **argv, QObject *test);

} // namespace support

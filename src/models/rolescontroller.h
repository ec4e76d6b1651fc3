#pragma once

#include "models/coordinatorfinder.h"
#include "models/roleform.h"
#include "models/rolepanel.h"

#include <QObject>
#include <QTemporaryDir>
#include <QTimer>
#include <QVariant>
#include <QtQml/qqmlregistration.h>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace models {

/// The thesis's roles in this window: one of them, or the whole system. Makes the panels, pulls
/// their snapshots ten times a second and ends them in good order. Lives in the GUI thread.
class RolesController : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the program makes it")
    Q_PROPERTY(models::RoleForm *form READ form CONSTANT)
    Q_PROPERTY(models::CoordinatorFinder *finder READ finder CONSTANT)
    Q_PROPERTY(QVariantList panels READ panels NOTIFY panelsChanged)
    Q_PROPERTY(int current READ current WRITE setCurrent NOTIFY currentChanged)
    Q_PROPERTY(Phase phase READ phase NOTIFY phaseChanged)
    Q_PROPERTY(QString errorText READ errorText NOTIFY errorChanged)
public:
    enum class Phase : std::uint8_t {
        Idle, ///< no role is taken
        Starting,
        Running,
        Stopping, ///< users take their leave
    };
    Q_ENUM(Phase)
    static constexpr std::chrono::milliseconds longestStop{6000};

    /// Roles that keep something do so in `dataFolder`, a whole system in a temporary folder of
    /// `cacheFolder`, when the form names no folder.
    RolesController(const QString &dataFolder, const QString &cacheFolder,
                    QObject *parent = nullptr);
    ~RolesController() override;

    [[nodiscard]] RoleForm *form() { return &m_form; }
    /// Of coordinators that announce themselves on this network.
    [[nodiscard]] CoordinatorFinder *finder() { return &m_finder; }
    /// A RolePanel a live role, the coordinator first.
    [[nodiscard]] QVariantList panels() const;
    /// The panel that is shown.
    [[nodiscard]] int current() const { return m_current; }
    void setCurrent(int current);
    [[nodiscard]] Phase phase() const { return m_phase; }
    [[nodiscard]] QString errorText() const { return m_error; }

    /// Takes the role of the form; does nothing while it is not valid or roles are live.
    Q_INVOKABLE void start();
    /// Ends all roles, users first; may be called at any time.
    Q_INVOKABLE void stop();
    Q_INVOKABLE void dismissError() { fail({}); }
    /// At the end of the program: stops, and waits for it, `longestStop` at most.
    void finish();

Q_SIGNALS:
    void panelsChanged();
    void currentChanged();
    void phaseChanged();
    void errorChanged();
    /// All roles are live.
    void started();

private:
    void add(std::unique_ptr<RolePanel> panel);
    void addMembers(RoleOrder system);
    void countStart();
    void stopAll(bool (*isMeant)(RolePanel::Kind kind));
    void countStop();
    void clear();
    void enter(Phase phase);
    void fail(const QString &why);
    [[nodiscard]] bool findFolder(RoleOrder &order);

    RoleForm m_form;
    CoordinatorFinder m_finder;
    QString m_dataFolder;
    QString m_cacheFolder;
    std::unique_ptr<QTemporaryDir> m_temporary;
    std::vector<std::unique_ptr<RolePanel>> m_panels;
    std::vector<std::unique_ptr<RolePanel>> m_ended; ///< until nothing shows them any more
    std::optional<RoleOrder> m_system; ///< whose members wait for the coordinator
    QTimer m_pull;
    Phase m_phase = Phase::Idle;
    int m_current = 0;
    int m_starting = 0; ///< panels of which neither start nor failure was heard
    int m_stopping = 0; ///< panels of which the end is awaited
    bool m_areUsersGone = false; ///< while stopping
    QString m_error;
};

} // namespace models

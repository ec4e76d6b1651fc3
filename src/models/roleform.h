#pragma once

#include "models/roleorder.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace models {

/// What a person fills in to take a role. Every field is text as typed; each has an error that says
/// what to do, empty when the field is fine.
class RoleForm : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("RolesController has it")
    Q_PROPERTY(QString role READ role WRITE setRole NOTIFY changed)
    Q_PROPERTY(QString coordinator MEMBER m_coordinator NOTIFY changed)
    Q_PROPERTY(QString name MEMBER m_name NOTIFY changed)
    Q_PROPERTY(QString key MEMBER m_key NOTIFY changed)
    Q_PROPERTY(QString folder MEMBER m_folder NOTIFY changed)
    Q_PROPERTY(bool announces MEMBER m_announces NOTIFY changed)
    Q_PROPERTY(int trackers MEMBER m_trackers NOTIFY changed)
    Q_PROPERTY(int users MEMBER m_users NOTIFY changed)
    Q_PROPERTY(QString nameDefault READ nameDefault NOTIFY changed)
    Q_PROPERTY(QString coordinatorError READ coordinatorError NOTIFY changed)
    Q_PROPERTY(QString nameError READ nameError NOTIFY changed)
    Q_PROPERTY(QString keyError READ keyError NOTIFY changed)
    Q_PROPERTY(QString reach READ reach NOTIFY changed)
    Q_PROPERTY(bool valid READ isValid NOTIFY changed)
    Q_PROPERTY(int mostTrackers MEMBER mostTrackers CONSTANT)
    Q_PROPERTY(int mostUsers MEMBER mostUsers CONSTANT)
public:
    static constexpr int mostTrackers = 8;
    static constexpr int mostUsers = 24; ///< each has a thread, a disk thread and sockets
    static constexpr std::uint16_t coordinatorPort = 7420;

    using QObject::QObject;

    /// "system", "coordinator", "tracker", "user", "index" or "statistics".
    [[nodiscard]] QString role() const { return m_role; }
    /// Anything else is ignored.
    void setRole(const QString &role);
    [[nodiscard]] bool isSystem() const { return m_role == QLatin1String("system"); }
    /// The name when none is typed: the role at this machine, as in Tracker1@Uppsala-Universitet.
    [[nodiscard]] QString nameDefault() const;
    [[nodiscard]] QString coordinatorError() const;
    [[nodiscard]] QString nameError() const;
    [[nodiscard]] QString keyError() const;
    /// Who will be able to reach what is started; empty while the address is wrong.
    [[nodiscard]] QString reach() const;
    [[nodiscard]] bool isValid() const;
    /// What is asked for; the form must be valid. An empty folder stays empty: the controller
    /// chooses.
    [[nodiscard]] RoleOrder order() const;

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool listens() const;

    QString m_role = QStringLiteral("system");
    QString m_coordinator = QStringLiteral("127.0.0.1:7420");
    QString m_name;
    QString m_key;
    QString m_folder;
    bool m_announces = false;
    int m_trackers = 2;
    int m_users = 3;
};

} // namespace models

#pragma once

#include "models/messagescreen.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace models {

/// One live role of the window: its host, its message screen and what its buttons do. Lives in the
/// GUI thread and never waits; the host lives in a thread of its own.
class RolePanel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("RolesController has them")
    Q_PROPERTY(Kind kind READ kind CONSTANT)
    Q_PROPERTY(QString name READ name CONSTANT)
    Q_PROPERTY(models::MessageScreen *screen READ screen CONSTANT)
    Q_PROPERTY(bool online READ isOnline NOTIFY changed)
    Q_PROPERTY(QString status READ status NOTIFY changed)
public:
    enum class Kind : std::uint8_t { Coordinator, Tracker, User, Index, Statistics };
    Q_ENUM(Kind)

    RolePanel(Kind kind, const QString &name, QObject *parent);

    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QString name() const { return m_name; }
    [[nodiscard]] MessageScreen *screen() { return &m_screen; }
    /// The coordinator runs; any other role: the coordinator knows it now.
    [[nodiscard]] virtual bool isOnline() const = 0;
    /// How it stands, in a sentence.
    [[nodiscard]] virtual QString status() const = 0;

    /// Makes the host; started() or failed() follows.
    virtual void start() = 0;
    /// Ends the host in good order; stopped() follows, after a few seconds at most.
    virtual void stop() = 0;
    /// Shows the host's newest snapshot.
    virtual void pull() = 0;

Q_SIGNALS:
    void started();
    void failed(const QString &why);
    void stopped();
    void changed();

protected:
    /// "connected to ADDRESS" or why not.
    static QString joinStatus(bool isJoined, const std::string &coordinator,
                              const std::string &fault = {});

private:
    Kind m_kind;
    QString m_name;
    MessageScreen m_screen;
};

} // namespace models

#pragma once

#include "net/controlclient.h"
#include "net/userlease.h"

#include <QObject>

#include <functional>

namespace net {

/// A user's place at the coordinator: connects (user.connect), disconnects, comes back by itself
/// after the connection was lost, and keeps what the coordinator said last. Lives in one thread.
class UserRegistration : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const base::Expected<void> &)>;

    /// `tag` stands in the user's peer ids.
    UserRegistration(ControlClientOptions options, std::string tag, QObject *parent = nullptr);

    /// Begins to look for the coordinator, and connects the user when it is found.
    void start();
    /// Hangs up: the coordinator takes the user for gone.
    void stop();

    /// Connects the user again. A Usage error when it is connected.
    void connectUser(const Done &done);
    /// Disconnects it; a coordinator that is away hears it by the user not coming back. A Usage
    /// error when it is disconnected.
    void disconnectUser(const Done &done);

    /// Whether the user wants to be connected.
    [[nodiscard]] bool isWanted() const { return m_wanted; }
    /// Whether the coordinator has it as connected, as far as known.
    [[nodiscard]] bool isRegistered() const { return m_registered; }
    /// Why it is not registered; empty while it is or was just started.
    [[nodiscard]] const std::string &fault() const { return m_fault; }
    [[nodiscard]] const UserLease &lease() const { return m_lease; }
    [[nodiscard]] ControlClient &client() { return m_client; }

Q_SIGNALS:
    /// The coordinator knows the user (again): tell it of the torrents.
    void registered();
    /// Limits, announcements, trackers or index changed.
    void leaseChanged();
    void lost(const base::Error &why);
    /// The coordinator will not have it; it does not try again.
    void refused(const base::Error &why);
    void noted(const QString &text);

private:
    void registerNow(const Done &done);
    void tellApplied();
    void hear(const QString &method, const QJsonObject &params);
    void failed(const base::Error &why);

    std::string m_tag;
    ControlClient m_client;
    UserLease m_lease;
    std::string m_fault;
    bool m_wanted = true;
    bool m_registered = false;
};

} // namespace net

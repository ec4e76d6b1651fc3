#include "net/userregistration.h"

#include <QPointer>

namespace net {

UserRegistration::UserRegistration(ControlClientOptions options, std::string tag, QObject *parent)
    : QObject(parent)
    , m_tag(std::move(tag))
    , m_client(std::move(options))
{
    connect(&m_client, &ControlClient::ready, this, [this] {
        if (m_wanted)
            registerNow({});
    });
    connect(&m_client, &ControlClient::lost, this, [this](const base::Error &why) {
        failed(why);
        Q_EMIT lost(why);
    });
    connect(&m_client, &ControlClient::refused, this, [this](const base::Error &why) {
        failed(why);
        Q_EMIT refused(why);
    });
    connect(&m_client, &ControlClient::notified, this, &UserRegistration::hear);
}

void UserRegistration::start()
{
    m_client.start();
}

void UserRegistration::stop()
{
    m_registered = false;
    m_client.stop();
}

void UserRegistration::failed(const base::Error &why)
{
    m_registered = false;
    m_fault = why.text();
}

void UserRegistration::registerNow(const Done &done)
{
    const QJsonObject params{{QStringLiteral("tag"), QString::fromStdString(m_tag)}};
    m_client.call(QStringLiteral("user.connect"), params,
                  [self = QPointer(this), done](const base::Expected<QJsonObject> &answer) {
                      if (!self)
                          return;
                      base::Expected<void> result;
                      auto lease = answer
                          ? readUserLease(*answer)
                          : base::Expected<UserLease>(tl::unexpected(answer.error()));
                      if (lease) {
                          self->m_lease = std::move(*lease);
                          self->m_registered = true;
                          self->m_fault.clear();
                          Q_EMIT self->leaseChanged();
                          self->tellApplied();
                          Q_EMIT self->registered();
                      } else {
                          self->failed(lease.error());
                          Q_EMIT self->noted(QString::fromStdString(lease.error().text()));
                          result = tl::unexpected(lease.error());
                      }
                      if (done)
                          done(result);
                  });
}

void UserRegistration::connectUser(const Done &done)
{
    if (m_wanted && m_registered) {
        done(base::fail(base::ErrorCode::Usage, "connect", "already connected"));
        return;
    }
    m_wanted = true;
    registerNow(done);
}

void UserRegistration::disconnectUser(const Done &done)
{
    if (!std::exchange(m_wanted, false)) {
        done(base::fail(base::ErrorCode::Usage, "disconnect", "already disconnected"));
        return;
    }
    if (!std::exchange(m_registered, false)) {
        done({});
        return;
    }
    m_client.call(QStringLiteral("user.disconnect"), {},
                  [done](const base::Expected<QJsonObject> &answer) {
                      done(answer ? base::Expected<void>() : tl::unexpected(answer.error()));
                  });
}

/// Says which limits are in force here.
void UserRegistration::tellApplied()
{
    const QJsonObject params{{QStringLiteral("version"), static_cast<qint64>(m_lease.version)}};
    m_client.call(QStringLiteral("limits.applied"), params,
                  [](const base::Expected<QJsonObject> &) {});
}

void UserRegistration::hear(const QString &method, const QJsonObject &params)
{
    UserLease lease = m_lease;
    base::Expected<void> read;
    if (method == QLatin1String("limits.changed"))
        read = applyLimits(lease, params);
    else if (method == QLatin1String("announcements.changed"))
        read = applyAnnouncements(lease, params);
    else if (method == QLatin1String("trackers.changed"))
        read = applyTrackers(lease, params);
    else if (method == QLatin1String("index.changed"))
        read = applyIndex(lease, params);
    else
        return; // of a later version
    if (!read) {
        Q_EMIT noted(QString::fromStdString(read.error().within(method.toStdString()).text()));
        return;
    }
    const bool newLimits = lease.version != m_lease.version;
    m_lease = std::move(lease);
    Q_EMIT leaseChanged();
    if (newLimits)
        tellApplied();
}

} // namespace net

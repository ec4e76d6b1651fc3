#include "models/roleform.h"

#include "net/controlentry.h"
#include "net/controlserver.h"

#include <QSysInfo>
#include <QUrl>

#include <algorithm>
#include <array>
#include <optional>

namespace models {

namespace {

using Role = RoleOrder::Role;

struct RoleWord {
    const char *word;
    Role role;
};

constexpr std::array roleWords{
    RoleWord{"system", Role::System},   RoleWord{"coordinator", Role::Coordinator},
    RoleWord{"tracker", Role::Tracker}, RoleWord{"user", Role::User},
    RoleWord{"index", Role::Index},     RoleWord{"statistics", Role::Statistics}};

std::optional<Role> roleOf(const QString &word)
{
    const auto *found = std::ranges::find_if(
        roleWords, [&](const RoleWord &each) { return word == QLatin1String(each.word); });
    return found == roleWords.end() ? std::nullopt : std::optional(found->role);
}

/// Without a port it is the usual one.
std::optional<base::Endpoint> readAddress(const QString &typed)
{
    const std::string text = typed.trimmed().toStdString();
    const auto endpoint = base::Endpoint::parse(text);
    return endpoint ? endpoint
                    : base::Endpoint::parse(text + ":" + std::to_string(RoleForm::coordinatorPort));
}

} // namespace

void RoleForm::setRole(const QString &role)
{
    if (role == m_role || !roleOf(role))
        return;
    m_role = role;
    Q_EMIT changed();
}

/// Whether the role opens the coordinator's door itself.
bool RoleForm::listens() const
{
    return isSystem() || m_role == QLatin1String("coordinator");
}

QString RoleForm::nameDefault() const
{
    QString name = m_role;
    name[0] = name[0].toUpper();
    return name + QLatin1Char('@') + QSysInfo::machineHostName();
}

QString RoleForm::coordinatorError() const
{
    const auto address = readAddress(m_coordinator);
    if (!address || m_coordinator.trimmed().isEmpty())
        return tr("Type an address such as 127.0.0.1:7420");
    if (!listens() && !address->isDialable())
        return tr("This is no address of a single machine");
    if (isSystem() && !address->isLoopback())
        return tr("A whole system stays on this machine: 127.0.0.1, with any port");
    return {};
}

QString RoleForm::nameError() const
{
    const bool isGood = m_name.isEmpty() || net::isControlName(m_name.toStdString());
    return isGood ? QString() : tr("A name has at most 64 bytes and no spaces at its ends");
}

QString RoleForm::keyError() const
{
    const auto length = static_cast<std::size_t>(m_key.toUtf8().size());
    if (listens() && length > 0 && length < net::ControlServer::MinKey)
        return tr("A key has at least %1 characters").arg(net::ControlServer::MinKey);
    return {};
}

QString RoleForm::reach() const
{
    const auto address = readAddress(m_coordinator);
    if (!address || !coordinatorError().isEmpty())
        return {};
    return address->isLoopback()
        ? tr("Reached from this machine only.")
        : tr("Reached from the network of %1.").arg(QString::fromStdString(address->addressText()));
}

bool RoleForm::isValid() const
{
    return coordinatorError().isEmpty() && nameError().isEmpty() && keyError().isEmpty();
}

RoleOrder RoleForm::order() const
{
    RoleOrder order;
    order.role = roleOf(m_role).value_or(Role::System);
    order.coordinator = readAddress(m_coordinator).value_or(base::Endpoint{});
    order.name = (m_name.isEmpty() ? nameDefault() : m_name).toStdString();
    order.key = m_key.toStdString();
    order.announces = m_announces;
    order.trackers = std::clamp(m_trackers, 1, mostTrackers);
    order.users = std::clamp(m_users, 1, mostUsers);
    const QUrl url(m_folder);
    order.folder = (url.isLocalFile() ? url.toLocalFile() : m_folder.trimmed()).toStdString();
    return order;
}

} // namespace models

#include "models/rolepanel.h"

namespace models {

RolePanel::RolePanel(Kind kind, const QString &name, QObject *parent)
    : QObject(parent)
    , m_kind(kind)
    , m_name(name)
{
}

QString RolePanel::joinStatus(bool isJoined, const std::string &coordinator,
                              const std::string &fault)
{
    const QString address = QString::fromStdString(coordinator);
    if (isJoined)
        return tr("connected to the coordinator at %1").arg(address);
    if (!fault.empty())
        return tr("not connected to %1: %2").arg(address, QString::fromStdString(fault));
    return tr("not connected to %1").arg(address);
}

} // namespace models

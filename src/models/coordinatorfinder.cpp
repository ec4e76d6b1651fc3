#include "models/coordinatorfinder.h"

#include <algorithm>

namespace models {

CoordinatorFinder::CoordinatorFinder(net::LanPlace place, QObject *parent)
    : QObject(parent)
    , m_place(std::move(place))
{
}

QStringList CoordinatorFinder::found() const
{
    QStringList addresses;
    if (m_discovery) {
        for (const net::FoundCoordinator &coordinator : m_discovery->found())
            addresses << QString::fromStdString(coordinator.endpoint.text());
    }
    return addresses;
}

QString CoordinatorFinder::note() const
{
    if (!m_discovery)
        return m_fault;
    const auto &found = m_discovery->found();
    if (found.empty())
        return tr("listening for coordinators that announce themselves …");
    const bool isKeyWanted = std::ranges::any_of(found, &net::FoundCoordinator::wantsKey);
    return isKeyWanted ? tr("choose one; some want their join key") : tr("choose one");
}

void CoordinatorFinder::listen()
{
    if (m_discovery)
        return;
    m_fault.clear();
    auto discovery = std::make_unique<net::LanDiscovery>(m_place);
    connect(discovery.get(), &net::LanDiscovery::heard, this, &CoordinatorFinder::changed);
    if (const auto started = discovery->start())
        m_discovery = std::move(discovery);
    else
        m_fault = QString::fromStdString(started.error().text());
    Q_EMIT changed();
}

void CoordinatorFinder::stop()
{
    if (!m_discovery)
        return;
    m_discovery.reset();
    Q_EMIT changed();
}

} // namespace models

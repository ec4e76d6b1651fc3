#pragma once

#include "net/landiscovery.h"

#include <QObject>
#include <QStringList>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace models {

/// Hears which coordinators announce themselves on this network, while somebody wants to know. What
/// it hears is shown and only used when a person chooses it. Lives in the GUI thread.
class CoordinatorFinder : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("RolesController has it")
    Q_PROPERTY(bool listening READ isListening NOTIFY changed)
    Q_PROPERTY(QStringList found READ found NOTIFY changed)
    Q_PROPERTY(QString note READ note NOTIFY changed)
public:
    explicit CoordinatorFinder(net::LanPlace place = {}, QObject *parent = nullptr);

    [[nodiscard]] bool isListening() const { return m_discovery != nullptr; }
    /// Addresses: "10.0.0.1:7420".
    [[nodiscard]] QStringList found() const;
    /// How far the search is, or why it cannot be.
    [[nodiscard]] QString note() const;

    Q_INVOKABLE void listen();
    Q_INVOKABLE void stop();

Q_SIGNALS:
    void changed();

private:
    net::LanPlace m_place;
    std::unique_ptr<net::LanDiscovery> m_discovery; ///< while it listens
    QString m_fault;
};

} // namespace models

#pragma once

#include "core/lab/swarmsnapshot.h"
#include "models/swarmorder.h"

#include <QObject>

namespace models {

/// Where the window's data comes from and its commands go: the live swarm, a virtual one, or a
/// scripted one in tests. Everything is called from the GUI thread and returns at once.
class SwarmSource : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Begins a swarm; started() or failed() follows.
    virtual void start(const SwarmOrder &order) = 0;
    /// Ends it. The last snapshot stays readable.
    virtual void stop() = 0;
    virtual std::uint32_t addLeecher() = 0;
    virtual std::uint32_t addSeed() = 0;
    virtual void removePeer(std::uint32_t number) = 0;
    virtual void connectPeer(std::uint32_t number) = 0;
    virtual void disconnectPeer(std::uint32_t number) = 0;
    /// The newest state; never null.
    [[nodiscard]] virtual lab::SnapshotPtr snapshot() const = 0;

Q_SIGNALS:
    /// Hashing the content: bytes done of how many.
    void preparing(quint64 hashed, quint64 total);
    void started();
    /// It could not start, and why.
    void failed(const QString &why);
};

} // namespace models

#pragma once

#include "core/base/expected.h"
#include "core/wire/announce.h"

#include <QAbstractSocket>
#include <QHostAddress>
#include <QObject>

namespace net {

/// One announce to one tracker, over whichever transport. Emits finished() exactly once after
/// start(), unless it is destroyed before. Has no time limit of its own.
class Announcement : public QObject
{
    Q_OBJECT
public:
    using Outcome = base::Expected<wire::AnnounceResponse>;

    using QObject::QObject;
    virtual void start() = 0;
    /// Where it is to come from; a null address leaves that to the system. Before start().
    void setLocalAddress(const QHostAddress &address) { m_local = address; }

Q_SIGNALS:
    void finished(const net::Announcement::Outcome &outcome);

protected:
    /// Emits finished(), the first time.
    void finish(const Outcome &outcome)
    {
        if (m_finished)
            return;
        m_finished = true;
        Q_EMIT finished(outcome);
    }
    /// Binds the socket to the local address when there is one that can reach the remote.
    void bindTo(QAbstractSocket &socket) const
    {
        if (!m_local.isNull())
            socket.bind(m_local);
    }
    [[nodiscard]] bool isFinished() const { return m_finished; }

private:
    QHostAddress m_local;
    bool m_finished = false;
};

} // namespace net

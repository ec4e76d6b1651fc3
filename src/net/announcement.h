#pragma once

#include "core/base/expected.h"
#include "core/wire/announce.h"

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
    [[nodiscard]] bool isFinished() const { return m_finished; }

private:
    bool m_finished = false;
};

} // namespace net

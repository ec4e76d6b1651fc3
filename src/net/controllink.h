#pragma once

#include "core/base/endpoint.h"
#include "net/controlmessage.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <functional>
#include <map>
#include <memory>

namespace net {

/// One connection of the control channel: lines, calls in both directions, their answers and times.
///
/// A line that is too long or no message is answered with an error, and the connection ends; an end
/// that does not take what it is sent, or falls silent while watched, is cut off. Owners delete it
/// with deleteLater() once it is closed.
class ControlLink : public QObject
{
    Q_OBJECT
public:
    using Reply = std::function<void(const base::Expected<QJsonObject> &)>;
    /// May be called once, now or later, also after the connection is gone.
    using Answer = std::function<void(const base::Expected<QJsonObject> &)>;

    /// Calls wait so long for their answer.
    static constexpr std::chrono::milliseconds CallTime{5000};
    /// Bytes the other end may leave untaken.
    static constexpr qint64 MaxQueued = 4 * 1024 * 1024;
    /// Calls in one direction that wait for their answer.
    static constexpr std::size_t MaxOpenCalls = 256;

    explicit ControlLink(std::unique_ptr<QTcpSocket> socket, QObject *parent = nullptr);
    ~ControlLink() override;

    /// `done` hears the answer, or an error when there is none in time or the connection is lost.
    void call(const QString &method, const QJsonObject &params, Reply done);
    void notify(const QString &method, const QJsonObject &params);
    /// Sends what is queued and hangs up. Calls that wait have their error now; closed() follows.
    void close(const base::Error &why);
    /// Closes a link whose owner has no more use for it; it deletes itself when its last lines have
    /// left, or with `parent`.
    static void dismiss(std::unique_ptr<ControlLink> link, const base::Error &why, QObject *parent);

    /// From now on tells the other end that it lives, every `every`, and hangs up when nothing was
    /// heard for `silence`.
    void watch(std::chrono::milliseconds every, std::chrono::milliseconds silence);

    [[nodiscard]] const base::Endpoint &remote() const { return m_remote; }
    /// Its own end, as the other one sees it.
    [[nodiscard]] base::Endpoint local() const;
    [[nodiscard]] bool isClosing() const { return m_closing; }

    /// Answers the calls of the other end.
    std::function<void(const QString &method, const QJsonObject &params, const Answer &)> onCall;
    /// Hears its notices.
    std::function<void(const QString &method, const QJsonObject &params)> onNotice;

Q_SIGNALS:
    /// The connection is over; calls that waited have had their error.
    void closed(const base::Error &why);

private:
    void read();
    void take(const QByteArray &line);
    void serve(const ControlMessage &message);
    void settle(const QJsonValue &id, const base::Expected<QJsonObject> &answer);
    void answer(const QJsonValue &id, const base::Expected<QJsonObject> &answer);
    void refuse(const base::Error &error);
    void send(const QByteArray &line);
    void checkPulse();
    void failOpenCalls();
    void finish();

    std::unique_ptr<QTcpSocket> m_socket;
    base::Endpoint m_remote;
    std::map<qint64, Reply> m_calls; ///< ours that wait
    qint64 m_nextId = 1;
    std::size_t m_openAnswers = 0; ///< calls of the other end that wait
    QTimer m_pulse;
    std::chrono::milliseconds m_silence{};
    QElapsedTimer m_heard;
    bool m_closing = false;
    bool m_finished = false;
    base::Error m_why;
};

} // namespace net

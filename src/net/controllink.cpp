#include "net/controllink.h"

#include "net/address.h"

#include <QPointer>

namespace net {

namespace {

/// For the last lines to leave after close().
constexpr std::chrono::milliseconds FarewellTime{2000};

QString pulseMethod()
{
    return QStringLiteral("ping");
}

} // namespace

ControlLink::ControlLink(std::unique_ptr<QTcpSocket> socket, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_remote(toEndpoint(m_socket->peerAddress(), m_socket->peerPort()))
{
    m_socket->setReadBufferSize(MaxControlLine + 1);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &ControlLink::read);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &ControlLink::finish);
    connect(&m_pulse, &QTimer::timeout, this, &ControlLink::checkPulse);
    m_heard.start();
}

ControlLink::~ControlLink()
{
    m_socket->disconnect(this);
}

base::Endpoint ControlLink::local() const
{
    return toEndpoint(m_socket->localAddress(), m_socket->localPort());
}

void ControlLink::call(const QString &method, const QJsonObject &params, Reply done)
{
    if (m_closing || m_finished) {
        done(base::fail(base::ErrorCode::Cancelled, m_remote.text(), "the connection is lost"));
        return;
    }
    if (m_calls.size() >= MaxOpenCalls) {
        done(base::fail(base::ErrorCode::Busy, m_remote.text(), "too many calls wait for answers"));
        return;
    }
    const qint64 id = m_nextId++;
    m_calls.emplace(id, std::move(done));
    QTimer::singleShot(CallTime, this, [this, id] {
        settle(id, base::fail(base::ErrorCode::Cancelled, m_remote.text(), "no answer in time"));
    });
    send(controlCall(id, method, params));
}

void ControlLink::notify(const QString &method, const QJsonObject &params)
{
    send(controlNotice(method, params));
}

void ControlLink::close(const base::Error &why)
{
    if (m_closing || m_finished)
        return;
    m_closing = true;
    m_why = why;
    m_pulse.stop();
    const QPointer<ControlLink> alive(this);
    failOpenCalls();
    if (!alive)
        return;
    QTimer::singleShot(FarewellTime, this, [this] { m_socket->abort(); });
    m_socket->disconnectFromHost();
}

void ControlLink::dismiss(std::unique_ptr<ControlLink> link, const base::Error &why,
                          QObject *parent)
{
    ControlLink *last = link.release();
    last->setParent(parent);
    last->onCall = nullptr;
    last->onNotice = nullptr;
    connect(last, &ControlLink::closed, last, &QObject::deleteLater);
    if (last->m_finished)
        last->deleteLater();
    else
        last->close(why);
}

void ControlLink::watch(std::chrono::milliseconds every, std::chrono::milliseconds silence)
{
    m_silence = silence;
    m_heard.restart();
    m_pulse.start(every);
}

void ControlLink::read()
{
    m_heard.restart();
    const QPointer<ControlLink> alive(this);
    while (alive && !m_closing && m_socket->canReadLine())
        take(m_socket->readLine(MaxControlLine + 1));
    if (!alive)
        return;
    if (m_closing)
        m_socket->readAll();
    else if (m_socket->bytesAvailable() >= MaxControlLine && !m_socket->canReadLine())
        refuse({base::ErrorCode::Malformed, {}, "the line is longer than 64 KiB"});
}

void ControlLink::take(const QByteArray &line)
{
    if (line.size() > MaxControlLine || !line.endsWith('\n')) {
        refuse({base::ErrorCode::Malformed, {}, "the line is longer than 64 KiB"});
        return;
    }
    const auto message = parseControlLine(line);
    if (!message) {
        refuse(message.error());
        return;
    }
    switch (message->kind) {
    case ControlMessage::Kind::Call:
        serve(*message);
        break;
    case ControlMessage::Kind::Notice:
        if (message->method != pulseMethod() && onNotice)
            onNotice(message->method, message->params);
        break;
    case ControlMessage::Kind::Result:
        settle(message->id, message->params);
        break;
    case ControlMessage::Kind::Fault:
        settle(message->id, tl::unexpected(message->error));
        break;
    }
}

void ControlLink::serve(const ControlMessage &message)
{
    if (!onCall) {
        answer(message.id,
               base::fail(base::ErrorCode::Unsupported, message.method.toStdString(),
                          "there is no such method"));
        return;
    }
    if (m_openAnswers >= MaxOpenCalls) {
        answer(message.id,
               base::fail(base::ErrorCode::Busy, {}, "too many calls wait for answers"));
        return;
    }
    ++m_openAnswers;
    const QPointer<ControlLink> link(this);
    const auto handler = onCall; // which it may replace
    handler(message.method, message.params,
            [link, id = message.id,
             open = std::make_shared<bool>(true)](const base::Expected<QJsonObject> &result) {
                if (!link || !std::exchange(*open, false))
                    return;
                --link->m_openAnswers;
                link->answer(id, result);
            });
}

/// An answer to nothing that waits is one that came too late.
void ControlLink::settle(const QJsonValue &id, const base::Expected<QJsonObject> &answer)
{
    const auto call = m_calls.find(id.toInteger());
    if (call == m_calls.end())
        return;
    const Reply done = std::move(call->second);
    m_calls.erase(call);
    done(answer);
}

void ControlLink::answer(const QJsonValue &id, const base::Expected<QJsonObject> &answer)
{
    const QByteArray line = controlAnswer(id, answer);
    if (line.size() > MaxControlLine)
        send(controlAnswer(
            id, base::fail(base::ErrorCode::Limit, {}, "the answer is longer than a line")));
    else
        send(line);
}

void ControlLink::refuse(const base::Error &error)
{
    send(controlAnswer(QJsonValue::Null, tl::unexpected(error)));
    close(error);
}

void ControlLink::send(const QByteArray &line)
{
    if (m_closing || m_finished)
        return;
    m_socket->write(line);
    if (m_socket->bytesToWrite() <= MaxQueued)
        return;
    close({base::ErrorCode::Limit, m_remote.text(), "it does not take what it is sent"});
}

void ControlLink::checkPulse()
{
    if (m_heard.elapsed() < m_silence.count()) {
        notify(pulseMethod(), {});
        return;
    }
    close({base::ErrorCode::Cancelled, m_remote.text(), "nothing was heard from it"});
    m_socket->abort();
}

void ControlLink::failOpenCalls()
{
    while (!m_calls.empty())
        settle(m_calls.begin()->first,
               base::fail(base::ErrorCode::Cancelled, m_remote.text(), "the connection is lost"));
}

void ControlLink::finish()
{
    if (std::exchange(m_finished, true))
        return;
    m_pulse.stop();
    if (!m_closing)
        m_why = {base::ErrorCode::Cancelled, m_remote.text(), "the other end hung up"};
    const QPointer<ControlLink> alive(this);
    failOpenCalls();
    if (alive)
        Q_EMIT closed(m_why);
}

} // namespace net

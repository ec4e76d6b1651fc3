#include "net/controlclient.h"

#include "net/address.h"

#include <QRandomGenerator>

#include <algorithm>

namespace net {

namespace {

constexpr int InstanceBytes = 16;
constexpr int NonceBytes = 32;
constexpr std::chrono::milliseconds ConnectTime{5000};

QString textOf(const std::string &text)
{
    return QString::fromStdString(text);
}

/// Whether another try could end otherwise.
bool isFinal(base::ErrorCode code)
{
    return code != base::ErrorCode::Cancelled && code != base::ErrorCode::Limit
        && code != base::ErrorCode::Io;
}

} // namespace

ControlClient::ControlClient(ControlClientOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    m_proof.role = m_options.role;
    m_proof.name = m_options.name;
    m_proof.instance = randomHex(InstanceBytes);
    m_retry.setSingleShot(true);
    m_retry.callOnTimeout(this, &ControlClient::connectNow);
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout(this, [this] {
        fail({base::ErrorCode::Cancelled, {}, "it does not answer"});
    });
}

ControlClient::~ControlClient()
{
    if (m_link)
        m_link->disconnect(this);
    if (m_dialling)
        m_dialling->disconnect(this);
}

void ControlClient::start()
{
    if (m_link || m_dialling || m_retry.isActive())
        return;
    m_failures = 0;
    connectNow();
}

void ControlClient::stop()
{
    m_retry.stop();
    dropLink();
}

void ControlClient::call(const QString &method, const QJsonObject &params, Reply done)
{
    if (m_isReady)
        m_link->call(method, params, std::move(done));
    else
        done(base::fail(base::ErrorCode::Cancelled, m_options.server.text(),
                        "there is no connection to the coordinator"));
}

void ControlClient::notify(const QString &method, const QJsonObject &params)
{
    if (m_isReady)
        m_link->notify(method, params);
}

void ControlClient::connectNow()
{
    m_dialling = std::make_unique<QTcpSocket>();
    connect(m_dialling.get(), &QTcpSocket::connected, this, &ControlClient::greet);
    connect(m_dialling.get(), &QTcpSocket::errorOccurred, this, [this] {
        fail({base::ErrorCode::Cancelled, {}, m_dialling->errorString().toStdString()});
    });
    m_patience.start(ConnectTime);
    m_dialling->connectToHost(toHostAddress(m_options.server), m_options.server.port);
}

void ControlClient::greet()
{
    m_patience.stop();
    m_dialling->disconnect(this);
    m_link = std::make_unique<ControlLink>(std::move(m_dialling));
    connect(m_link.get(), &ControlLink::closed, this, &ControlClient::fail);
    m_proof.nonce = randomHex(NonceBytes);
    m_proof.challenge.clear();
    const QJsonObject hello{
        {QStringLiteral("version"), ControlVersion},
        {QStringLiteral("role"), textOf(m_proof.role)},
        {QStringLiteral("name"), textOf(m_proof.name)},
        {QStringLiteral("instance"), textOf(m_proof.instance)},
        {QStringLiteral("nonce"), textOf(m_proof.nonce)},
    };
    m_link->call(QStringLiteral("hello"), hello, [this](const auto &answer) {
        if (!answer)
            fail(answer.error());
        else if (answer->contains(QStringLiteral("challenge")))
            prove(*answer);
        else if (!m_options.joinKey.empty())
            giveUp({base::ErrorCode::Denied, m_options.server.text(),
                    "the coordinator wants no join key: it is not the one the key is for"});
        else
            enter(*answer);
    });
}

void ControlClient::prove(const QJsonObject &challenge)
{
    if (m_options.joinKey.empty()) {
        giveUp(
            {base::ErrorCode::Denied, m_options.server.text(), "the coordinator wants a join key"});
        return;
    }
    m_proof.challenge = challenge[QStringLiteral("challenge")].toString().toStdString();
    m_proof.epoch = challenge[QStringLiteral("epoch")].toString().toStdString();
    if (!isHex(m_proof.challenge, std::size_t{2} * NonceBytes)) {
        giveUp({base::ErrorCode::Malformed, m_options.server.text(),
                "the coordinator's challenge is malformed"});
        return;
    }
    const QJsonObject proof{
        {QStringLiteral("hmac"),
         QString::fromLatin1(m_proof.hmac(m_options.joinKey, ControlProof::Side::Role))}};
    m_link->call(QStringLiteral("prove"), proof, [this](const auto &answer) {
        if (!answer) {
            fail(answer.error());
            return;
        }
        const QByteArray hmac = (*answer)[QStringLiteral("hmac")].toString().toLatin1();
        if (m_proof.isProvenBy(hmac, m_options.joinKey, ControlProof::Side::Coordinator))
            enter(*answer);
        else
            giveUp({base::ErrorCode::Denied, m_options.server.text(),
                    "the coordinator does not know the join key"});
    });
}

void ControlClient::enter(const QJsonObject &welcome)
{
    m_isReady = true;
    m_failures = 0;
    m_link->onCall = [this](const QString &method, const QJsonObject &params,
                            const ControlLink::Answer &answer) {
        if (onCall)
            answer(onCall(method, params));
        else
            answer(base::fail(base::ErrorCode::Unsupported, method.toStdString(),
                              "there is no such method"));
    };
    m_link->onNotice = [this](const QString &method, const QJsonObject &params) {
        Q_EMIT notified(method, params);
    };
    m_link->watch(m_options.pulse, m_options.silence);
    Q_EMIT ready(welcome);
}

void ControlClient::fail(const base::Error &why)
{
    if (!m_link && !m_dialling)
        return;
    if (isFinal(why.code) && !m_isReady)
        giveUp(why);
    else
        retry(why);
}

void ControlClient::giveUp(const base::Error &why)
{
    dropLink();
    Q_EMIT refused(why);
}

void ControlClient::retry(const base::Error &why)
{
    const base::Error error{why.code, m_options.server.text(), why.detail};
    const bool isNews = m_isReady || m_failures == 0;
    dropLink();
    const auto doubled = m_options.firstRetry * (1 << std::min(m_failures, 10U));
    const auto pause = std::min(doubled, m_options.longestRetry);
    // Half to one and a half of it, so that roles do not come back all at once.
    const double jitter = 0.5 + QRandomGenerator::global()->generateDouble();
    m_retry.start(std::chrono::milliseconds(
        static_cast<std::int64_t>(static_cast<double>(pause.count()) * jitter)));
    ++m_failures;
    if (isNews)
        Q_EMIT lost(error);
}

/// Called from within the link's and the socket's own signals, too.
void ControlClient::dropLink()
{
    m_patience.stop();
    m_isReady = false;
    if (auto *socket = m_dialling.release()) {
        socket->disconnect(this);
        socket->abort();
        socket->deleteLater();
    }
    if (m_link) {
        m_link->disconnect(this);
        ControlLink::dismiss(std::move(m_link),
                             {base::ErrorCode::Cancelled, {}, "this role hangs up"}, this);
    }
}

} // namespace net

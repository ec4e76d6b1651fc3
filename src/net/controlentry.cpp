#include "net/controlentry.h"

#include "core/base/text.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace net {

namespace {

constexpr std::size_t MaxName = 64;
constexpr int NonceBytes = 32;
constexpr int InstanceBytes = 16;
constexpr std::array<std::string_view, 5> Roles{"tracker", "index", "user", "statistics",
                                                "console"};

base::Error badHello(const char *where, const char *detail)
{
    return {base::ErrorCode::Usage, where, detail};
}

std::string textAt(const QJsonObject &params, const char *key)
{
    return params[QLatin1String(key)].toString().toStdString();
}

} // namespace

bool isControlName(const std::string &name)
{
    return !name.empty() && name.size() <= MaxName && name.front() != ' ' && name.back() != ' '
        && base::cleanText(name, MaxName, '\0') == name;
}

ControlEntry::ControlEntry(std::unique_ptr<ControlLink> link, Door &door, QObject *parent)
    : QObject(parent)
    , m_link(std::move(link))
    , m_door(door)
{
    m_link->onCall = [this](const QString &method, const QJsonObject &params,
                            const ControlLink::Answer &answer) {
        m_answer = answer;
        serve(method, params);
    };
    connect(m_link.get(), &ControlLink::closed, this, &ControlEntry::gone);
    m_patience.setSingleShot(true);
    m_patience.callOnTimeout(this, [this] {
        m_link->close({base::ErrorCode::Cancelled, {}, "it said no hello in time"});
    });
    m_patience.start(HelloTime);
}

ControlMember ControlEntry::member() const
{
    return {0, m_proof.role, m_proof.name, m_proof.instance, m_link->remote()};
}

std::unique_ptr<ControlLink> ControlEntry::takeLink()
{
    m_patience.stop();
    m_link->disconnect(this);
    m_link->onCall = nullptr;
    return std::move(m_link);
}

void ControlEntry::refuse(const base::Error &error)
{
    m_answer(tl::unexpected(error));
    m_link->close(error);
    Q_EMIT refused(error);
}

void ControlEntry::welcome(QJsonObject welcome)
{
    if (!m_door.key.empty())
        welcome[QStringLiteral("hmac")]
            = QString::fromLatin1(m_proof.hmac(m_door.key, ControlProof::Side::Coordinator));
    m_answer(welcome);
}

void ControlEntry::serve(const QString &method, const QJsonObject &params)
{
    if (method == QStringLiteral("hello") && !m_hasGreeted)
        hello(params);
    else if (method == QStringLiteral("prove") && std::exchange(m_isChallenged, false))
        prove(params);
    else
        refuse({base::ErrorCode::Denied, method.toStdString(), "say hello first"});
}

base::Expected<void> ControlEntry::readHello(const QJsonObject &params)
{
    if (params[QStringLiteral("version")] != ControlVersion)
        return base::fail(base::ErrorCode::Unsupported, "version",
                          fmt::format("this coordinator speaks version {}", ControlVersion));
    m_proof.role = textAt(params, "role");
    m_proof.name = textAt(params, "name");
    m_proof.instance = textAt(params, "instance");
    m_proof.nonce = textAt(params, "nonce");
    if (std::ranges::find(Roles, m_proof.role) == Roles.end())
        return tl::unexpected(
            badHello("role", "it is none of tracker, index, user, statistics, console"));
    if (!isControlName(m_proof.name))
        return tl::unexpected(badHello("name", "it is not 1 to 64 bytes that can be shown"));
    if (!isHex(m_proof.instance, std::size_t{2} * InstanceBytes))
        return tl::unexpected(badHello("instance", "it is not 32 hexadecimal digits"));
    if (!isHex(m_proof.nonce, std::size_t{2} * NonceBytes))
        return tl::unexpected(badHello("nonce", "it is not 64 hexadecimal digits"));
    return {};
}

void ControlEntry::hello(const QJsonObject &params)
{
    m_hasGreeted = true;
    if (const auto read = readHello(params); !read) {
        refuse(read.error());
        return;
    }
    m_proof.epoch = m_door.epoch;
    if (m_door.key.empty()) {
        Q_EMIT arrived();
        return;
    }
    m_proof.challenge = randomHex(NonceBytes);
    m_isChallenged = true;
    m_answer(QJsonObject{
        {QStringLiteral("challenge"), QString::fromStdString(m_proof.challenge)},
        {QStringLiteral("epoch"), QString::fromStdString(m_proof.epoch)},
    });
}

/// An address that has given wrong keys waits before each further one is looked at.
void ControlEntry::prove(const QJsonObject &params)
{
    const QByteArray hmac = params[QStringLiteral("hmac")].toString().toLatin1();
    const auto delay = m_door.refusals.delay(m_link->remote(), m_door.now());
    if (delay.count() == 0)
        judge(hmac);
    else
        QTimer::singleShot(delay, this, [this, hmac] { judge(hmac); });
}

void ControlEntry::judge(const QByteArray &hmac)
{
    if (!m_link || m_link->isClosing())
        return;
    const bool isRight = m_proof.isProvenBy(hmac, m_door.key, ControlProof::Side::Role);
    if (isRight) {
        Q_EMIT arrived();
        return;
    }
    m_door.refusals.add(m_link->remote(), m_door.now());
    refuse({base::ErrorCode::Denied, {}, "the join key is wrong"});
}

} // namespace net

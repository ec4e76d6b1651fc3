#include "net/controlserver.h"

#include "net/address.h"

#include <algorithm>

namespace net {

namespace {

constexpr int EpochBytes = 8;
/// After the system was out of descriptors.
constexpr std::chrono::milliseconds AcceptPause{1000};

} // namespace

ControlServer::ControlServer(ControlServerOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
    m_door.key = m_options.joinKey;
    m_door.epoch = randomHex(EpochBytes);
    m_door.clock.start();
    connect(&m_listener, &QTcpServer::newConnection, this, &ControlServer::accept);
    m_acceptAgain.setSingleShot(true);
    m_acceptAgain.callOnTimeout(&m_listener, &QTcpServer::resumeAccepting);
    connect(&m_listener, &QTcpServer::acceptError, this,
            [this] { m_acceptAgain.start(AcceptPause); });
}

ControlServer::~ControlServer()
{
    for (const auto &[id, seat] : m_members)
        seat.link->disconnect(this);
}

base::Expected<void> ControlServer::start()
{
    const std::string where = m_options.listen.text();
    if (m_options.joinKey.empty() && !m_options.listen.isLoopback())
        return base::fail(base::ErrorCode::Usage, where,
                          "listening beyond this machine needs a join key");
    if (!m_options.joinKey.empty() && m_options.joinKey.size() < MinKey)
        return base::fail(base::ErrorCode::Usage, where,
                          "the join key is shorter than 8 characters");
    if (!m_listener.listen(toHostAddress(m_options.listen), m_options.listen.port))
        return base::fail(base::ErrorCode::Io, where, m_listener.errorString().toStdString());
    return {};
}

void ControlServer::stop()
{
    m_listener.close();
    while (!m_entries.empty())
        removeEntry(m_entries.front());
    while (!m_members.empty())
        removeMember(m_members.begin()->first,
                     {base::ErrorCode::Cancelled, {}, "the coordinator stops"});
}

std::optional<base::Endpoint> ControlServer::endpoint() const
{
    if (!m_listener.isListening())
        return std::nullopt;
    return toEndpoint(m_listener.serverAddress(), m_listener.serverPort());
}

std::vector<ControlMember> ControlServer::members() const
{
    std::vector<ControlMember> members;
    for (const auto &[id, seat] : m_members)
        members.push_back(seat.member);
    return members;
}

std::optional<std::uint64_t> ControlServer::find(std::string_view role,
                                                 const std::string &name) const
{
    const auto holder = std::ranges::find_if(m_members, [&](const auto &each) {
        return each.second.member.role == role && each.second.member.name == name;
    });
    if (holder == m_members.end())
        return std::nullopt;
    return holder->first;
}

void ControlServer::call(std::uint64_t member, const QString &method, const QJsonObject &params,
                         ControlLink::Reply done)
{
    const auto found = m_members.find(member);
    if (found == m_members.end())
        done(base::fail(base::ErrorCode::Cancelled, {}, "the connection is lost"));
    else
        found->second.link->call(method, params, std::move(done));
}

void ControlServer::notify(std::uint64_t member, const QString &method, const QJsonObject &params)
{
    if (const auto found = m_members.find(member); found != m_members.end())
        found->second.link->notify(method, params);
}

void ControlServer::notifyAll(std::string_view role, const QString &method,
                              const QJsonObject &params)
{
    for (const ControlMember &member : members()) {
        if (member.role == role)
            notify(member.id, method, params);
    }
}

void ControlServer::accept()
{
    while (m_listener.hasPendingConnections()) {
        std::unique_ptr<QTcpSocket> socket(m_listener.nextPendingConnection());
        socket->setParent(nullptr);
        if (m_entries.size() >= m_options.maxEntries)
            removeEntry(m_entries.front());
        auto *entry
            = new ControlEntry(std::make_unique<ControlLink>(std::move(socket)), m_door, this);
        m_entries.push_back(entry);
        const base::Endpoint remote = entry->member().remote;
        connect(entry, &ControlEntry::arrived, this, [this, entry] { admit(entry); });
        connect(entry, &ControlEntry::gone, this, [this, entry] { removeEntry(entry); });
        connect(entry, &ControlEntry::refused, this,
                [this, remote](const base::Error &why) { Q_EMIT refused(remote, why); });
    }
}

void ControlServer::admit(ControlEntry *entry)
{
    ControlMember member = entry->member();
    if (const auto room = makeRoomFor(member); !room) {
        entry->refuse(room.error());
        return;
    }
    QJsonObject welcome = onWelcome ? onWelcome() : QJsonObject();
    welcome[QStringLiteral("version")] = ControlVersion;
    welcome[QStringLiteral("epoch")] = QString::fromStdString(m_door.epoch);
    entry->welcome(welcome);
    auto link = entry->takeLink();
    removeEntry(entry);
    seat(std::move(member), std::move(link));
}

/// The same process under the same name is a role that lost its connection before we noticed.
base::Expected<void> ControlServer::makeRoomFor(const ControlMember &member)
{
    const auto holder = find(member.role, member.name);
    if (!holder) {
        if (m_members.size() < m_options.maxMembers)
            return {};
        return base::fail(base::ErrorCode::Limit, {}, "the coordinator serves no more roles");
    }
    if (m_members.at(*holder).member.instance != member.instance)
        return base::fail(base::ErrorCode::Busy, member.name,
                          "another " + member.role + " has this name");
    removeMember(*holder, {base::ErrorCode::Cancelled, {}, "it connected anew"});
    return {};
}

void ControlServer::seat(ControlMember member, std::unique_ptr<ControlLink> link)
{
    member.id = m_nextId++;
    const std::uint64_t id = member.id;
    link->onCall = [this, member](const QString &method, const QJsonObject &params,
                                  const ControlLink::Answer &answer) {
        if (onCall)
            onCall(member, method, params, answer);
        else
            answer(base::fail(base::ErrorCode::Unsupported, method.toStdString(),
                              "there is no such method"));
    };
    connect(link.get(), &ControlLink::closed, this,
            [this, id](const base::Error &why) { removeMember(id, why); });
    link->watch(m_options.pulse, m_options.silence);
    m_members.emplace(id, Seat{member, std::move(link)});
    Q_EMIT joined(member);
}

void ControlServer::removeEntry(ControlEntry *entry)
{
    m_entries.remove(entry);
    entry->disconnect(this);
    entry->deleteLater();
}

void ControlServer::removeMember(std::uint64_t id, const base::Error &why)
{
    auto seat = m_members.extract(id);
    if (seat.empty())
        return;
    seat.mapped().link->disconnect(this);
    ControlLink::dismiss(std::move(seat.mapped().link), why, this);
    Q_EMIT left(seat.mapped().member, why);
}

} // namespace net

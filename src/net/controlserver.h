#pragma once

#include "net/controlentry.h"

#include <QTcpServer>

#include <list>
#include <optional>

namespace net {

/// How the coordinator's end of the control channel runs.
struct ControlServerOptions {
    base::Endpoint listen = base::Endpoint::fromV4(0x7f000001, 7420); ///< port 0 picks a free one
    std::string joinKey; ///< what roles must prove; needed beyond loopback
    std::chrono::milliseconds pulse{5000}; ///< between two signs of life
    std::chrono::milliseconds silence{15'000}; ///< after which a connection is taken for lost
    std::size_t maxEntries = 64; ///< at the door; the eldest gives way to one more
    std::size_t maxMembers = 4096;
};

/// The coordinator's end of the control channel (docs/protocol.md): lets roles in, one of a role
/// and name at a time, and carries calls and notices in both directions. Lives in one thread.
class ControlServer : public QObject
{
    Q_OBJECT
public:
    /// Shorter keys are refused: they could be guessed.
    static constexpr std::size_t MinKey = 8;

    explicit ControlServer(ControlServerOptions options, QObject *parent = nullptr);
    ~ControlServer() override;

    /// Listens. Usage when the address is not loopback and there is no key, or a short one; else an
    /// error names the address.
    base::Expected<void> start();
    /// Hangs up on everybody. May be called twice.
    void stop();

    [[nodiscard]] std::optional<base::Endpoint> endpoint() const;
    /// Of this process: random.
    [[nodiscard]] const std::string &epoch() const { return m_door.epoch; }
    /// Wrong keys so far.
    [[nodiscard]] std::uint64_t refusals() const { return m_door.refusals.count(); }
    [[nodiscard]] std::size_t entries() const { return m_entries.size(); }
    [[nodiscard]] std::vector<ControlMember> members() const;
    /// The connection of a role of that name.
    [[nodiscard]] std::optional<std::uint64_t> find(std::string_view role,
                                                    const std::string &name) const;

    /// An unknown id is answered like a lost connection.
    void call(std::uint64_t member, const QString &method, const QJsonObject &params,
              ControlLink::Reply done);
    void notify(std::uint64_t member, const QString &method, const QJsonObject &params);
    /// To all of a role.
    void notifyAll(std::string_view role, const QString &method, const QJsonObject &params);

    /// Answers the members' calls.
    std::function<void(const ControlMember &, const QString &method, const QJsonObject &params,
                       const ControlLink::Answer &)>
        onCall;
    /// What newcomers are told besides version and epoch; asked at each welcome.
    std::function<QJsonObject()> onWelcome;

Q_SIGNALS:
    void joined(const net::ControlMember &member);
    void left(const net::ControlMember &member, const base::Error &why);
    /// Somebody was not let in: wrong key, other version, name in use.
    void refused(const base::Endpoint &remote, const base::Error &why);

private:
    struct Seat {
        ControlMember member;
        std::unique_ptr<ControlLink> link;
    };

    void accept();
    void admit(ControlEntry *entry);
    [[nodiscard]] base::Expected<void> makeRoomFor(const ControlMember &member);
    void seat(ControlMember member, std::unique_ptr<ControlLink> link);
    void removeEntry(ControlEntry *entry);
    void removeMember(std::uint64_t id, const base::Error &why);

    ControlServerOptions m_options;
    QTcpServer m_listener;
    QTimer m_acceptAgain;
    ControlEntry::Door m_door;
    std::list<ControlEntry *> m_entries; ///< eldest first
    std::map<std::uint64_t, Seat> m_members;
    std::uint64_t m_nextId = 1;
};

} // namespace net

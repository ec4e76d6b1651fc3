#pragma once

#include "net/coordinatornotices.h"
#include "net/coordinatorsnapshot.h"

namespace net {

/// The methods of the control channel, one function each: read the parameters, ask the brain, tell
/// the others what follows (docs/protocol.md).
class CoordinatorMethods
{
public:
    /// What the methods work on; outlives them.
    struct Desk {
        roles::Coordinator &coordinator;
        ControlServer &server;
        std::function<std::int64_t()> now; ///< milliseconds since 1970
        std::function<void(const std::string &)> log;
        /// Puts the state on disk before the caller has its answer.
        std::function<void()> save;
        std::chrono::milliseconds lease;
    };

    explicit CoordinatorMethods(Desk desk)
        : m_desk(std::move(desk))
        , m_notices(m_desk.coordinator, m_desk.server)
    {
    }

    /// Answers a call; what has to be told to others follows the answer.
    void answer(const ControlMember &member, const QString &method, const QJsonObject &params,
                const ControlLink::Answer &answer);
    /// A role is gone, for now or for good.
    void leave(const ControlMember &member);
    /// Disconnects users that were away too long; called every second.
    void expire();
    /// Changes what everybody is told; also the panel's way.
    base::Expected<void> setLimits(std::uint64_t pieceSize, std::uint64_t maxN);
    /// Usage when a text cannot be shown or is longer than 1024 bytes.
    base::Expected<void> setAnnouncements(const std::string &bottom, const std::string &right);

    /// Who is connected.
    [[nodiscard]] std::vector<CoordinatorSnapshot::Member> members() const;

private:
    using Result = base::Expected<QJsonObject>;
    using Handler = Result (CoordinatorMethods::*)(const ControlMember &, const QJsonObject &);
    struct Method {
        const char *name;
        std::string_view role; ///< who may call it; empty = everybody
        Handler handler;
        bool isDurable = false; ///< its effect is on disk before the answer
    };
    static const std::vector<Method> &methods();

    Result registerTracker(const ControlMember &member, const QJsonObject &params);
    Result unregisterTracker(const ControlMember &member, const QJsonObject &params);
    Result registerIndex(const ControlMember &member, const QJsonObject &params);
    Result connectUser(const ControlMember &member, const QJsonObject &params);
    Result disconnectUser(const ControlMember &member, const QJsonObject &params);
    Result assignUpload(const ControlMember &member, const QJsonObject &params);
    Result noteDownloading(const ControlMember &member, const QJsonObject &params);
    Result noteSeeding(const ControlMember &member, const QJsonObject &params);
    Result noteRemoved(const ControlMember &member, const QJsonObject &params);
    Result watchStatistics(const ControlMember &member, const QJsonObject &params);
    Result listEvents(const ControlMember &member, const QJsonObject &params);
    Result noteApplied(const ControlMember &member, const QJsonObject &params);
    Result listTrackers(const ControlMember &member, const QJsonObject &params);
    Result listUsers(const ControlMember &member, const QJsonObject &params);
    Result listTorrents(const ControlMember &member, const QJsonObject &params);
    Result listMembers(const ControlMember &member, const QJsonObject &params);
    Result changeAnnouncements(const ControlMember &member, const QJsonObject &params);
    Result changeLimits(const ControlMember &member, const QJsonObject &params);

    base::Expected<void> takeAnnouncements(const QJsonObject &params);
    void afterwards(std::function<void()> deed) { m_afterwards.push_back(std::move(deed)); }
    [[nodiscard]] QJsonObject userFacts() const;

    Desk m_desk;
    CoordinatorNotices m_notices;
    std::vector<std::function<void()>> m_afterwards;
    std::map<std::uint64_t, std::uint64_t> m_applied; ///< limits version by member
};

} // namespace net

#pragma once

#include "core/roles/coordinator.h"
#include "net/controlserver.h"
#include "net/coordinatorsnapshot.h"

#include <memory>
#include <set>

namespace net {

/// Asks every registered tracker for its counts at once and adds them up when the last has answered
/// or had its time (ControlLink::CallTime). Keeps itself alive until then.
class CountRound : public std::enable_shared_from_this<CountRound>
{
public:
    using Done = std::function<void(const SystemCounts &)>;

    /// `coordinator` and `server` are used during the call only; `done` may be called within it.
    static void start(const roles::Coordinator &coordinator, ControlServer &server, Done done);

private:
    void ask(const roles::Coordinator &coordinator, ControlServer &server);
    void take(std::size_t row, const base::Expected<QJsonObject> &answer);
    void finish();

    SystemCounts m_counts;
    std::set<std::string> m_tags; ///< of the system's users
    std::set<std::string> m_seeding; ///< tags of those that seed somewhere
    std::uint64_t m_otherPeers = 0; ///< clients that are no users
    std::uint64_t m_otherSeeds = 0;
    std::size_t m_awaited = 0;
    Done m_done;
};

} // namespace net

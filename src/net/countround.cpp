#include "net/countround.h"

#include "core/wire/clientname.h"
#include "net/controlfields.h"

namespace net {

namespace {

constexpr std::size_t MaxTagText = std::size_t{60} * 1024;

} // namespace

void CountRound::start(const roles::Coordinator &coordinator, ControlServer &server, Done done)
{
    const auto round = std::make_shared<CountRound>();
    round->m_done = std::move(done);
    round->ask(coordinator, server);
}

void CountRound::ask(const roles::Coordinator &coordinator, ControlServer &server)
{
    for (const auto &[name, user] : coordinator.users())
        m_tags.insert(user.tag);
    for (const roles::RegisteredTracker &tracker : coordinator.trackers())
        m_counts.trackers.push_back({.name = tracker.name});
    m_awaited = m_counts.trackers.size();
    if (m_awaited == 0)
        finish();
    for (std::size_t row = 0; row < m_counts.trackers.size(); ++row) {
        const auto member = server.find("tracker", m_counts.trackers[row].name);
        server.call(
            member.value_or(0), QStringLiteral("tracker.counts"), {},
            [self = shared_from_this(), row](const auto &answer) { self->take(row, answer); });
    }
}

void CountRound::take(std::size_t row, const base::Expected<QJsonObject> &answer)
{
    TrackerCounts &counts = m_counts.trackers[row];
    if (answer) {
        ControlFields fields(*answer);
        counts.users = fields.number("users");
        counts.peers = fields.number("peers");
        counts.seeds = fields.number("seeds");
        const std::uint64_t otherPeers = fields.number("otherPeers");
        const std::uint64_t otherSeeds = fields.number("otherSeeds");
        const std::string tags = fields.text("seedTags", MaxTagText);
        if (const auto checked = fields.check(); !checked) {
            counts = {.name = counts.name, .error = checked.error().text()};
        } else {
            m_otherPeers += otherPeers;
            m_otherSeeds += otherSeeds;
            for (std::size_t at = 0; at + wire::userTagLength <= tags.size();
                 at += wire::userTagLength)
                m_seeding.insert(tags.substr(at, wire::userTagLength));
        }
    } else {
        counts.error = answer.error().detail;
    }
    if (--m_awaited == 0)
        finish();
}

void CountRound::finish()
{
    const auto seeding = static_cast<std::uint64_t>(
        std::ranges::count_if(m_seeding, [&](const auto &tag) { return m_tags.contains(tag); }));
    m_counts.seeds = seeding + m_otherSeeds;
    m_counts.peers = m_tags.size() - seeding + m_otherPeers;
    m_counts.users = m_counts.seeds + m_counts.peers;
    m_done(m_counts);
}

} // namespace net

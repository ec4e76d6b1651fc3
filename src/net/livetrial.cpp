#include "net/livetrial.h"

#include "core/base/bytes.h"
#include "core/base/rng.h"
#include "net/safeopen.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fstream>

namespace net {

namespace {

using namespace std::chrono_literals;

constexpr auto lookTime = 100ms;
/// The last snapshot is this old at most when everything is over.
constexpr double settleTime = 0.5; // s

double secondsOf(base::Duration span)
{
    return base::toSeconds(span);
}

PeerKind kindOf(const sim::PeerGroup &group)
{
    return {.seed = group.seed,
            .upRate = static_cast<std::uint64_t>(group.line.up),
            .downRate = static_cast<std::uint64_t>(group.line.down),
            .maxN = group.maxN,
            .picker = group.picker,
            .choker = group.choker,
            .seedChoker = group.seedChoker,
            .seeding = group.seeding,
            .endGame = group.endGame,
            .neighbours = group.neighbours};
}

} // namespace

LiveTrial::LiveTrial(lab::Scenario scenario, std::filesystem::path recording, QObject *parent)
    : QObject(parent)
    , m_scenario(std::move(scenario))
    , m_recording(std::move(recording))
    , m_timeline(m_scenario.events, m_scenario.setup.groups.size(), m_scenario.setup.seed)
    , m_comings(lab::scheduleOf(m_scenario))
    , m_sampleAt(secondsOf(m_scenario.sampleInterval))
{
    connect(&m_timer, &QTimer::timeout, this, &LiveTrial::look);
    connect(&m_swarm, &LiveSwarm::failed, this, &LiveTrial::failed);
    connect(&m_swarm, &LiveSwarm::recordingFailed, this, &LiveTrial::failed);
    connect(&m_swarm, &LiveSwarm::peerFailed, this,
            [this](quint32 /*number*/, const base::Error &error) {
                m_timer.stop();
                Q_EMIT failed(error);
            });
    connect(&m_swarm, &LiveSwarm::peerCompleted, this,
            [this](quint32 number) { completed(number); });
    connect(&m_swarm, &LiveSwarm::started, this, [this] {
        m_clock.start();
        m_timer.start(lookTime);
        look();
    });
}

LiveTrial::~LiveTrial()
{
    m_timer.stop();
    m_swarm.stop();
}

void LiveTrial::start()
{
    const auto made = makeContent();
    if (!made) {
        QMetaObject::invokeMethod(
            this, [this, error = made.error()] { Q_EMIT failed(error); }, Qt::QueuedConnection);
        return;
    }
    const std::filesystem::path folder = m_folder.path().toStdString();
    SwarmSetup setup;
    setup.content = folder / "content";
    setup.directory = folder / "swarm";
    setup.seeds = setup.leechers = 0; // all come when their time is there
    setup.pieceLength = m_scenario.setup.pieceLength;
    setup.selection = m_scenario.setup.selection;
    setup.announceInterval = m_scenario.setup.announceInterval;
    setup.seed = m_scenario.setup.seed;
    setup.recording = m_recording;
    setup.recordingSize = m_scenario.recordingSize;
    m_swarm.start(setup);
}

/// Bytes that come from the seed of the trial.
base::Expected<void> LiveTrial::makeContent()
{
    if (!m_folder.isValid())
        return base::fail(base::ErrorCode::Io, m_folder.path().toStdString(),
                          m_folder.errorString().toStdString());
    const std::filesystem::path path
        = std::filesystem::path(m_folder.path().toStdString()) / "content";
    std::ofstream file(path, std::ios::binary);
    base::Rng rng(m_scenario.setup.seed);
    std::array<std::uint8_t, 64 * 1024> chunk{};
    std::uint64_t left = m_scenario.setup.totalLength;
    while (left > 0 && file) {
        for (std::size_t at = 0; at < chunk.size(); at += sizeof(std::uint64_t))
            base::writeBigEndian(chunk.data() + at, rng.next());
        const std::uint64_t part = std::min<std::uint64_t>(left, chunk.size());
        file.write(reinterpret_cast<const char *>(chunk.data()),
                   static_cast<std::streamsize>(part));
        left -= part;
    }
    file.close();
    if (!file)
        return tl::unexpected(systemError(path.string()));
    return {};
}

double LiveTrial::now() const
{
    return static_cast<double>(m_clock.nsecsElapsed()) * 1e-9;
}

void LiveTrial::look()
{
    const lab::SnapshotPtr snapshot = m_swarm.snapshot();
    observe(*snapshot);
    m_lastLook = now();
    letCome();
    letGo();
    m_timeline.carryOut(base::Time(std::chrono::microseconds(std::llround(now() * 1e6))), *this);
    if (now() >= m_sampleAt) {
        sample(*snapshot);
        m_sampleAt = now() + secondsOf(m_scenario.sampleInterval);
    }
    if (!isSettled() && now() < secondsOf(m_scenario.setup.horizon)) {
        m_settledAt.reset();
        return;
    }
    if (!m_settledAt)
        m_settledAt = now();
    if (now() - *m_settledAt >= settleTime) {
        sample(*snapshot);
        finish();
    }
}

void LiveTrial::letCome()
{
    while (m_came < m_comings.size()
           && secondsOf(m_comings[m_came].at.time_since_epoch()) <= now()) {
        const sim::Coming &coming = m_comings[m_came++];
        Member &member = m_members.emplace_back();
        member.span = coming.span;
        member.seen.number = static_cast<std::uint32_t>(m_members.size());
        member.seen.group = coming.group;
        member.seen.joined = now();
        const sim::PeerGroup &group = groupOf(member);
        member.number = m_swarm.addPeer(kindOf(group));
        if (group.seed && group.stay.isTimed())
            member.leavesAt = now() + secondsOf(member.span);
    }
}

void LiveTrial::completed(std::uint32_t number)
{
    const auto member = std::ranges::find(m_members, number, &Member::number);
    if (member == m_members.end() || member->seen.left)
        return;
    member->seen.completed = now();
    if (groupOf(*member).stay.isTimed())
        member->leavesAt = now() + secondsOf(member->span);
}

void LiveTrial::letGo()
{
    for (std::uint32_t i = 0; i < m_members.size(); ++i) {
        const Member &member = m_members[i];
        if (!member.seen.left && member.leavesAt && *member.leavesAt <= now())
            happen(lab::TimelineEvent::Kind::Leave, i);
    }
}

bool LiveTrial::isSettled() const
{
    const bool waits = std::ranges::any_of(m_members, [this](const Member &member) {
        const bool wants = !groupOf(member).seed && !member.seen.completed && !member.away;
        return !member.seen.left && (wants || member.leavesAt);
    });
    return m_came == m_comings.size() && !waits && !m_timeline.next();
}

void LiveTrial::finish()
{
    m_timer.stop();
    lab::Observation all;
    all.announces = m_swarm.announces(); // without the farewells
    m_swarm.stop(); // before the next trial begins
    for (const Member &member : m_members)
        all.peers.push_back(member.seen);
    all.samples = m_samples;
    all.elapsed = *m_settledAt;
    Q_EMIT finished(all);
}

// -- what is seen ----------------------------------------------------------------------------

void LiveTrial::observe(const lab::SwarmSnapshot &snapshot)
{
    for (const lab::PeerRow &row : snapshot.peers) {
        const auto member = std::ranges::find(m_members, row.number, &Member::number);
        if (member != m_members.end() && !member->seen.left)
            observe(*member, row);
    }
}

void LiveTrial::observe(Member &member, const lab::PeerRow &row)
{
    lab::PeerObservation &seen = member.seen;
    const sim::PeerGroup &group = groupOf(member);
    seen.uploaded = row.uploaded;
    seen.downloaded = row.downloaded;
    seen.wasted = row.wasted;
    const bool wants = std::ranges::any_of(row.links, &lab::LinkRow::amInterested);
    const bool served = std::ranges::any_of(
        row.links, [](const lab::LinkRow &link) { return link.amInterested && !link.peerChoking; });
    if (wants && !served)
        seen.waited += now() - m_lastLook;
    const std::uint32_t pieces = row.have.count();
    if (group.seed || pieces == 0)
        return;
    if (!seen.firstPiece)
        seen.firstPiece = now();
    if (!seen.nearlyAll && pieces + lab::lastPieces(row.have.size()) >= row.have.size())
        seen.nearlyAll = now();
    const auto over = static_cast<std::uint32_t>(std::uint64_t{pieces} * group.sessions
                                                 / std::max(row.have.size(), 1U));
    if (over > member.sessions && !row.seed && !member.away) {
        member.sessions = over;
        m_swarm.setConnected(member.number, false);
        m_swarm.setConnected(member.number, true);
    }
}

void LiveTrial::sample(const lab::SwarmSnapshot &snapshot)
{
    lab::Sample sample;
    sample.at = now();
    std::vector<std::uint32_t> copies(m_scenario.setup.geometry().pieceCount());
    std::size_t links = 0;
    std::size_t pairs = 0;
    std::size_t interested = 0;
    for (const lab::PeerRow &row : snapshot.peers) {
        if (!row.connected)
            continue;
        ++(row.seed ? sample.seeds : sample.leechers);
        links += row.links.size();
        for (std::uint32_t i = 0; i < std::min<std::size_t>(row.have.size(), copies.size()); ++i)
            copies[i] += row.have.has(base::PieceIndex{i}) ? 1 : 0;
        for (const lab::LinkRow &link : row.links) {
            if (row.seed || link.remotePieces == copies.size())
                continue;
            ++pairs;
            interested += link.amInterested ? 1 : 0;
        }
    }
    const std::uint32_t present = sample.seeds + sample.leechers;
    sample.copies = std::ranges::min(copies);
    if (present > 0)
        sample.connections = static_cast<double>(links) / present;
    if (pairs > 0)
        sample.interest = static_cast<double>(interested) / static_cast<double>(pairs);
    m_samples.push_back(sample);
}

// -- what is done ----------------------------------------------------------------------------

std::vector<std::uint32_t> LiveTrial::candidates(lab::TimelineEvent::Kind kind,
                                                 std::optional<std::uint32_t> group)
{
    using Kind = lab::TimelineEvent::Kind;
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < m_members.size(); ++i) {
        const Member &member = m_members[i];
        const bool fits = kind == Kind::Leave || (kind == Kind::Reconnect) == member.away;
        if (!member.seen.left && fits && (!group || member.seen.group == *group))
            found.push_back(i);
    }
    return found;
}

void LiveTrial::happen(lab::TimelineEvent::Kind kind, std::uint32_t index)
{
    using Kind = lab::TimelineEvent::Kind;
    Member &member = m_members[index];
    if (kind == Kind::Leave) {
        member.seen.left = now();
        m_swarm.removePeer(member.number);
        return;
    }
    member.away = kind == Kind::Disconnect;
    m_swarm.setConnected(member.number, !member.away);
}

void LiveTrial::setTrackerUp(bool /*up*/)
{
    // Refused by lab::findLiveFlaw.
}

void LiveTrial::setStay(std::uint32_t group, const sim::Stay &stay, base::Rng &rng)
{
    m_scenario.setup.groups[group].stay = stay;
    for (std::size_t i = m_came; i < m_comings.size(); ++i) {
        if (m_comings[i].group == group)
            m_comings[i].span = sim::drawSpan(stay, rng);
    }
    for (Member &member : m_members) {
        if (member.seen.group != group || member.seen.left)
            continue;
        member.span = sim::drawSpan(stay, rng);
        member.leavesAt.reset();
        if (stay.isTimed() && (groupOf(member).seed || member.seen.completed))
            member.leavesAt = now() + secondsOf(member.span);
    }
}

} // namespace net

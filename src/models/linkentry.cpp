#include "models/linkentry.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>

namespace models {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Link", text);
}

LinkEntry entryOf(const lab::LinkRow &link, std::uint32_t pieceCount)
{
    LinkEntry entry;
    entry.remoteId = link.remoteId;
    entry.remote = link.remote;
    entry.client = link.client;
    entry.outgoing = link.outgoing;
    entry.amChoking = link.amChoking;
    entry.amInterested = link.amInterested;
    entry.peerChoking = link.peerChoking;
    entry.peerInterested = link.peerInterested;
    entry.snubbed = link.snubbed;
    entry.downRate = link.downRate;
    entry.upRate = link.upRate;
    entry.progress = pieceCount == 0 ? 0 : static_cast<double>(link.remotePieces) / pieceCount;
    entry.why = swarm::describe(link.lastChoke);
    return entry;
}

/// Two links may briefly share both ends (each dialled the other); a table wants unique keys.
std::vector<LinkEntry> sortedUnique(std::vector<LinkEntry> entries)
{
    std::ranges::stable_sort(entries, {}, &LinkEntry::key);
    const auto sameKey = [](const LinkEntry &a, const LinkEntry &b) { return a.key() == b.key(); };
    entries.erase(std::unique(entries.begin(), entries.end(), sameKey), entries.end());
    return entries;
}

} // namespace

QString LinkEntry::title() const
{
    if (number > 0)
        return tr("Peer %1").arg(number);
    return client.empty() ? tr("Unknown client") : QString::fromStdString(client);
}

QString LinkEntry::stateText() const
{
    QString down = tr("wants nothing it has");
    if (amInterested)
        down = peerChoking ? tr("choked by it, though interested") : tr("downloads from it");
    QString up = tr("it wants nothing here");
    if (peerInterested)
        up = amChoking ? tr("chokes it, though it is interested") : tr("serves it");
    const QString both = tr("%1; %2").arg(down, up);
    return snubbed ? tr("%1; snubbed: no block for 60 s").arg(both) : both;
}

std::vector<LinkEntry> linkEntries(const lab::SwarmSnapshot &snapshot, std::uint32_t number)
{
    std::map<base::PeerId, std::uint32_t> numbers;
    for (const lab::PeerRow &peer : snapshot.peers)
        numbers.emplace(peer.id, peer.number);
    std::vector<LinkEntry> entries;
    for (const lab::PeerRow &peer : snapshot.peers) {
        if (peer.number != number)
            continue;
        for (const lab::LinkRow &link : peer.links) {
            LinkEntry entry = entryOf(link, snapshot.pieceCount);
            const auto known = numbers.find(link.remoteId);
            entry.number = known == numbers.end() ? 0 : known->second;
            entries.push_back(std::move(entry));
        }
    }
    return sortedUnique(std::move(entries));
}

std::vector<LinkEntry> linkEntriesWith(const lab::SwarmSnapshot &snapshot, const base::PeerId &id)
{
    std::vector<LinkEntry> entries;
    for (const lab::PeerRow &peer : snapshot.peers) {
        for (const lab::LinkRow &link : peer.links) {
            if (link.remoteId != id)
                continue;
            LinkEntry entry = entryOf(link, snapshot.pieceCount);
            entry.number = peer.number;
            entry.progress = snapshot.pieceCount == 0
                ? 0
                : static_cast<double>(peer.have.count()) / snapshot.pieceCount;
            entries.push_back(std::move(entry));
        }
    }
    return sortedUnique(std::move(entries));
}

} // namespace models

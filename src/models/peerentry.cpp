#include "models/peerentry.h"

#include "models/quantity.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <set>

namespace models {

namespace {

QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("Peer", text, comment, n);
}

PeerEntry labEntry(const lab::PeerRow &peer, const lab::SwarmSnapshot &snapshot)
{
    PeerEntry entry;
    entry.number = peer.number;
    entry.id = peer.id;
    entry.address = peer.listen.text();
    entry.client = "Torrarium";
    entry.pieces = peer.have.count();
    entry.pieceCount = snapshot.pieceCount;
    entry.downRate = peer.downRate;
    entry.upRate = peer.upRate;
    entry.downloaded = peer.downloaded;
    entry.uploaded = peer.uploaded;
    entry.links = static_cast<std::uint32_t>(peer.links.size());
    entry.serves = peer.unchoked;
    entry.sources = static_cast<std::uint32_t>(
        std::ranges::count_if(peer.links, [](const lab::LinkRow &link) {
            return link.amInterested && !link.peerChoking;
        }));
    entry.seed = peer.seed;
    entry.connected = peer.connected;
    entry.checking = peer.checking;
    entry.fault = peer.fault;
    return entry;
}

/// Adds what one lab peer knows of a client from outside. Its down is our up.
void addSighting(PeerEntry &entry, const lab::LinkRow &link)
{
    entry.pieces = std::max(entry.pieces, link.remotePieces);
    entry.downRate += link.upRate;
    entry.upRate += link.downRate;
    ++entry.links;
    if (!link.peerChoking)
        ++entry.serves;
    if (link.peerInterested && !link.amChoking)
        ++entry.sources;
    if (!link.outgoing && !entry.address.empty())
        return; // an outgoing link knows where it listens, an incoming one often only a passing
                // port
    entry.address = link.remote.text();
    entry.client = link.client;
}

std::string clientOf(const lab::SwarmSnapshot &snapshot, const base::PeerId &id)
{
    for (const lab::PeerRow &peer : snapshot.peers) {
        for (const lab::LinkRow &link : peer.links) {
            if (link.remoteId == id && !link.client.empty())
                return link.client;
        }
    }
    return "Torrarium";
}

} // namespace

QString PeerEntry::keyText() const
{
    return outside ? QStringLiteral("outside:") + QString::fromStdString(id.hex())
                   : QString::number(number);
}

double PeerEntry::progress() const
{
    return pieceCount == 0 ? 0 : static_cast<double>(pieces) / pieceCount;
}

double PeerEntry::ratio() const
{
    if (outside || downloaded == 0)
        return -1;
    return static_cast<double>(uploaded) / static_cast<double>(downloaded);
}

QString PeerEntry::stateText() const
{
    if (!fault.empty())
        return QString::fromStdString(fault);
    if (!connected)
        return tr("disconnected");
    if (checking)
        return tr("checking what is on disk");
    if (seed) {
        return serves == 0 ? tr("seeding, nobody asks")
                           : tr("seeding to %n", "peers served", static_cast<int>(serves));
    }
    const QString serving
        = serves == 0 ? QString() : tr(", serving %n", "peers served", static_cast<int>(serves));
    if (sources > 0)
        return tr("downloading from %n", "peers that send", static_cast<int>(sources)) + serving;
    if (links == 0)
        return tr("looking for peers");
    return tr("choked by all %n", "linked peers", static_cast<int>(links)) + serving;
}

QString PeerEntry::summary() const
{
    const QString name = outside
        ? tr("Outside client %1").arg(QString::fromStdString(client))
        : (seed ? tr("Peer %1, seed") : tr("Peer %1, leecher")).arg(number);
    return tr("%1, %2, down %3, up %4, %5")
        .arg(name, shareText(progress()), rateText(downRate), rateText(upRate), stateText());
}

std::vector<PeerEntry> peerEntries(const lab::SwarmSnapshot &snapshot)
{
    std::vector<PeerEntry> entries;
    entries.reserve(snapshot.peers.size());
    std::set<base::PeerId> ours;
    for (const lab::PeerRow &peer : snapshot.peers) {
        entries.push_back(labEntry(peer, snapshot));
        ours.insert(peer.id);
    }
    if (!entries.empty()) {
        const std::string client = clientOf(snapshot, entries.front().id);
        for (PeerEntry &entry : entries)
            entry.client = client;
    }
    std::map<base::PeerId, PeerEntry> outside;
    for (const lab::PeerRow &peer : snapshot.peers) {
        for (const lab::LinkRow &link : peer.links) {
            if (!link.remoteId.isNull() && !ours.contains(link.remoteId))
                addSighting(outside[link.remoteId], link);
        }
    }
    for (auto &[id, entry] : outside) {
        entry.outside = true;
        entry.id = id;
        entry.pieceCount = snapshot.pieceCount;
        entry.seed = entry.pieceCount > 0 && entry.pieces >= entry.pieceCount;
        entries.push_back(std::move(entry));
    }
    std::ranges::sort(entries, {}, &PeerEntry::key);
    return entries;
}

} // namespace models

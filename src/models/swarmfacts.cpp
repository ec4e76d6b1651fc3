#include "models/swarmfacts.h"

#include "models/quantity.h"

#include <QCoreApplication>

namespace models {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SwarmFacts", text);
}

QString counted(int n, const QString &one, const QString &many)
{
    return n == 1 ? one : many.arg(n);
}

QString contentText(const lab::SwarmSnapshot &snapshot)
{
    if (snapshot.pieceCount == 0)
        return {};
    return counted(static_cast<int>(snapshot.pieceCount), tr("%1 in 1 piece of %2"),
                   tr("%2 in %1 pieces of %3"))
        .arg(bytesText(static_cast<double>(snapshot.totalLength)), bytesText(snapshot.pieceLength));
}

} // namespace

SwarmFacts factsOf(const lab::SwarmSnapshot &snapshot, const std::vector<PeerEntry> &peers)
{
    SwarmFacts facts;
    facts.name = QString::fromStdString(snapshot.name);
    double received = 0;
    for (const PeerEntry &peer : peers) {
        ++(peer.seed ? facts.seeds : facts.leechers);
        facts.outside += peer.outside ? 1 : 0;
        received += peer.outside ? 0 : peer.downRate;
    }
    facts.peers = facts.leechers + facts.seeds;
    facts.pieces = static_cast<int>(snapshot.pieceCount);
    facts.census = tr("%1 = %2 + %3")
                       .arg(counted(facts.peers, tr("1 peer"), tr("%1 peers")),
                            counted(facts.seeds, tr("1 seed"), tr("%1 seeds")),
                            counted(facts.leechers, tr("1 leecher"), tr("%1 leechers")));
    if (facts.outside > 0)
        facts.census += tr(", %1 from outside").arg(facts.outside);
    facts.content = contentText(snapshot);
    facts.received = rateText(received);
    facts.elapsed = durationText(base::toSeconds(snapshot.at.time_since_epoch()));
    facts.announceUrl = QString::fromStdString(snapshot.announceUrl);
    facts.torrentFile = QString::fromStdString(snapshot.torrentFile);
    if (!snapshot.infoHash.isNull())
        facts.infoHash = QString::fromStdString(snapshot.infoHash.hex());
    return facts;
}

} // namespace models

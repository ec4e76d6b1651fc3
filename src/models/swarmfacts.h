#pragma once

#include "core/lab/swarmsnapshot.h"
#include "models/peerentry.h"

#include <QObject>
#include <QString>
#include <QtQml/qqmlregistration.h>

#include <vector>

namespace models {

/// A swarm in a few numbers and words, for headers and the status bar.
class SwarmFacts
{
    Q_GADGET
    QML_VALUE_TYPE(swarmFacts)
    Q_PROPERTY(QString name MEMBER name)
    Q_PROPERTY(int leechers MEMBER leechers)
    Q_PROPERTY(int seeds MEMBER seeds)
    Q_PROPERTY(int outside MEMBER outside)
    Q_PROPERTY(int peers MEMBER peers)
    Q_PROPERTY(int pieces MEMBER pieces)
    Q_PROPERTY(QString census MEMBER census)
    Q_PROPERTY(QString content MEMBER content)
    Q_PROPERTY(QString received MEMBER received)
    Q_PROPERTY(QString elapsed MEMBER elapsed)
    Q_PROPERTY(QString announceUrl MEMBER announceUrl)
    Q_PROPERTY(QString torrentFile MEMBER torrentFile)
    Q_PROPERTY(QString infoHash MEMBER infoHash)
public:
    QString name; ///< of the torrent
    int leechers = 0; ///< incomplete, outside clients included
    int seeds = 0; ///< complete, outside clients included
    int outside = 0; ///< clients from outside
    int peers = 0; ///< leechers + seeds
    int pieces = 0;
    QString census; ///< "12 peers = 1 seed + 11 leechers"
    QString content; ///< "16 MiB in 64 pieces of 256 KiB"
    QString received; ///< all lab peers together
    QString elapsed; ///< "0:41"
    QString announceUrl;
    QString torrentFile;
    QString infoHash;

    bool operator==(const SwarmFacts &) const = default;
};

/// The facts of a snapshot whose peer rows are `peers`.
SwarmFacts factsOf(const lab::SwarmSnapshot &snapshot, const std::vector<PeerEntry> &peers);

} // namespace models

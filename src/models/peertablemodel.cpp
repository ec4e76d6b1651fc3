#include "models/peertablemodel.h"

#include "models/quantity.h"

#include <array>

namespace models {

namespace {

QString numberText(const PeerEntry &peer)
{
    return peer.outside ? QCoreApplication::translate("Peer", "outside")
                        : QString::number(peer.number);
}

QString ratioText(const PeerEntry &peer)
{
    return peer.ratio() < 0 ? QStringLiteral("–") : QString::number(peer.ratio(), 'f', 2);
}

#define HEADER(text) QT_TRANSLATE_NOOP("Column", text)

constexpr std::array<Column<PeerEntry>, 10> peerColumns{{
    {"number", HEADER("Peer"), "",
     HEADER("Number of the peer in this swarm and name of its folder"), CellKind::Number, 6,
     numberText, [](const PeerEntry &p) { return QVariant(p.outside ? UINT32_MAX : p.number); }},
    {"progress", HEADER("Progress"), "", HEADER("Pieces it has verified, of all pieces"),
     CellKind::Bar, 12, [](const PeerEntry &p) { return shareText(p.progress()); },
     [](const PeerEntry &p) { return QVariant(p.progress()); }},
    {"down", HEADER("Down"), "bytes/s", HEADER("Payload it receives now"), CellKind::Number, 8,
     [](const PeerEntry &p) { return rateText(p.downRate); },
     [](const PeerEntry &p) { return QVariant(p.downRate); }},
    {"up", HEADER("Up"), "bytes/s", HEADER("Payload it sends now"), CellKind::Number, 8,
     [](const PeerEntry &p) { return rateText(p.upRate); },
     [](const PeerEntry &p) { return QVariant(p.upRate); }},
    {"ratio", HEADER("Ratio"), "", HEADER("Uploaded over downloaded bytes"), CellKind::Number, 5,
     ratioText, [](const PeerEntry &p) { return QVariant(p.ratio()); }},
    {"links", HEADER("Links"), "", HEADER("Peers it is connected with"), CellKind::Number, 4,
     [](const PeerEntry &p) { return QString::number(p.links); },
     [](const PeerEntry &p) { return QVariant(p.links); }},
    {"serves", HEADER("Serves"), "", HEADER("Peers it has unchoked: they may download from it"),
     CellKind::Number, 6, [](const PeerEntry &p) { return QString::number(p.serves); },
     [](const PeerEntry &p) { return QVariant(p.serves); }},
    {"state", HEADER("State"), "", HEADER("What it is doing, in words"), CellKind::Words, 26,
     [](const PeerEntry &p) { return p.stateText(); },
     [](const PeerEntry &p) { return QVariant(p.stateText()); }},
    {"client", HEADER("Client"), "", HEADER("Name of its program, from its peer id"),
     CellKind::Words, 14, [](const PeerEntry &p) { return QString::fromStdString(p.client); },
     [](const PeerEntry &p) { return QVariant(QString::fromStdString(p.client)); }},
    {"address", HEADER("Address"), "", HEADER("Where it listens"), CellKind::Words, 15,
     [](const PeerEntry &p) { return QString::fromStdString(p.address); },
     [](const PeerEntry &p) { return QVariant(QString::fromStdString(p.address)); }},
}};

#undef HEADER

} // namespace

PeerTableModel::PeerTableModel(QObject *parent)
    : SnapshotTableModel(peerColumns, parent)
{
}

std::vector<const char *> PeerTableModel::extraRoles() const
{
    return {"seed", "outside", "share", "summary", "trouble"};
}

QVariant PeerTableModel::extraData(const PeerEntry &row, int role) const
{
    switch (role) {
    case SeedRole:
        return row.seed;
    case OutsideRole:
        return row.outside;
    case ProgressRole:
        return row.progress();
    case SummaryRole:
        return row.summary();
    case TroubleRole:
        return !row.fault.empty();
    default:
        return {};
    }
}

} // namespace models

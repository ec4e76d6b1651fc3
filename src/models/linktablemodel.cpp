#include "models/linktablemodel.h"

#include "models/quantity.h"

#include <array>

namespace models {

namespace {

#define HEADER(text) QT_TRANSLATE_NOOP("Column", text)

constexpr std::array<Column<LinkEntry>, 8> linkColumns{{
    {"title", HEADER("With"), "", HEADER("The peer at the other end"), CellKind::Words, 10,
     [](const LinkEntry &l) { return l.title(); },
     [](const LinkEntry &l) { return QVariant(l.title()); }},
    {"progress", HEADER("Has"), "", HEADER("Pieces the other end has"), CellKind::Bar, 10,
     [](const LinkEntry &l) { return shareText(l.progress); },
     [](const LinkEntry &l) { return QVariant(l.progress); }},
    {"down", HEADER("Down"), "bytes/s", HEADER("Payload from it"), CellKind::Number, 10,
     [](const LinkEntry &l) { return rateText(l.downRate); },
     [](const LinkEntry &l) { return QVariant(l.downRate); }},
    {"up", HEADER("Up"), "bytes/s", HEADER("Payload to it"), CellKind::Number, 10,
     [](const LinkEntry &l) { return rateText(l.upRate); },
     [](const LinkEntry &l) { return QVariant(l.upRate); }},
    {"state", HEADER("State"), "", HEADER("Choke and interest of both ends, in words"),
     CellKind::Words, 40, [](const LinkEntry &l) { return l.stateText(); },
     [](const LinkEntry &l) { return QVariant(l.stateText()); }},
    {"why", HEADER("Why"), "", HEADER("The numbers the last choke decision was taken on"),
     CellKind::Words, 40, [](const LinkEntry &l) { return QString::fromStdString(l.why); },
     [](const LinkEntry &l) { return QVariant(QString::fromStdString(l.why)); }},
    {"client", HEADER("Client"), "", HEADER("Name of its program, from its peer id"),
     CellKind::Words, 14, [](const LinkEntry &l) { return QString::fromStdString(l.client); },
     [](const LinkEntry &l) { return QVariant(QString::fromStdString(l.client)); }},
    {"address", HEADER("Address"), "", HEADER("Where it listens, as far as known"), CellKind::Words,
     16, [](const LinkEntry &l) { return QString::fromStdString(l.remote.text()); },
     [](const LinkEntry &l) { return QVariant(QString::fromStdString(l.remote.text())); }},
}};

#undef HEADER

} // namespace

LinkTableModel::LinkTableModel(QObject *parent)
    : SnapshotTableModel(linkColumns, parent)
{
}

std::vector<const char *> LinkTableModel::extraRoles() const
{
    return {"downloading", "uploading"};
}

QVariant LinkTableModel::extraData(const LinkEntry &row, int role) const
{
    if (role == FirstExtraRole)
        return row.amInterested && !row.peerChoking;
    if (role == FirstExtraRole + 1)
        return row.peerInterested && !row.amChoking;
    return {};
}

} // namespace models

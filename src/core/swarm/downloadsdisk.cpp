// The part of swarm::Downloads that answers to the disk: lost and found pieces, faults of writing.

#include "core/swarm/downloads.h"

namespace swarm {

void Downloads::piecesLost(const std::vector<base::PieceIndex> &pieces)
{
    for (const base::PieceIndex piece : pieces) {
        if (m_state.have.remove(piece))
            m_picker.restart(piece, false);
    }
    // The protocol cannot take a Have back: links start over with what is left.
    for (const auto &remote : m_state.links)
        m_state.hangup(*remote, CloseReason::ContentChanged);
}

void Downloads::piecesFound(const std::vector<base::PieceIndex> &pieces)
{
    for (const base::PieceIndex piece : pieces) {
        if (!m_state.have.add(piece))
            continue;
        m_picker.found(piece);
        offer(piece);
    }
    // Whoever was to prove itself with one of them has nothing left to prove it with: no verdict on
    // a found piece asks it for more.
    fillAll();
}

void Downloads::storageFailed(const std::string &why)
{
    const bool first = m_storageFault.empty();
    m_storageFault = why;
    if (!first)
        return;
    for (const auto &remote : m_state.links) {
        for (const auto &open : remote->requests)
            withdraw(*remote, open.block);
        remote->requests.clear();
        settle(*remote);
        updateInterest(*remote);
    }
    // Blocks handed over may not be on disk: their pieces start afresh.
    m_picker.restartAll();
}

void Downloads::storageRecovered()
{
    if (m_storageFault.empty())
        return;
    m_storageFault.clear();
    for (const auto &remote : m_state.links) {
        updateInterest(*remote);
        fill(*remote);
    }
}

} // namespace swarm

#pragma once

#include "core/swarm/blockpicker.h"
#include "core/swarm/event.h"
#include "core/swarm/peerstate.h"
#include "core/swarm/suspicion.h"

#include <memory>
#include <string>
#include <vector>

namespace swarm {

/// The downloading half of a peer: whom it is interested in, which requests are open with whom, and
/// what to do when they are not answered, answered falsely, or cannot be written. Which block comes
/// next is BlockPicker's decision.
class Downloads
{
public:
    /// A request unanswered for this long goes to another peer (item 41); checked each round, so
    /// that it is acted on within 30 s.
    static constexpr base::Duration requestTimeout = std::chrono::seconds(20);
    /// No block for this long while unchoked and asked: snubbed (Cohen 2003).
    static constexpr base::Duration snubTime = std::chrono::seconds(60);

    explicit Downloads(PeerState &state);

    /// Hints that a remote will have one piece more.
    void prefetch(base::PieceIndex piece) const { m_picker.availability().prefetch(piece); }
    /// Its availability message came.
    void remoteToldPieces(RemotePeer &remote);
    void remoteGotPiece(RemotePeer &remote, base::PieceIndex piece);
    void remoteChoked(RemotePeer &remote);
    void remoteUnchoked(RemotePeer &remote);
    void remoteRejected(RemotePeer &remote, base::BlockRef block);
    void remoteAllowsFast(RemotePeer &remote, base::PieceIndex piece);
    void linkGone(RemotePeer &remote);

    void blockArrived(RemotePeer &remote, base::BlockRef block);
    void blockRefused(RemotePeer &remote, const BlockRefused &event);
    void pieceChecked(const PieceChecked &event);
    void piecesLost(const std::vector<base::PieceIndex> &pieces);
    void piecesFound(const std::vector<base::PieceIndex> &pieces);
    void storageFailed(const std::string &why);
    void storageRecovered();

    /// Every 10 s: time-outs, snubs, storage probe.
    void round();

    /// Whether that link was asked for the block and it is still wanted.
    [[nodiscard]] bool isAwaited(base::LinkId link, base::BlockRef block) const;
    [[nodiscard]] const Availability &availability() const { return m_picker.availability(); }
    [[nodiscard]] const Suspicion &suspicion() const { return m_suspicion; }
    /// Why nothing is written; empty when all is well.
    [[nodiscard]] const std::string &storageFault() const { return m_storageFault; }
    [[nodiscard]] std::uint64_t downloaded() const { return m_downloaded; }
    [[nodiscard]] std::uint64_t wasted() const { return m_wasted; }

private:
    void updateInterest(RemotePeer &remote);
    void fill(RemotePeer &remote);
    void fillAll();
    void request(RemotePeer &remote, base::BlockRef block);
    static void remember(RemotePeer &remote, base::BlockRef block);
    void withdraw(RemotePeer &remote, base::BlockRef block);
    static void settle(RemotePeer &remote);
    void releaseAll(RemotePeer &remote);
    bool timeOut(RemotePeer &remote);
    void cancelOthers(const RemotePeer &sender, base::BlockRef block);
    void ban(const std::vector<Sender> &senders);
    void prove(const std::vector<base::LinkId> &links, bool good);
    void offer(base::PieceIndex piece);

    PeerState &m_state;
    BlockPicker m_picker;
    Suspicion m_suspicion;
    std::string m_storageFault;
    std::uint64_t m_downloaded = 0; ///< payload bytes, all that came
    std::uint64_t m_wasted = 0; ///< payload bytes of no use
};

} // namespace swarm

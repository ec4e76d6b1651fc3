#pragma once

#include "core/swarm/choker.h"
#include "core/swarm/peerstate.h"
#include "core/swarm/superseeding.h"
#include "core/wire/message.h"

#include <memory>
#include <vector>

namespace swarm {

/// The uploading half of a peer: whom it serves (choke rounds, Max_N), what was asked of it, and
/// how much of that is on its way.
class Uploads
{
public:
    /// Requests kept per link (told as reqq, BEP 10); more are rejected (item 25).
    static constexpr std::uint32_t maxQueue = 500;
    /// Blocks per link given to the world and not sent yet, on a slow link and at most (512 KiB).
    static constexpr std::uint32_t minSending = 2;
    static constexpr std::uint32_t maxSending = 32;
    /// Longest request answered at all, bytes (item 23).
    static constexpr std::uint32_t maxRequestLength = 128 * 1024;
    /// Requests a choked remote may send before it is dropped (item 24).
    static constexpr std::uint32_t maxRequestsWhileChoked = 300;
    /// Pieces a newcomer may take although choked (BEP 6).
    static constexpr std::uint32_t allowedFastCount = 10;

    explicit Uploads(PeerState &state);
    /// Gives its slots back.
    ~Uploads();
    Uploads(const Uploads &) = delete;
    Uploads &operator=(const Uploads &) = delete;

    /// Its availability message came: a newcomer with few pieces gets its allowed fast set (BEP 6),
    /// or a super-seed's first piece.
    void remoteToldPieces(RemotePeer &remote);
    /// It has one piece more than it told before.
    void remoteGotPiece(const RemotePeer &remote, base::PieceIndex piece);
    void remoteInterested(RemotePeer &remote);
    void remoteNotInterested(RemotePeer &remote);
    void requested(RemotePeer &remote, const wire::Request &request);
    void cancelled(RemotePeer &remote, const wire::Cancel &cancel);
    void blockSent(RemotePeer &remote, base::BlockRef block);
    void linkGone(const RemotePeer &remote);
    /// There may be a free slot in the shared budget.
    void slotsFreed() { serveFreeSlots(); }
    /// It shows everything from now on: what it has has changed.
    void endSuperSeeding() { m_superSeeding.reset(); }

    /// Every 10 s: a choke round.
    void round();

    [[nodiscard]] std::uint64_t uploaded() const { return m_uploaded; }
    /// Whether it hides what it has (BEP 16).
    [[nodiscard]] bool isSuperSeeding() const { return m_superSeeding != nullptr; }
    /// Links served now.
    [[nodiscard]] std::uint32_t served() const;

private:
    /// Who decides now.
    [[nodiscard]] const Choker &choker() const;
    /// Transfers it may serve at once now: as the choker likes, and what the shared budget leaves.
    [[nodiscard]] std::uint32_t slots() const;
    void offerAllowedFast(RemotePeer &remote);
    void serveFreeSlots();
    void tellBudget();
    [[nodiscard]] std::vector<ChokeCandidate> candidates() const;
    void apply(RemotePeer &remote, const ChokeDecision &decision);
    void reject(RemotePeer &remote, base::BlockRef block);
    void release(RemotePeer &remote);
    [[nodiscard]] bool serves(const RemotePeer &remote, base::PieceIndex piece) const;
    [[nodiscard]] bool takesFast(const RemotePeer &remote, base::PieceIndex piece) const;
    [[nodiscard]] std::uint32_t sendWindow(const RemotePeer &remote) const;

    PeerState &m_state;
    std::unique_ptr<Choker> m_choker;
    std::unique_ptr<Choker> m_seedChoker; ///< null = m_choker goes on
    std::unique_ptr<SuperSeeding> m_superSeeding; ///< null = it shows everything
    std::vector<const RemotePeer *> m_unchoked; ///< the links that are not choked
    std::uint32_t m_round = 0;
    std::uint32_t m_share = 0; ///< of the shared budget
    std::uint64_t m_uploaded = 0; ///< payload bytes
};

} // namespace swarm

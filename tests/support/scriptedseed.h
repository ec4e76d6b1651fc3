#pragma once

#include "support/scriptedpeer.h"

#include <QTcpServer>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace support {

/// What a scripted seed does with a request.
using Answer = std::function<void(ScriptedPeer &, const wire::Request &)>;

/// A listener that claims to have everything, serves everybody who is interested, and answers
/// requests as it was told. Needs the thread's event loop.
class ScriptedSeed
{
public:
    ScriptedSeed(std::shared_ptr<const wire::Metainfo> metainfo, Answer answer);

    [[nodiscard]] base::Endpoint endpoint() const;
    /// Links that are open now.
    [[nodiscard]] std::size_t openLinks() const;

    bool fast = true; ///< whether it offers BEP 6
    base::PeerId id; ///< the same for all its links
    std::size_t accepted = 0; ///< links so far
    std::vector<wire::Request> requests; ///< heard so far, all links together
    /// The last link.
    [[nodiscard]] ScriptedPeer *last() const
    {
        return m_peers.empty() ? nullptr : m_peers.back().get();
    }

private:
    void acceptAll();

    std::shared_ptr<const wire::Metainfo> m_metainfo;
    Answer m_answer;
    QTcpServer m_server;
    std::vector<std::unique_ptr<ScriptedPeer>> m_peers;
};

/// The bytes of a torrent, for answers.
using SharedContent = std::shared_ptr<const base::Bytes>;

// Ways to answer. Each makes an Answer over the content.

/// The true bytes.
Answer honestly(SharedContent content, std::uint32_t pieceLength);
/// Every byte wrong.
Answer withFalseBlocks(SharedContent content, std::uint32_t pieceLength);
/// One bit wrong in the first block of each piece.
Answer withOneBitWrongAPiece(SharedContent content, std::uint32_t pieceLength);
/// One block in five wrong.
Answer withOneBlockInFiveWrong(SharedContent content, std::uint32_t pieceLength);
/// One bit wrong in the first block it sends at all.
Answer withOneFlipEver(SharedContent content, std::uint32_t pieceLength);
/// Each block twenty times.
Answer twentyTimes(SharedContent content, std::uint32_t pieceLength);
/// Nothing.
Answer never();
/// Always a reject.
Answer withRejects();

} // namespace support

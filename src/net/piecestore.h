#pragma once

#include "core/base/expected.h"
#include "core/wire/bitfield.h"
#include "net/contentcheck.h"
#include "net/contentfiles.h"
#include "net/diskthread.h"
#include "net/piecewriter.h"

#include <QObject>

#include <memory>
#include <vector>

namespace net {

/// A peer's content on disk: the folders `shared` and `temporal`, the resume data, and the hashing.
///
/// Lives in its peer's thread and never waits there: writing, hashing and checking happen on the
/// disk thread, whose results come back as signals. Reading is done at once when the bytes are in
/// memory. Unverified bytes only ever lie in `temporal`; a torrent moves to `shared` when it is
/// complete. A file that changes after it was verified is noticed before a byte of it leaves.
class PieceStore : public QObject
{
    Q_OBJECT
public:
    PieceStore(const ContentLayout &layout, std::shared_ptr<DiskThread> disk,
               QObject *parent = nullptr);
    /// Closes: what was handed over is still written, and the resume data.
    ~PieceStore() override;

    /// Finds out what is there: from the resume data when the files look as they did, else by
    /// hashing everything on that many threads. opened() or failed() follows.
    void open(unsigned checkThreads);
    /// Takes the caller's word for what is there (content that was hashed just now).
    void openTrusted(const wire::Bitfield &have);
    /// Bytes checked so far while opening.
    [[nodiscard]] std::uint64_t checkedBytes() const { return m_progress->done; }

    /// Hands a block over; it goes to the disk thread with the next flush().
    void write(BlockBytes block);
    /// Asks for the hash of a piece whose blocks were all handed over; pieceChecked() follows.
    void verify(base::PieceIndex piece);
    /// Sends what was handed over on its way.
    void flush();
    /// Whether it takes more blocks: its share of the disk thread's queue is not used up. After a
    /// no, drained() tells when there is room again.
    [[nodiscard]] bool hasRoom();
    /// After a fault: tries whether writing works; recovered() or failed() follows.
    void probe();

    /// Reads a block into `into` (geometry.lengthOf(block) bytes). WouldWait: readable() tells when
    /// to come again. Failed: the file changed or cannot be read; contentLost() follows.
    ReadOutcome read(base::BlockRef block, std::span<std::uint8_t> into);

    /// Everything is verified: moves it to `shared` and saves the resume data; promoted() follows.
    void promote(const wire::Bitfield &have);

Q_SIGNALS:
    void opened(const wire::Bitfield &have);
    void pieceChecked(const net::PieceVerdict &verdict);
    /// Disk full, no permission, no device: nothing more is written until recovered().
    void failed(const base::Error &error);
    void recovered();
    void drained();
    void readable();
    void promoted();
    /// These pieces are not on disk any more; then, after a new check, which of them still are.
    void contentLost(const std::vector<base::PieceIndex> &pieces);
    void contentFound(const std::vector<base::PieceIndex> &pieces);

private:
    class Results;
    /// What the disk thread works on; it outlives this object until its last task is done.
    struct DiskSide;
    struct Handover {
        std::vector<BlockBytes> blocks;
        std::vector<base::PieceIndex> verify;
    };

    void stampFiles();
    void fileChanged();
    void written(std::uint64_t bytes);
    template <typename Work> void onDisk(Work work);

    ContentFiles m_reader;
    std::shared_ptr<DiskThread> m_disk;
    std::shared_ptr<DiskSide> m_side;
    std::shared_ptr<Results> m_results;
    std::shared_ptr<CheckProgress> m_progress;
    Handover m_handover;
    wire::Bitfield m_have;
    std::vector<FileStamp> m_stamps; ///< of verified files; empty while incomplete
    std::uint64_t m_queued = 0; ///< bytes handed over and not written yet
    bool m_refused = false; ///< there was no room: drained() is owed
    bool m_opened = false;
    bool m_rechecking = false;
    bool m_prefetching = false;
};

} // namespace net

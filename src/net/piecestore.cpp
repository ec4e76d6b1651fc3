#include "net/piecestore.h"

#include "net/resumedata.h"

#include <functional>
#include <mutex>
#include <utility>

namespace net {

namespace {

constexpr std::size_t handoverAt = 64; // blocks, 1 MiB: flushed without waiting for the turn's end

std::filesystem::path resumeFile(const ContentLayout &layout)
{
    return layout.temporal / (layout.metainfo->infoHash.hex() + ".resume");
}

} // namespace

/// Brings results from the disk thread to the store's thread; after forget() they are dropped.
class PieceStore::Results
{
public:
    explicit Results(PieceStore *store)
        : m_store(store)
    {
    }
    void forget()
    {
        const std::lock_guard lock(m_mutex);
        m_store = nullptr;
    }
    template <typename Call> void deliver(Call call)
    {
        const std::lock_guard lock(m_mutex);
        if (m_store == nullptr)
            return;
        QMetaObject::invokeMethod(
            m_store, [store = m_store, call = std::move(call)] { call(*store); },
            Qt::QueuedConnection);
    }

private:
    std::mutex m_mutex;
    PieceStore *m_store;
};

struct PieceStore::DiskSide {
    explicit DiskSide(const ContentLayout &layout)
        : writer(layout)
    {
    }
    PieceWriter writer;
    bool faulty = false; ///< a write failed: drop what comes until a probe succeeds

    /// Stamps and resume data of what is there now.
    void saveResume(const wire::Bitfield &have)
    {
        writer.files().sync();
        const ContentLayout &layout = writer.files().layout();
        ResumeData data{layout.metainfo->infoHash, have, {}};
        for (std::size_t i = 0; i < layout.metainfo->files.size(); ++i)
            data.stamps.push_back(writer.files().stamp(i).value_or(FileStamp{}));
        // Without it the next start checks everything again: nothing is lost, so no error.
        (void)data.save(resumeFile(layout));
    }
};

PieceStore::PieceStore(const ContentLayout &layout, std::shared_ptr<DiskThread> disk,
                       QObject *parent)
    : QObject(parent)
    , m_reader(layout)
    , m_disk(std::move(disk))
    , m_side(std::make_shared<DiskSide>(layout))
    , m_results(std::make_shared<Results>(this))
    , m_progress(std::make_shared<CheckProgress>())
{
    m_disk->addStore();
}

PieceStore::~PieceStore()
{
    flush();
    m_progress->cancelled = true;
    m_results->forget();
    if (m_opened)
        onDisk([have = m_have](DiskSide &side, Results &) { side.saveResume(have); });
    m_disk->removeStore();
}

/// Runs work(side, results) on the disk thread.
template <typename Work> void PieceStore::onDisk(Work work)
{
    m_disk->post([side = m_side, results = m_results, work = std::move(work)]() mutable {
        work(*side, *results);
    });
}

// -- opening ---------------------------------------------------------------------------------

void PieceStore::open(unsigned checkThreads)
{
    onDisk([threads = checkThreads, progress = m_progress](DiskSide &side, Results &results) {
        ContentFiles &files = side.writer.files();
        const wire::Metainfo &metainfo = *files.layout().metainfo;
        const auto resume = ResumeData::load(resumeFile(files.layout()), metainfo);
        bool believed = resume.has_value();
        for (std::size_t i = 0; believed && i < metainfo.files.size(); ++i)
            believed = files.stamp(i).value_or(FileStamp{}) == resume->stamps[i];
        // A run that is cut short must not find old resume data that fits by chance.
        std::error_code ignored;
        std::filesystem::remove(resumeFile(files.layout()), ignored);
        const wire::Bitfield have
            = believed ? resume->have : checkContent(files.layout(), threads, *progress);
        base::Expected<void> ready;
        if (have.all())
            ready = files.promote();
        else
            ready = files.makeFiles(have);
        results.deliver([have, ready](PieceStore &store) {
            if (!ready) {
                Q_EMIT store.failed(ready.error());
                return;
            }
            store.openTrusted(have);
        });
    });
}

void PieceStore::openTrusted(const wire::Bitfield &have)
{
    m_have = have;
    m_opened = true;
    if (have.all())
        stampFiles();
    Q_EMIT opened(have);
}

void PieceStore::stampFiles()
{
    m_stamps.clear();
    for (std::size_t i = 0; i < m_reader.layout().metainfo->files.size(); ++i)
        m_stamps.push_back(m_reader.stamp(i).value_or(FileStamp{}));
}

// -- writing ---------------------------------------------------------------------------------

void PieceStore::write(BlockBytes block)
{
    m_queued += block.length;
    m_handover.blocks.push_back(std::move(block));
    if (m_handover.blocks.size() >= handoverAt)
        flush();
}

void PieceStore::verify(base::PieceIndex piece)
{
    m_handover.verify.push_back(piece);
}

void PieceStore::flush()
{
    if (m_handover.blocks.empty() && m_handover.verify.empty())
        return;
    auto handover = std::make_shared<Handover>(std::exchange(m_handover, {}));
    onDisk([handover](DiskSide &side, Results &results) {
        std::uint64_t bytes = 0;
        for (const BlockBytes &block : handover->blocks)
            bytes += block.length;
        base::Expected<void> done;
        std::vector<PieceVerdict> verdicts;
        if (!side.faulty)
            done = side.writer.write(handover->blocks);
        for (std::size_t i = 0; i < handover->verify.size() && done && !side.faulty; ++i) {
            auto verdict = side.writer.verify(handover->verify[i]);
            if (verdict)
                verdicts.push_back(std::move(*verdict));
            else
                done = tl::unexpected(verdict.error());
        }
        if (!done) {
            side.faulty = true;
            side.writer.forgetProgress();
        }
        results.deliver([bytes, done, verdicts = std::move(verdicts)](PieceStore &store) {
            store.written(bytes);
            for (const PieceVerdict &verdict : verdicts) {
                if (verdict.good)
                    store.m_have.add(verdict.piece);
                Q_EMIT store.pieceChecked(verdict);
            }
            if (!done)
                Q_EMIT store.failed(done.error());
        });
    });
}

bool PieceStore::hasRoom()
{
    m_refused = m_queued > m_disk->queueShare();
    return !m_refused;
}

void PieceStore::written(std::uint64_t bytes)
{
    m_queued -= bytes;
    if (m_refused && hasRoom())
        Q_EMIT drained();
}

void PieceStore::probe()
{
    onDisk([](DiskSide &side, Results &results) {
        // A real write where pieces go, of a size that a full disk refuses.
        const ContentLayout &layout = side.writer.files().layout();
        const std::string name = layout.metainfo->infoHash.hex() + ".probe";
        base::Expected<void> done;
        {
            const auto file = openBelow(layout.temporal, name, OpenMode::Create);
            const base::Bytes zeros(layout.metainfo->geometry.pieceLength());
            if (!file)
                done = tl::unexpected(file.error());
            else if (::pwrite(file->handle(), zeros.data(), zeros.size(), 0)
                     != static_cast<ssize_t>(zeros.size()))
                done = tl::unexpected(systemError(layout.temporal.string()));
        }
        std::error_code ignored;
        std::filesystem::remove(layout.temporal / name, ignored);
        side.faulty = !done;
        results.deliver([done](PieceStore &store) {
            if (done)
                Q_EMIT store.recovered();
            else
                Q_EMIT store.failed(done.error());
        });
    });
}

// -- reading ---------------------------------------------------------------------------------

ReadOutcome PieceStore::read(base::BlockRef block, std::span<std::uint8_t> into)
{
    const wire::Metainfo &metainfo = *m_reader.layout().metainfo;
    const std::uint64_t offset
        = metainfo.geometry.offsetOf(block.piece) + std::uint64_t{block.block} * wire::blockSize;
    if (!m_stamps.empty()) {
        for (const FileSlice &slice : slicesOf(metainfo, offset, into.size())) {
            if (m_reader.stamp(slice.file) != m_stamps[slice.file]) {
                fileChanged();
                return ReadOutcome::Failed;
            }
        }
    }
    const ReadOutcome outcome = m_reader.readIfCached(offset, into);
    if (outcome == ReadOutcome::Failed)
        fileChanged();
    if (outcome != ReadOutcome::WouldWait || std::exchange(m_prefetching, true))
        return outcome;
    onDisk([offset, length = into.size()](DiskSide &side, Results &results) {
        base::Bytes bytes(length);
        (void)side.writer.files().read(offset, bytes);
        results.deliver([](PieceStore &store) {
            store.m_prefetching = false;
            Q_EMIT store.readable();
        });
    });
    return outcome;
}

/// Something else wrote to a verified file, or took it away: offer nothing until it is checked
/// anew.
void PieceStore::fileChanged()
{
    if (std::exchange(m_rechecking, true))
        return;
    std::vector<base::PieceIndex> lost;
    for (std::uint32_t i = 0; i < m_have.size(); ++i) {
        if (m_have.has(base::PieceIndex{i}))
            lost.push_back(base::PieceIndex{i});
    }
    m_have = wire::Bitfield(m_have.size());
    m_stamps.clear();
    m_reader.closeAll();
    Q_EMIT contentLost(lost);
    onDisk([progress = m_progress](DiskSide &side, Results &results) {
        ContentFiles &files = side.writer.files();
        files.closeAll();
        side.writer.forgetProgress();
        const wire::Bitfield have = checkContent(files.layout(), 1, *progress);
        base::Expected<void> ready;
        if (!have.all())
            ready = files.makeFiles(have);
        results.deliver([have, ready](PieceStore &store) {
            store.m_rechecking = false;
            store.m_have = have;
            store.m_reader.closeAll();
            if (have.all())
                store.stampFiles();
            std::vector<base::PieceIndex> found;
            for (std::uint32_t i = 0; i < have.size(); ++i) {
                if (have.has(base::PieceIndex{i}))
                    found.push_back(base::PieceIndex{i});
            }
            Q_EMIT store.contentFound(found);
            if (!ready)
                Q_EMIT store.failed(ready.error());
        });
    });
}

void PieceStore::promote(const wire::Bitfield &have)
{
    flush();
    onDisk([have](DiskSide &side, Results &results) {
        const auto done = side.writer.files().promote();
        side.writer.files().closeAll();
        if (done)
            side.saveResume(have);
        results.deliver([done](PieceStore &store) {
            if (!done) {
                Q_EMIT store.failed(done.error());
                return;
            }
            store.m_reader.closeAll();
            store.stampFiles();
            Q_EMIT store.promoted();
        });
    });
}

} // namespace net

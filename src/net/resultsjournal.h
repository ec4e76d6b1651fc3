#pragma once

#include "core/base/expected.h"
#include "core/lab/trialresult.h"
#include "net/safeopen.h"

#include <filesystem>
#include <vector>

namespace net {

/// The finished trials of an experiment on disk, one a line, each synced before it counts: what was
/// told to be kept survives kill -9. A line that was not written to its end is taken away when the
/// journal is opened again.
class ResultsJournal
{
public:
    struct Opened;

    /// Opens or begins a journal, for one process at a time. An error's `where` is the path.
    static base::Expected<Opened> open(const std::filesystem::path &path);

    /// Keeps a result. When it could not be written, the journal is as it was before.
    base::Expected<void> append(const lab::TrialResult &result);

private:
    ResultsJournal(std::filesystem::path path, Descriptor file);

    std::filesystem::path m_path;
    Descriptor m_file;
    off_t m_end = 0; ///< of the last whole line
};

struct ResultsJournal::Opened {
    ResultsJournal journal;
    std::vector<lab::TrialResult> results; ///< that were kept
};

/// The results a journal has, without changing or locking it.
base::Expected<std::vector<lab::TrialResult>> readJournal(const std::filesystem::path &path);

} // namespace net

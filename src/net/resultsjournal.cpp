#include "net/resultsjournal.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/file.h>
#include <unistd.h>
#include <utility>

namespace net {

namespace {

/// The results of a journal and where its last whole line ends.
struct Contents {
    std::vector<lab::TrialResult> results;
    off_t end = 0;
};

base::Expected<Contents> read(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return tl::unexpected(systemError(path.string()));
    Contents contents;
    std::string line;
    while (std::getline(file, line)) {
        auto result = file.eof() ? std::nullopt : lab::decodeTrialResult(line);
        if (!result)
            break;
        contents.results.push_back(std::move(*result));
        contents.end += static_cast<off_t>(line.size()) + 1;
    }
    return contents;
}

/// False when the system refused; errno says why.
bool writeAll(int file, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(file, text.data(), text.size());
        if (written < 0 && errno != EINTR)
            return false;
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
    }
    return true;
}

} // namespace

ResultsJournal::ResultsJournal(std::filesystem::path path, Descriptor file)
    : m_path(std::move(path))
    , m_file(std::move(file))
{
}

base::Expected<ResultsJournal::Opened> ResultsJournal::open(const std::filesystem::path &path)
{
    constexpr mode_t readable = 0644;
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, readable));
    if (!file.isOpen())
        return tl::unexpected(systemError(path.string()));
    if (::flock(file.handle(), LOCK_EX | LOCK_NB) != 0)
        return base::fail(base::ErrorCode::Busy, path.string(),
                          "another process runs this experiment");
    auto contents = read(path);
    if (!contents)
        return tl::unexpected(contents.error());
    if (::ftruncate(file.handle(), contents->end) != 0)
        return tl::unexpected(systemError(path.string()));
    ResultsJournal journal(path, std::move(file));
    journal.m_end = contents->end;
    return Opened{std::move(journal), std::move(contents->results)};
}

base::Expected<void> ResultsJournal::append(const lab::TrialResult &result)
{
    const std::string line = lab::encode(result) + '\n';
    if (writeAll(m_file.handle(), line) && ::fdatasync(m_file.handle()) == 0) {
        m_end += static_cast<off_t>(line.size());
        return {};
    }
    base::Error error = systemError(m_path.string());
    if (::ftruncate(m_file.handle(), m_end) != 0)
        error.detail += "; its last line is torn";
    return tl::unexpected(std::move(error));
}

base::Expected<std::vector<lab::TrialResult>> readJournal(const std::filesystem::path &path)
{
    auto contents = read(path);
    if (!contents)
        return tl::unexpected(contents.error());
    return std::move(contents->results);
}

} // namespace net

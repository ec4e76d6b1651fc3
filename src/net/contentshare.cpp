#include "net/contentshare.h"

namespace net {

base::Expected<void> shareContent(const std::filesystem::path &content,
                                  const std::filesystem::path &shared)
{
    namespace fs = std::filesystem;
    std::error_code error;
    fs::create_directories(shared, error);
    const fs::path target = shared / content.filename();
    if (error)
        return base::fail(base::ErrorCode::Io, shared.string(), error.message());
    if (fs::exists(target, error))
        return {};
    fs::copy(content, target, fs::copy_options::recursive | fs::copy_options::create_hard_links,
             error);
    if (error) {
        error.clear();
        fs::remove_all(target, error);
        fs::copy(content, target, fs::copy_options::recursive, error);
    }
    if (error)
        return base::fail(base::ErrorCode::Io, target.string(), error.message());
    return {};
}

} // namespace net

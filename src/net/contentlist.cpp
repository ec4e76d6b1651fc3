#include "net/contentlist.h"

#include "core/wire/safepath.h"

#include <algorithm>
#include <system_error>

namespace net {

namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

base::Expected<void> checkName(const fs::path &location)
{
    const std::string name = location.filename().string();
    const auto safe = wire::safeElement(name);
    if (safe && *safe == name)
        return {};
    return base::fail(ErrorCode::Unsupported, location.string(),
                      "the name has characters or a length that a torrent cannot carry");
}

base::Expected<void> addEntry(ContentList &list, const fs::directory_entry &entry,
                              const fs::path &root)
{
    if (auto fine = checkName(entry.path()); !fine)
        return fine;
    const fs::file_status status = entry.symlink_status();
    if (fs::is_directory(status))
        return {};
    if (!fs::is_regular_file(status))
        return base::fail(ErrorCode::Unsupported, entry.path().string(),
                          "it is neither a file nor a folder");
    list.files.push_back(
        {entry.path(), entry.path().lexically_relative(root).generic_string(), entry.file_size()});
    return {};
}

/// May throw filesystem_error, which names the path at fault.
base::Expected<void> addFolder(ContentList &list, const fs::path &root)
{
    for (const fs::directory_entry &entry : fs::recursive_directory_iterator(root)) {
        if (auto added = addEntry(list, entry, root); !added)
            return added;
    }
    std::ranges::sort(list.files, {}, &ContentFile::path);
    return {};
}

/// What Metainfo::parse would have to rename is refused now, not after hours of hashing.
base::Expected<void> checkPaths(const ContentList &list)
{
    std::vector<std::string> paths;
    paths.reserve(list.files.size());
    for (const ContentFile &file : list.files)
        paths.push_back(list.name + "/" + file.path);
    std::vector<std::string *> pointers;
    pointers.reserve(paths.size());
    for (std::string &path : paths)
        pointers.push_back(&path);
    const auto unique = wire::makeUnique(pointers);
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const ContentFile &file = list.files[i];
        if (!unique || paths[i] != list.name + "/" + file.path)
            return base::fail(ErrorCode::Unsupported, file.location.string(),
                              "another name differs from this one only in case");
        const auto slashes = static_cast<std::size_t>(std::ranges::count(paths[i], '/'));
        if (slashes + 1 > wire::maxPathElements || paths[i].size() > wire::maxPathBytes)
            return base::fail(ErrorCode::Limit, file.location.string(),
                              "it lies too deep for a torrent");
    }
    return {};
}

base::Expected<ContentList> list(const fs::path &content)
{
    const fs::path root = fs::canonical(content);
    ContentList found;
    found.name = root.filename().string();
    found.isFolder = fs::is_directory(root);
    if (auto fine = checkName(root); !fine)
        return tl::unexpected(fine.error());
    if (found.isFolder) {
        if (auto added = addFolder(found, root); !added)
            return tl::unexpected(added.error());
        if (auto fine = checkPaths(found); !fine)
            return tl::unexpected(fine.error());
    } else if (fs::is_regular_file(root)) {
        found.files.push_back({root, found.name, fs::file_size(root)});
    } else {
        return base::fail(ErrorCode::Unsupported, root.string(),
                          "it is neither a file nor a folder");
    }
    for (const ContentFile &file : found.files)
        found.totalLength += file.length;
    if (found.totalLength == 0)
        return base::fail(ErrorCode::Usage, root.string(), "there is nothing in it to share");
    return found;
}

} // namespace

base::Expected<ContentList> listContent(const fs::path &content)
{
    try {
        return list(content);
    } catch (const fs::filesystem_error &error) {
        const bool missing = error.code() == std::errc::no_such_file_or_directory;
        const auto &path = error.path1().empty() ? content : error.path1();
        return base::fail(missing ? ErrorCode::NotFound : ErrorCode::Io, path.string(),
                          error.code().message());
    }
}

} // namespace net

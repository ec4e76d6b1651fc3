#include "core/wire/infofiles.h"

#include "core/wire/safepath.h"

#include <fmt/format.h>
#include <limits>

namespace wire {

namespace {

using base::ErrorCode;

constexpr std::uint64_t maxTotalLength = std::numeric_limits<std::int64_t>::max();

base::Expected<std::uint64_t> readLength(const BencodeValue &file, const std::string &where)
{
    const auto value = file.find("length");
    if (!value)
        return base::fail(ErrorCode::Malformed, where, "it is missing");
    const auto length = value->integer();
    if (!length)
        return base::fail(ErrorCode::Malformed, where, "it is not an integer");
    if (*length < 0)
        return base::fail(ErrorCode::Malformed, where, fmt::format("{} is negative", *length));
    return static_cast<std::uint64_t>(*length);
}

base::Expected<void> checkAttributes(const BencodeValue &file, const std::string &where)
{
    const auto attributes = file.stringAt("attr").value_or("");
    if (attributes.find('l') != std::string_view::npos || file.find("symlink path"))
        return base::fail(ErrorCode::Unsupported, where, "it is a symbolic link");
    return {};
}

/// "name/folder/file" of one entry of `files`.
base::Expected<std::string> readPath(const BencodeValue &file, const std::string &name,
                                     const std::string &where)
{
    const auto elements = file.find("path");
    if (!elements || !elements->isList() || elements->begin() == elements->end())
        return base::fail(ErrorCode::Malformed, where, "it is not a list of names");
    std::string path = name;
    std::size_t count = 1;
    for (const BencodeValue element : *elements) {
        const auto text = element.string();
        if (!text)
            return base::fail(ErrorCode::Malformed, where, "it is not a list of names");
        const auto safe = safeElement(*text);
        if (!safe)
            return tl::unexpected(safe.error().within(where));
        path += '/';
        path += *safe;
        if (++count > maxPathElements || path.size() > maxPathBytes)
            return base::fail(ErrorCode::Limit, where,
                              fmt::format("it is deeper than {} folders or longer than {} bytes",
                                          maxPathElements, maxPathBytes));
    }
    return path;
}

base::Expected<FileEntry> readEntry(const BencodeValue &file, const std::string &name,
                                    const std::string &where)
{
    if (!file.isDictionary())
        return base::fail(ErrorCode::Malformed, where, "it is not a dictionary");
    if (auto fine = checkAttributes(file, where + ".attr"); !fine)
        return tl::unexpected(fine.error());
    const auto length = readLength(file, where + ".length");
    if (!length)
        return tl::unexpected(length.error());
    auto path = readPath(file, name, where + ".path");
    if (!path)
        return tl::unexpected(path.error());
    const bool padding = file.stringAt("attr").value_or("").find('p') != std::string_view::npos;
    return FileEntry{std::move(*path), *length, 0, padding};
}

base::Expected<void> makePathsUnique(std::vector<FileEntry> &files)
{
    std::vector<std::string *> paths;
    std::vector<std::size_t> numbers;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (files[i].padding)
            continue;
        paths.push_back(&files[i].path);
        numbers.push_back(i);
    }
    const auto unique = makeUnique(paths);
    if (unique)
        return {};
    const std::size_t number = numbers[std::stoul(unique.error().where)];
    return base::fail(unique.error().code, fmt::format("info.files[{}].path", number),
                      unique.error().detail);
}

base::Expected<void> readMany(const BencodeValue &list, InfoFiles &into)
{
    if (!list.isList() || list.begin() == list.end())
        return base::fail(ErrorCode::Malformed, "info.files", "it is not a list of files");
    for (const BencodeValue file : list) {
        const std::string where = fmt::format("info.files[{}]", into.files.size());
        auto entry = readEntry(file, into.name, where);
        if (!entry)
            return tl::unexpected(entry.error());
        if (entry->length > maxTotalLength - into.totalLength)
            return base::fail(ErrorCode::Malformed, where + ".length",
                              "the lengths add up to more than 2^63 bytes");
        entry->offset = into.totalLength;
        into.totalLength += entry->length;
        into.files.push_back(std::move(*entry));
    }
    return makePathsUnique(into.files);
}

base::Expected<void> readOne(const BencodeValue &info, InfoFiles &into)
{
    if (auto fine = checkAttributes(info, "info.attr"); !fine)
        return fine;
    const auto length = readLength(info, "info.length");
    if (!length)
        return tl::unexpected(length.error());
    into.totalLength = *length;
    into.files.push_back({into.name, *length, 0, false});
    return {};
}

} // namespace

base::Expected<InfoFiles> readFiles(const BencodeValue &info)
{
    const auto name = info.stringAt("name");
    if (!name)
        return base::fail(ErrorCode::Malformed, "info.name", "it is missing or not a string");
    auto safe = safeElement(*name);
    if (!safe)
        return tl::unexpected(safe.error().within("info.name"));
    const auto list = info.find("files");
    if (list.has_value() == info.find("length").has_value())
        return base::fail(ErrorCode::Malformed, "info",
                          list ? "it has both length and files"
                               : "it has neither length nor files");
    InfoFiles files;
    files.name = std::move(*safe);
    files.multiFile = list.has_value();
    const auto read = list ? readMany(*list, files) : readOne(info, files);
    if (!read)
        return tl::unexpected(read.error());
    return files;
}

} // namespace wire

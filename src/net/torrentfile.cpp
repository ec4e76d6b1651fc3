#include "net/torrentfile.h"

#include "core/wire/bencode.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>

namespace net {

namespace {

QString nameOf(const std::filesystem::path &path)
{
    return QString::fromStdString(path.string());
}

base::Error faultOf(const std::filesystem::path &path, const QFileDevice &file)
{
    return {base::ErrorCode::Io, path.string(), file.errorString().toStdString()};
}

} // namespace

base::Expected<wire::Metainfo> readTorrentFile(const std::filesystem::path &path)
{
    const auto bytes = readWhole(path, wire::BencodeLimits().size);
    if (!bytes)
        return tl::unexpected(bytes.error());
    auto metainfo = wire::Metainfo::parse(*bytes);
    if (!metainfo)
        return tl::unexpected(metainfo.error().within(path.string()));
    return metainfo;
}

base::Expected<base::Bytes> readWhole(const std::filesystem::path &path, std::size_t limit)
{
    QFile file(nameOf(path));
    if (!file.exists())
        return base::fail(base::ErrorCode::NotFound, path.string(), "there is no such file");
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(faultOf(path, file));
    // In parts: QFile takes memory for all it is allowed to read, however short the file is.
    constexpr std::size_t part = 1 << 20;
    base::Bytes bytes;
    while (bytes.size() <= limit) {
        const QByteArray read
            = file.read(static_cast<qint64>(std::min(part, limit + 1 - bytes.size())));
        if (read.isEmpty())
            break;
        bytes.insert(bytes.end(), read.begin(), read.end());
    }
    if (file.error() != QFileDevice::NoError)
        return tl::unexpected(faultOf(path, file));
    return bytes;
}

base::Expected<void> writeWhole(const std::filesystem::path &path, base::ByteView bytes)
{
    QSaveFile file(nameOf(path));
    const auto size = static_cast<qint64>(bytes.size());
    // Unbuffered: flushing a buffer takes a write that ended early for a whole one.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return tl::unexpected(faultOf(path, file));
    const bool written
        = file.write(reinterpret_cast<const char *>(bytes.data()), size) == size && file.commit();
    if (written)
        return {};
    // A write that ended early has no words of its own.
    return base::fail(base::ErrorCode::Io, path.string(),
                      file.error() == QFileDevice::NoError ? "the disk is full"
                                                           : file.errorString().toStdString());
}

} // namespace net

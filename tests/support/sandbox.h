#pragma once

#include <QTemporaryDir>

#include <filesystem>
#include <string>

namespace support {

/// A folder that removes itself.
class Sandbox
{
public:
    [[nodiscard]] std::filesystem::path path() const { return m_folder.path().toStdString(); }
    [[nodiscard]] std::filesystem::path operator/(const std::string &name) const
    {
        return path() / name;
    }

private:
    QTemporaryDir m_folder;
};

/// Writes `size` bytes that depend on `seed` and repeat nowhere; makes missing folders.
void writeContent(const std::filesystem::path &file, std::uint64_t size, std::uint64_t seed);
/// Writes a short file; it is whole when this returns, so a program started next reads all of it.
void writeText(const QString &file, const QByteArray &text);
/// The whole file; empty when it cannot be read.
std::string readFile(const std::filesystem::path &file);

} // namespace support

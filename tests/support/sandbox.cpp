#include "support/sandbox.h"

#include "core/base/rng.h"

#include <cstring>
#include <fstream>
#include <iterator>

namespace support {

void writeContent(const std::filesystem::path &file, std::uint64_t size, std::uint64_t seed)
{
    std::filesystem::create_directories(file.parent_path());
    std::string content(size, '\0');
    base::Rng rng(seed);
    for (std::uint64_t at = 0; at < size; at += sizeof(std::uint64_t)) {
        const std::uint64_t word = rng.next();
        std::memcpy(content.data() + at, &word, std::min<std::uint64_t>(sizeof word, size - at));
    }
    std::ofstream(file, std::ios::binary) << content;
}

void writeText(const QString &file, const QByteArray &text)
{
    std::ofstream(file.toStdString(), std::ios::binary) << text.constData();
}

std::string readFile(const std::filesystem::path &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

} // namespace support

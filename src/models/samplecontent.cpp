#include "models/samplecontent.h"

#include "core/base/bytes.h"
#include "core/base/rng.h"

#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace models {

namespace {

constexpr std::string_view aboutText
    = "This folder is Torrarium's sample, made to be shared in a swarm that one can watch.\n"
      "\n"
      "leaves.bin holds 16 MiB of pseudo-random bytes. They come from a fixed seed, so the sample\n"
      "is the same on every machine and so is its info-hash. It means nothing and may be removed:\n"
      "it is made again when it is needed.\n";

constexpr std::uint64_t sampleSeed = 2008;

/// Writes next to the target first, so that a file of that name is always whole.
base::Expected<void> writeWhole(const std::filesystem::path &file, std::string_view content)
{
    std::error_code failure;
    if (std::filesystem::file_size(file, failure) == content.size() && !failure)
        return {};
    std::filesystem::path partial = file;
    partial += ".part";
    {
        std::ofstream stream(partial, std::ios::binary | std::ios::trunc);
        stream.write(content.data(), static_cast<std::streamsize>(content.size()));
        stream.close();
        if (!stream)
            return base::fail(base::ErrorCode::Io, partial.string(), "cannot write the sample");
    }
    std::filesystem::rename(partial, file, failure);
    if (failure)
        return base::fail(base::ErrorCode::Io, file.string(), failure.message());
    return {};
}

std::string sampleBytes()
{
    std::string bytes(SampleContent::dataSize, '\0');
    base::Rng rng(sampleSeed);
    auto *at = reinterpret_cast<std::uint8_t *>(bytes.data());
    for (std::uint64_t written = 0; written < bytes.size(); written += sizeof(std::uint64_t))
        base::writeBigEndian(at + written, rng.next());
    return bytes;
}

} // namespace

base::Expected<std::filesystem::path> SampleContent::ensure(const std::filesystem::path &parent)
{
    const std::filesystem::path folder = parent / folderName;
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (failure)
        return base::fail(base::ErrorCode::Io, folder.string(), failure.message());
    const std::filesystem::path data = folder / "leaves.bin";
    if (const auto about = writeWhole(folder / "about.txt", aboutText); !about)
        return tl::unexpected(about.error());
    if (std::filesystem::file_size(data, failure) == dataSize && !failure)
        return folder;
    if (const auto written = writeWhole(data, sampleBytes()); !written)
        return tl::unexpected(written.error());
    return folder;
}

} // namespace models

#pragma once

#include "core/base/expected.h"

#include <cstdint>
#include <filesystem>

namespace models {

/// The bundled sample: a folder with a text that says what it is and one file of seeded random
/// bytes. It is made on first use, so that the program does not carry it.
struct SampleContent {
    static constexpr std::uint64_t dataSize = 16 * 1024 * 1024; ///< bytes of the data file
    static constexpr std::uint32_t pieceLength = 256 * 1024; ///< few enough pieces to tell apart
    static constexpr const char *folderName = "Torrarium sample";

    /// Makes the sample below `parent` unless it is there already; returns its folder.
    static base::Expected<std::filesystem::path> ensure(const std::filesystem::path &parent);
};

} // namespace models

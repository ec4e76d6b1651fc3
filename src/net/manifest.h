#pragma once

#include "core/base/expected.h"
#include "core/lab/experimentresults.h"

#include <QJsonObject>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace net {

/// What a folder of results says about itself: program, machine, seeds, and the SHA-256 of its
/// files. It alone holds what may differ between machines.
class Manifest
{
public:
    /// `commit` is what the program was built from.
    Manifest(const lab::ExperimentResults &results, std::string_view commit);

    /// A file of the folder and what is in it.
    void add(std::string_view name, std::string_view content);
    /// The same of a file that may be too large for memory.
    base::Expected<void> addFile(std::string_view name, const std::filesystem::path &path);
    [[nodiscard]] std::string json() const;

private:
    QJsonObject m_object;
    QJsonObject m_files;
};

/// The SHA-256 of some bytes, in hexadecimal.
std::string sha256(std::string_view content);
/// The files a manifest names and their SHA-256; none when it is no manifest.
std::map<std::string, std::string> hashesOf(std::string_view manifest);

} // namespace net

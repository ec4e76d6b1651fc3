#pragma once

#include "core/wire/bencode.h"
#include "core/wire/metainfo.h"

namespace wire {

/// The files an info dictionary lists (BEP 3, BEP 47).
struct InfoFiles {
    std::string name; ///< as Metainfo::name
    bool multiFile = false;
    std::vector<FileEntry> files; ///< as Metainfo::files
    std::uint64_t totalLength = 0; ///< bytes, below 2^63
};

/// Reads name, length or files of an info dictionary. Padding files need no unique path, since they
/// are never written. Symbolic links are refused. An error's `where` is the key at fault.
base::Expected<InfoFiles> readFiles(const BencodeValue &info);

} // namespace wire

#pragma once

#include "net/indexview.h"

namespace net {

/// The index server's answers as JSON (docs/index-server.md).
class IndexJson : public IndexView
{
public:
    [[nodiscard]] std::string contentType() const override { return "application/json"; }
    [[nodiscard]] std::string list(const roles::IndexPage &page,
                                   const roles::IndexQuery &query) const override;
    [[nodiscard]] std::string torrent(const roles::IndexRow &row,
                                      const wire::Metainfo &metainfo) const override;
    [[nodiscard]] std::string uploadForm(bool needsToken) const override;
    [[nodiscard]] std::string stored(const StoredTorrent &stored,
                                     const std::string &ownerToken) const override;
    [[nodiscard]] std::string removed(const base::InfoHash &infoHash) const override;
    [[nodiscard]] std::string fault(HttpStatus status, const base::Error &error) const override;
};

} // namespace net

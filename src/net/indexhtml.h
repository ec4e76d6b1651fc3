#pragma once

#include "net/indexview.h"

namespace net {

/// The index server's pages: semantic HTML5 that needs no script. Every text from outside passes
/// escapeHtml.
class IndexHtml : public IndexView
{
public:
    [[nodiscard]] std::string contentType() const override { return "text/html; charset=utf-8"; }
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

/// The style sheet of all pages, light and dark.
std::string_view indexStyle();

/// Text made harmless inside HTML, in attributes too: markup becomes references, and what is not
/// displayable a space.
std::string escapeHtml(std::string_view text);

} // namespace net

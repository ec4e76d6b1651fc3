#pragma once

#include "core/roles/torrentindex.h"
#include "core/wire/metainfo.h"
#include "net/httpstatus.h"
#include "net/torrentlibrary.h"

#include <string>

namespace net {

/// How the index server shows what it says: pages for people, JSON for programs.
class IndexView
{
public:
    virtual ~IndexView() = default;
    [[nodiscard]] virtual std::string contentType() const = 0;
    /// A search's result; `query` is repeated in the form and in the links to other pages.
    [[nodiscard]] virtual std::string list(const roles::IndexPage &page,
                                           const roles::IndexQuery &query) const = 0;
    [[nodiscard]] virtual std::string torrent(const roles::IndexRow &row,
                                              const wire::Metainfo &metainfo) const = 0;
    /// Where to send a .torrent file; `needsToken` says that uploads want one.
    [[nodiscard]] virtual std::string uploadForm(bool needsToken) const = 0;
    /// The answer to an upload; `ownerToken` is shown when the server made it up.
    [[nodiscard]] virtual std::string stored(const StoredTorrent &stored,
                                             const std::string &ownerToken) const = 0;
    [[nodiscard]] virtual std::string removed(const base::InfoHash &infoHash) const = 0;
    [[nodiscard]] virtual std::string fault(HttpStatus status, const base::Error &error) const = 0;
};

/// The word for a sort in addresses.
std::string_view sortName(roles::IndexSort sort);
std::optional<roles::IndexSort> sortNamed(std::string_view name);

/// "magnet:?xt=urn:btih:...&dn=...&tr=..." (BEP 9).
std::string magnetLink(const roles::IndexEntry &entry);
/// The thesis's {Tracker}.{Size}.{Name}; a torrent without tracker has "-" there.
std::string thesisName(const roles::IndexEntry &entry);
/// Host and port of an announce URL.
std::string trackerHost(const std::string &announceUrl);
/// "2026-01-31T12:00:00Z".
std::string isoTime(std::int64_t secondsSince1970);

} // namespace net

#pragma once

#include "core/roles/torrentindex.h"
#include "net/httprequest.h"

#include <string>
#include <string_view>

namespace net {

/// An upload or a removal, however it was sent.
struct Submission {
    std::string_view torrent; ///< lies in the request
    std::string owner; ///< the owner's token
    std::string token; ///< the upload token
};

/// Reads the part after '?' of a list's address: q, sort and page. A page number past the ends is
/// the nearest there can be; an error's `where` is the parameter at fault.
base::Expected<roles::IndexQuery> readIndexQuery(std::string_view query);

/// Whether the body is a form.
bool isForm(const HttpRequest &request);
/// Reads a body and the fields beside it: a form's parts, or the body itself and the fields
/// X-Owner-Token and Authorization (Bearer).
base::Expected<Submission> readSubmission(const HttpRequest &request);

} // namespace net

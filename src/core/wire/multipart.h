#pragma once

#include "core/base/expected.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wire {

/// The most parts of a form.
inline constexpr std::size_t maxFormParts = 16;
/// The most bytes of one part's head.
inline constexpr std::size_t maxPartHeadBytes = 4096;

/// One field of a form (RFC 7578). `content` lies in the bytes that were read.
struct FormPart {
    std::string name;
    std::string_view content;
};

/// The boundary a "multipart/form-data; boundary=..." content type names; nothing when it is
/// another type or the boundary is not one (1 to 70 characters, RFC 2046).
std::optional<std::string> multipartBoundary(std::string_view contentType);

/// Reads a whole multipart/form-data body. File names are not read: nothing here is named by them.
/// An error's `where` is "part N", 1 the first.
base::Expected<std::vector<FormPart>> readMultipart(std::string_view body,
                                                    std::string_view boundary);

/// The content of the first part of that name; nothing when there is none.
std::optional<std::string_view> findPart(const std::vector<FormPart> &parts, std::string_view name);

} // namespace wire

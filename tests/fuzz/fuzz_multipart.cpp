#include "core/base/bytes.h"
#include "core/wire/multipart.h"

#include <cstdlib>

/// The first line is the content type; of a form that was read every part lies inside the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes = base::asText({data, size});
    const std::size_t end = bytes.find('\n');
    if (end == std::string_view::npos)
        return 0;
    const std::string_view body = bytes.substr(end + 1);
    const auto boundary = wire::multipartBoundary(bytes.substr(0, end));
    if (!boundary)
        return 0;
    const auto parts = wire::readMultipart(body, *boundary);
    if (!parts)
        return 0;
    if (parts->size() > wire::maxFormParts)
        std::abort();
    for (const wire::FormPart &part : *parts) {
        const bool inside = part.content.data() >= body.data()
            && part.content.data() + part.content.size() <= body.data() + body.size();
        if (!inside || part.content.find("\r\n--" + *boundary) != std::string_view::npos)
            std::abort();
    }
    return 0;
}

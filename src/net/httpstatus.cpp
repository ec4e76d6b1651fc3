#include "net/httpstatus.h"

namespace net {

std::string_view reasonPhrase(HttpStatus status)
{
    switch (status) {
    case HttpStatus::Ok:
        return "OK";
    case HttpStatus::Created:
        return "Created";
    case HttpStatus::SeeOther:
        return "See Other";
    case HttpStatus::BadRequest:
        return "Bad Request";
    case HttpStatus::Unauthorized:
        return "Unauthorized";
    case HttpStatus::Forbidden:
        return "Forbidden";
    case HttpStatus::NotFound:
        return "Not Found";
    case HttpStatus::MethodNotAllowed:
        return "Method Not Allowed";
    case HttpStatus::ContentTooLarge:
        return "Content Too Large";
    case HttpStatus::UriTooLong:
        return "URI Too Long";
    case HttpStatus::UnsupportedMediaType:
        return "Unsupported Media Type";
    case HttpStatus::MisdirectedRequest:
        return "Misdirected Request";
    case HttpStatus::HeaderFieldsTooLarge:
        return "Request Header Fields Too Large";
    case HttpStatus::ServiceUnavailable:
        return "Service Unavailable";
    case HttpStatus::VersionNotSupported:
        return "HTTP Version Not Supported";
    case HttpStatus::InsufficientStorage:
        return "Insufficient Storage";
    }
    return "";
}

} // namespace net

#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace base {

/// What kind of fault an Error is; it decides the exit code of the command line.
enum class ErrorCode {
    Usage, ///< The caller asked for something that cannot be (exit code 2).
    Malformed, ///< Bytes from outside do not follow their format.
    Limit, ///< Bytes from outside are well-formed but past a limit.
    Unsupported, ///< Valid, but nothing this program does.
    NotFound, ///< A file, torrent or peer is not there.
    Io, ///< The file system or the network said no.
    Busy, ///< In use by somebody else (port, profile).
    Cancelled, ///< The user or a shutdown stopped it.
    Denied, ///< The key is wrong, or this caller may not.
};

/// A fault as data: what, where (file:line:key, peer address, URL) and in what words.
struct Error {
    ErrorCode code = ErrorCode::Malformed;
    std::string where; ///< May be empty; callers prefix it on the way up.
    std::string detail; ///< One sentence without a final period.

    /// "where: detail", or the detail alone.
    [[nodiscard]] std::string text() const
    {
        return where.empty() ? detail : where + ": " + detail;
    }

    /// The same error seen from one level up: `outer` is put before `where`.
    [[nodiscard]] Error within(const std::string &outer) const
    {
        return {code, where.empty() ? outer : outer + ": " + where, detail};
    }

    bool operator==(const Error &) const = default;
};

/// A value or an Error.
template <typename T> using Expected = tl::expected<T, Error>;

/// Shorthand for returning an Error from a function that yields Expected.
inline tl::unexpected<Error> fail(ErrorCode code, std::string where, std::string detail)
{
    return tl::unexpected<Error>(Error{code, std::move(where), std::move(detail)});
}

} // namespace base

#pragma once

#include "core/base/expected.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace net {

/// What a user can be told to do, in the words of its command line.
enum class UserVerb : std::uint8_t {
    Share, ///< "share" or "upload" FILE|FOLDER
    Search, ///< TEXT; without it everything is listed
    Download, ///< NAME, INFOHASH or FILE.torrent
    List,
    Connect,
    Disconnect,
    Wait, ///< for the downloads under way; an argument is the most seconds
    Stay, ///< until interrupted
    Help,
    Quit,
};

struct UserCommand {
    UserVerb verb = UserVerb::Help;
    std::string argument; ///< without surrounding space or quotes
    bool operator==(const UserCommand &) const = default;
};

/// Longest command line taken, bytes.
inline constexpr std::size_t maxUserLineBytes = 16 * 1024;

/// Reads one command. A Usage error names the word that is none, or what is missing.
base::Expected<UserCommand> parseUserCommand(std::string_view line);

/// Cuts a line at each semicolon outside quotes; empty parts are left out.
std::vector<std::string> splitUserCommands(std::string_view line);

/// A line for each command: how it is typed and what it does.
std::string userHelp();

} // namespace net

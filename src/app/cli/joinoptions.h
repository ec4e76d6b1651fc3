#pragma once

#include "app/cli/command.h"
#include "core/base/endpoint.h"

#include <string>

namespace app {

/// The coordinator's port when nobody says another.
inline constexpr std::uint16_t coordinatorPort = 7420;

/// The options with which a role finds its coordinator, as they were typed.
struct JoinArguments {
    std::string coordinator; ///< empty = the default, or none where that may be
    std::string key;
    std::string keyFile;
};

/// A key as it was typed, or as it stands in a file, without the newline at its end. An error names
/// the file.
base::Expected<std::string> readJoinKey(const std::string &key, const std::string &keyFile);

/// Where the coordinator is and what it wants to hear.
struct Join {
    base::Endpoint coordinator;
    std::string key; ///< empty = none
};

/// Adds --coordinator, --key and --key-file to a role's sub-command.
void addJoinOptions(CLI::App &command, JoinArguments &arguments);

/// Reads them; an address without port has the usual one, none at all is this machine's. An error
/// names the option or the file.
base::Expected<Join> readJoin(const JoinArguments &arguments);

} // namespace app

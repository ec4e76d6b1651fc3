#include "app/cli/joinoptions.h"

#include "app/cli/findcoordinator.h"
#include "net/keyfile.h"

namespace app {

base::Expected<std::string> readJoinKey(const std::string &key, const std::string &keyFile)
{
    if (keyFile.empty())
        return key;
    auto read = net::readKeyFile(keyFile);
    if (!read)
        return tl::unexpected(read.error().within("--key-file"));
    return *read;
}

void addJoinOptions(CLI::App &command, JoinArguments &arguments)
{
    command
        .add_option(
            "--coordinator", arguments.coordinator,
            "Where the coordinator is (127.0.0.1:7420), or auto: the one that announces itself")
        ->type_name("ADDR[:PORT]|auto");
    auto *key = command.add_option("--key", arguments.key, "The coordinator's join key")
                    ->type_name("KEY");
    command.add_option("--key-file", arguments.keyFile, "A file that holds the join key")
        ->type_name("FILE")
        ->excludes(key);
}

base::Expected<Join> readJoin(const JoinArguments &arguments)
{
    Join join;
    join.coordinator = base::Endpoint::fromV4(0x7f000001, coordinatorPort);
    const auto key = readJoinKey(arguments.key, arguments.keyFile);
    if (!key)
        return tl::unexpected(key.error());
    join.key = *key;
    const std::string &text = arguments.coordinator;
    if (text == "auto") {
        const auto found = findCoordinator(!join.key.empty());
        if (!found)
            return tl::unexpected(found.error());
        join.coordinator = *found;
    } else if (!text.empty()) {
        auto endpoint = base::Endpoint::parse(text);
        if (!endpoint)
            endpoint = base::Endpoint::parse(text + ":" + std::to_string(coordinatorPort));
        if (!endpoint || !endpoint->isDialable())
            return base::fail(base::ErrorCode::Usage, "--coordinator",
                              "\"" + text + "\" is not ADDRESS or ADDRESS:PORT");
        join.coordinator = *endpoint;
    }
    return join;
}

} // namespace app

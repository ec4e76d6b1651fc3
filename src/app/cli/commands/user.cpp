#include "app/cli/joinoptions.h"
#include "app/cli/usersession.h"

#include <QSysInfo>

#include <fmt/format.h>
#include <memory>

namespace app {

namespace {

constexpr unsigned mostHomes = 1000;

constexpr char Examples[] = R"(
Examples:
  torrarium user
      under the coordinator of this machine; commands are typed, "help" lists them
  torrarium user --home ana --exec "share lecture.mp4; stay"
      shares a file until Ctrl+C
  torrarium user --coordinator 10.0.0.1 --key-file room.key --exec "download lecture.mp4"
      under a coordinator elsewhere; ends when the download is whole
  torrarium user --json < commands.txt
      commands from a file, a JSON object a line for each
The home holds shared/ (whole files, offered) and temporal/ (what is being downloaded). A new start in
the same home goes on with both. Results are printed on stdout, what happens meanwhile on stderr. When
the commands are through, it waits for the downloads and leaves; 1 is returned when one failed.
)";

/// What the command line says.
struct UserArguments {
    JoinArguments join;
    std::string name;
    std::string home;
    std::string listen;
    std::string exec;
    bool json = false;
};

base::Expected<UserSessionOptions> readOptions(const UserArguments &arguments)
{
    UserSessionOptions options;
    const auto join = readJoin(arguments.join);
    if (!join)
        return tl::unexpected(join.error());
    options.user.coordinator = join->coordinator;
    options.user.joinKey = join->key;
    // Everything stays on this machine unless the coordinator is elsewhere.
    const std::string listen = !arguments.listen.empty() ? arguments.listen
        : join->coordinator.isLoopback()                 ? "127.0.0.1:0"
                                                         : ":0";
    auto endpoint = base::Endpoint::parse(listen);
    if (!endpoint)
        endpoint = base::Endpoint::parse(listen + ":0");
    if (!endpoint)
        return base::fail(base::ErrorCode::Usage, "--listen",
                          "\"" + listen + "\" is not ADDRESS or ADDRESS:PORT");
    options.user.listen = *endpoint;
    options.commands = net::splitUserCommands(arguments.exec);
    for (const std::string &line : options.commands) {
        if (const auto command = net::parseUserCommand(line); !command)
            return tl::unexpected(command.error().within("--exec"));
    }
    options.readsInput = options.commands.empty();
    options.json = arguments.json;
    return options;
}

/// Runs the user in the home that was given, or in the first of user-1, user-2, ... that no other
/// runs in.
int runUser(const UserArguments &arguments)
{
    auto options = readOptions(arguments);
    if (!options)
        return report(options.error());
    for (unsigned number = 1;; ++number) {
        options->user.home
            = arguments.home.empty() ? fmt::format("user-{}", number) : arguments.home;
        options->user.name = arguments.name;
        if (arguments.name.empty())
            options->user.name = options->user.home.filename().string() + "@"
                + QSysInfo::machineHostName().toStdString();
        UserSession session(*options);
        const auto started = session.start();
        if (started)
            return session.run();
        const bool goOn = arguments.home.empty() && number < mostHomes
            && started.error().code == base::ErrorCode::Busy;
        if (!goOn)
            return report(started.error());
    }
}

} // namespace

void addUser(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<UserArguments>();
    CLI::App *command = program.add_subcommand(
        "user", "Share and download under a coordinator, as one of its users");
    addJoinOptions(*command, arguments->join);
    command->add_option("--name", arguments->name, "What others call it (default: HOME@HOST)")
        ->type_name("NAME");
    command
        ->add_option("--home", arguments->home,
                     "Its folder (default: the first free one of user-1, user-2, ...)")
        ->type_name("DIR");
    command->add_option("--listen", arguments->listen, "Where to listen for peers")
        ->type_name("ADDR[:PORT]");
    command->add_option("--exec", arguments->exec, "Commands to carry out, with ; between them")
        ->type_name("COMMANDS");
    command->add_flag("--json", arguments->json, "A JSON object a line");
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return runUser(*arguments); }; });
}

} // namespace app

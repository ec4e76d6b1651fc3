#include "app/cli/joinoptions.h"
#include "net/controlclient.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

namespace app {

namespace {

/// For the coordinator to be there and to answer.
constexpr std::chrono::seconds patience{15};

/// What the command line says.
struct ConsoleArguments {
    JoinArguments join;
    std::string method;
    std::string params;
};

constexpr char Examples[] = R"(
Examples:
  torrarium console users.list
      the users of this machine's coordinator, as JSON
  torrarium console announcements.set '{"right": "lecture at noon"}'
      what all users read in their right announcement area from now on
  torrarium console limits.set '{"maxN": 2}' --coordinator 10.0.0.1 --key-file room.key
      of a coordinator elsewhere
The methods and their parameters are in docs/protocol.md. The result is printed on stdout.
)";

base::Expected<QJsonObject> readParams(const std::string &text)
{
    if (text.empty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    if (!document.isObject())
        return base::fail(base::ErrorCode::Usage, "PARAMS", "it is not a JSON object");
    return document.object();
}

int runConsole(const ConsoleArguments &arguments)
{
    const auto params = readParams(arguments.params);
    if (!params)
        return report(params.error());
    const auto join = readJoin(arguments.join);
    if (!join)
        return report(join.error());
    net::ControlClientOptions options;
    options.server = join->coordinator;
    options.joinKey = join->key;
    options.role = "console";
    options.name = fmt::format("console-{}", ::getpid());
    net::ControlClient client(options);
    int exitCode = Ok;
    const auto fail = [&](const base::Error &why) {
        exitCode = report(why);
        QCoreApplication::quit();
    };
    QObject::connect(&client, &net::ControlClient::refused, &client, fail);
    QObject::connect(&client, &net::ControlClient::lost, &client, fail);
    QObject::connect(&client, &net::ControlClient::ready, &client, [&] {
        client.call(QString::fromStdString(arguments.method), *params, [&](const auto &answer) {
            if (!answer) {
                fail(answer.error());
                return;
            }
            fmt::print("{}", QJsonDocument(*answer).toJson().toStdString());
            QCoreApplication::quit();
        });
    });
    QTimer::singleShot(patience, &client, [&] {
        fail({base::ErrorCode::Io, options.server.text(), "the coordinator does not answer"});
    });
    client.start();
    QCoreApplication::exec();
    client.stop();
    return exitCode;
}

} // namespace

void addConsole(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<ConsoleArguments>();
    CLI::App *command
        = program.add_subcommand("console", "Ask a coordinator something, or tell it to change");
    command->add_option("method", arguments->method, "Such as users.list or limits.set")
        ->required();
    command->add_option("params", arguments->params, "A JSON object");
    addJoinOptions(*command, arguments->join);
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return runConsole(*arguments); }; });
}

} // namespace app

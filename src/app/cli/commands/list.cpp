#include "app/cli/command.h"
#include "net/scenariolibrary.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fmt/format.h>
#include <memory>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium list
      the scenarios that come with the program; torrarium run NAME runs one
)";

int list(bool json)
{
    const auto scenarios = net::shippedScenarios();
    if (!scenarios)
        return report(scenarios.error());
    QJsonArray rows;
    for (const net::ShippedScenario &each : *scenarios) {
        if (!json)
            fmt::print("{:<28} {:>6} trials  {}\n", each.name, each.trials, each.description);
        rows.append(QJsonObject{
            {QStringLiteral("name"), QString::fromStdString(each.name)},
            {QStringLiteral("file"), QString::fromStdString(each.path.string())},
            {QStringLiteral("trials"), static_cast<qint64>(each.trials)},
            {QStringLiteral("description"), QString::fromStdString(each.description)},
        });
    }
    if (json)
        fmt::print("{}\n", QJsonDocument(rows).toJson(QJsonDocument::Compact).toStdString());
    return Ok;
}

} // namespace

void addList(CLI::App &program, Action &action)
{
    auto json = std::make_shared<bool>(false);
    CLI::App *command = program.add_subcommand("list", "List the scenarios that are there");
    command->add_flag("--json", *json, "Print one JSON document");
    command->footer(Examples);
    command->callback([json, &action] { action = [json] { return list(*json); }; });
}

} // namespace app

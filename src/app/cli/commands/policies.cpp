#include "app/cli/command.h"
#include "core/roles/peerselection.h"
#include "core/swarm/policycatalog.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fmt/format.h>
#include <memory>

namespace app {

namespace {

/// Hands every table of policies to `visit(option, title, table)`.
template <typename Visit> void eachTable(const Visit &visit)
{
    visit("picker", "How pieces are picked", swarm::pickers());
    visit("choker", "Who is served", swarm::chokers());
    visit("seed-choker", "Who is served by a seed", swarm::seedChokers());
    visit("seeding", "How a peer offers what it has from the start", swarm::seedings());
    visit("selection", "Whom a tracker lists for whom", roles::peerSelections());
}

void printText()
{
    eachTable([](const char *option, const char *title, const auto &table) {
        fmt::print("{} ({})\n", title, option);
        for (const auto &policy : table) {
            fmt::print("  {:<16}{} [{}]\n", policy.name, policy.summary, policy.source);
            if (!policy.parameters.empty())
                fmt::print("  {:<16}{}\n", "", policy.parameters);
        }
    });
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

void printJson()
{
    QJsonObject document;
    eachTable([&](const char *option, const char * /*title*/, const auto &table) {
        QJsonArray rows;
        for (const auto &policy : table) {
            rows.append(QJsonObject{{"name", text(policy.name)},
                                    {"summary", text(policy.summary)},
                                    {"source", text(policy.source)},
                                    {"parameters", text(policy.parameters)}});
        }
        document.insert(QLatin1String(option), rows);
    });
    fmt::print("{}", QJsonDocument(document).toJson(QJsonDocument::Indented).toStdString());
}

} // namespace

void addPolicies(CLI::App &program, Action &action)
{
    const auto json = std::make_shared<bool>(false);
    CLI::App *const command = program.add_subcommand(
        "policies", "List the ways peers and trackers decide, by the names options take");
    command->add_flag("--json", *json, "Print one JSON object");
    command->footer("Examples:\n"
                    "  torrarium policies\n"
                    "  torrarium policies --json | jq -r '.picker[].name'");
    command->callback([json, &action] {
        action = [json] {
            *json ? printJson() : printText();
            return Ok;
        };
    });
}

} // namespace app

#include "app/cli/command.h"
#include "core/base/units.h"
#include "core/lab/recordingreader.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <memory>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium recording swarm.torrec
      what it is of, how long it lasts, how many events of each kind
  torrarium recording swarm.torrec --json --from 60
      every event from the second minute on, a JSON object a line
)";

struct RecordingArguments {
    std::string file;
    double from = 0; ///< seconds
    bool json = false;
};

template <typename... Ts> struct Overloaded : Ts... {
    using Ts::operator()...;
};
// clang 14 does not deduce aggregates by itself.
template <typename... Ts> Overloaded(Ts...) -> Overloaded<Ts...>;

/// The kind of an event, in one word.
std::string kindOf(const lab::Happening &what)
{
    return std::visit(Overloaded{[](const lab::Joined &) { return std::string("joined"); },
                                 [](const lab::Left &) { return std::string("left"); },
                                 [](const lab::Finished &) { return std::string("completed"); },
                                 [](const lab::PieceDone &) { return std::string("piece"); },
                                 [](const lab::Linked &) { return std::string("linked"); },
                                 [](const lab::Unlinked &) { return std::string("unlinked"); },
                                 [](const swarm::Reason &reason) {
                                     return std::string(swarm::subsystem(reason)) + " decision";
                                 }},
                      what);
}

/// What there is to say beside the kind.
void addDetails(QJsonObject &object, const lab::Happening &what)
{
    const auto linkOf = [](base::LinkId link) { return static_cast<qint64>(base::toNumber(link)); };
    std::visit(
        Overloaded{[&](const lab::Joined &e) { object["seed"] = e.seed; }, [](const lab::Left &) {},
                   [](const lab::Finished &) {},
                   [&](const lab::PieceDone &e) {
                       object["piece"] = static_cast<qint64>(base::toNumber(e.piece));
                   },
                   [&](const lab::Linked &e) {
                       object["link"] = linkOf(e.link);
                       object["remote"] = QString::fromStdString(e.remote.text());
                   },
                   [&](const lab::Unlinked &e) { object["link"] = linkOf(e.link); },
                   [&](const swarm::Reason &e) {
                       object["link"] = linkOf(e.link);
                       object["text"] = QString::fromStdString(std::visit(
                           [](const auto &reason) { return swarm::describe(reason); }, e.what));
                   }},
        what);
}

void printEvent(const lab::RecordedEvent &event)
{
    QJsonObject object{{"at", base::toSeconds(event.at.time_since_epoch())},
                       {"peer", static_cast<qint64>(event.peer)},
                       {"kind", QString::fromStdString(kindOf(event.what))}};
    addDetails(object, event.what);
    fmt::print("{}\n", QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString());
}

void printSummary(const lab::RecordingHeader &header, base::Time end,
                  const std::map<std::string, std::uint64_t> &counts)
{
    fmt::print("world         {}\nwritten by    {}\nof            {}\nseed          {}\n",
               header.world, header.program, header.setup, header.seed);
    fmt::print("content       {} in pieces of {}\nlasts         {:.3f} s\n",
               base::formatBytes(header.totalLength), base::formatBytes(header.pieceLength),
               base::toSeconds(end.time_since_epoch()));
    for (const auto &[kind, count] : counts)
        fmt::print("{:13} {}\n", kind, count);
}

int showRecording(const RecordingArguments &arguments)
{
    auto file = std::make_shared<std::ifstream>(arguments.file, std::ios::binary);
    if (!*file)
        return report({base::ErrorCode::NotFound, arguments.file, "it cannot be read"});
    const auto reader = lab::RecordingReader::open([file](std::uint64_t offset, std::size_t size) {
        base::Bytes bytes(size);
        file->clear();
        file->seekg(static_cast<std::streamoff>(offset));
        file->read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(size));
        bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(file->gcount(), 0)));
        return bytes;
    });
    if (!reader)
        return report(reader.error().within(arguments.file));
    const base::Time from{base::Duration(static_cast<base::Duration::rep>(arguments.from * 1e6))};
    std::map<std::string, std::uint64_t> counts;
    base::Time end = reader->end();
    const auto read = reader->events(from, [&](const lab::RecordedEvent &event) {
        if (event.at < from)
            return true;
        if (arguments.json)
            printEvent(event);
        ++counts[kindOf(event.what)];
        end = std::max(end, event.at);
        return true;
    });
    if (!read)
        return report(read.error().within(arguments.file));
    if (!arguments.json)
        printSummary(reader->header(), end, counts);
    return Ok;
}

} // namespace

void addRecording(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<RecordingArguments>();
    CLI::App *command = program.add_subcommand("recording", "Show what a recording holds");
    command->add_option("file", arguments->file, "The recording")->required();
    command->add_option("--from", arguments->from, "Seconds to pass over at the beginning")
        ->check(CLI::NonNegativeNumber);
    command->add_flag("--json", arguments->json, "Print every event, a JSON object a line");
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return showRecording(*arguments); }; });
}

} // namespace app

#include "app/cli/command.h"
#include "app/cli/progressline.h"
#include "app/cli/resultscheck.h"
#include "net/contentcheck.h"
#include "net/torrentfile.h"

#include <chrono>
#include <fmt/format.h>
#include <future>
#include <memory>
#include <thread>

namespace app {

namespace {

constexpr char Examples[] = R"(
Examples:
  torrarium verify film.torrent -d ~/films
      hashes every piece; exit code 0 when all are right, 1 when not
  torrarium verify results
      runs some trials of an experiment again and compares their rows and every file's hash
  torrarium verify results --run 3 --run 17
      runs these again
)";

struct VerifyArguments {
    std::string torrent;
    std::string directory = ".";
    std::vector<std::uint32_t> runs;
};

int verify(const VerifyArguments &arguments)
{
    if (std::filesystem::is_directory(arguments.torrent))
        return checkResults(arguments.torrent, arguments.runs);
    auto metainfo = net::readTorrentFile(arguments.torrent);
    if (!metainfo)
        return report(metainfo.error());
    const std::filesystem::path directory(arguments.directory);
    const net::ContentLayout layout{directory, directory / ".temporal",
                                    std::make_shared<const wire::Metainfo>(std::move(*metainfo))};
    net::CheckProgress progress;
    ProgressLine line("checking");
    auto check = std::async(std::launch::async, [&] {
        return net::checkContent(layout, std::thread::hardware_concurrency(), progress);
    });
    while (check.wait_for(std::chrono::milliseconds(100)) != std::future_status::ready)
        line.show(progress.done, layout.metainfo->geometry.totalLength());
    const wire::Bitfield have = check.get();
    fmt::print("{} of {} pieces are right\n", have.count(), have.size());
    for (std::uint32_t i = 0, shown = 0; i < have.size() && shown < 10; ++i) {
        if (have.has(base::PieceIndex{i}))
            continue;
        const auto slices = net::slicesOf(
            *layout.metainfo, layout.metainfo->geometry.offsetOf(base::PieceIndex{i}), 1);
        fmt::print("piece {} in {} at byte {} is missing or differs\n", i,
                   layout.metainfo->files[slices.front().file].path, slices.front().offset);
        ++shown;
    }
    return have.all() ? Ok : Failure;
}

} // namespace

void addVerify(CLI::App &program, Action &action)
{
    auto arguments = std::make_shared<VerifyArguments>();
    CLI::App *command
        = program.add_subcommand("verify", "Check content against its .torrent, or results");
    command->add_option("torrent", arguments->torrent, "The .torrent file, or a folder of results")
        ->required();
    command->add_option("-d,--dir", arguments->directory, "Folder of the content")
        ->capture_default_str();
    command->add_option("--run", arguments->runs, "Of results: a run_id; may be repeated")
        ->allow_extra_args(false);
    command->footer(Examples);
    command->callback(
        [arguments, &action] { action = [arguments] { return verify(*arguments); }; });
}

} // namespace app

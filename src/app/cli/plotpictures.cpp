#include "app/cli/plotpictures.h"

#include "app/cli/openwindow.h"

#include <QProcess>

#include <algorithm>

namespace app {

namespace {

namespace fs = std::filesystem;

constexpr char drawing[] = "svg";
constexpr int patience = 60'000; // ms for a picture; it takes a fraction of a second

QString qt(const fs::path &path)
{
    return QString::fromStdString(path.string());
}

base::Expected<void> render(const fs::path &window, const fs::path &from, const fs::path &to)
{
    QProcess process;
    process.start(qt(window),
                  {QStringLiteral("--render"), qt(from), QStringLiteral("--to"), qt(to)});
    if (process.waitForFinished(patience) && process.exitStatus() == QProcess::NormalExit
        && process.exitCode() == 0)
        return {};
    const QByteArray why = process.readAllStandardError().trimmed();
    return base::fail(base::ErrorCode::Io, to.string(),
                      why.isEmpty() ? process.errorString().toStdString()
                                    : why.mid(why.lastIndexOf('\n') + 1).toStdString());
}

} // namespace

CLI::Option *addPlotsOption(CLI::App &command, std::vector<std::string> &kinds)
{
    return command
        .add_option("--plots", kinds,
                    "Pictures of the plots, such as svg,png,pdf; svg is always there")
        ->delimiter(',')
        ->check(CLI::IsMember({drawing, "png", "pdf"}));
}

base::Expected<void> checkPictures(const std::vector<std::string> &kinds)
{
    if (std::ranges::count(kinds, drawing) == std::ssize(kinds))
        return {};
    if (const auto window = findWindow(); !window)
        return tl::unexpected(window.error());
    return {};
}

base::Expected<void> writePictures(const fs::path &directory, const std::vector<std::string> &kinds)
{
    if (auto possible = checkPictures(kinds); !possible || kinds.empty())
        return possible;
    std::error_code fault;
    for (const fs::directory_entry &file : fs::directory_iterator(directory / "plots", fault)) {
        if (file.path().extension() != ".svg")
            continue;
        for (const std::string &kind : kinds) {
            if (kind == drawing)
                continue;
            fs::path picture = file.path();
            picture.replace_extension(kind);
            if (auto done = render(*findWindow(), file.path(), picture); !done)
                return done;
        }
    }
    if (fault)
        return base::fail(base::ErrorCode::Io, (directory / "plots").string(), fault.message());
    return {};
}

} // namespace app

#include "app/cli/usersession.h"

#include "app/cli/peeroptions.h"
#include "app/cli/shutdown.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

namespace app {

namespace {

using namespace std::chrono_literals;

/// Commands wait that long for the coordinator, then go on without it.
constexpr auto coordinatorTime = 10s;

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

} // namespace

UserSession::UserSession(UserSessionOptions options)
    : m_options(std::move(options))
    , m_host(m_options.user)
    , m_lines(m_options.commands.begin(), m_options.commands.end())
    , m_inputEnded(!m_options.readsInput)
{
    m_patience.setSingleShot(true);
    watchHost();
}

void UserSession::watchHost()
{
    connect(&m_host, &net::UserHost::logged, this,
            [](const QString &text) { fmt::print(stderr, "{}\n", text.toStdString()); });
    connect(&m_host, &net::UserHost::registered, this, [this] {
        if (m_begun)
            return;
        print("connected as " + m_options.user.name, {{"event", "connected"}});
        begin();
    });
    connect(&m_host, &net::UserHost::refused, this, [this](const base::Error &why) {
        fail("connect", why);
        finish(Failure);
    });
    connect(&m_host, &net::UserHost::downloaded, this, [this](const QString &name, quint64 bytes) {
        print(fmt::format("downloaded {} {} bytes", name.toStdString(), bytes),
              {{"event", "downloaded"}, {"name", name}, {"size", static_cast<qint64>(bytes)}});
        downloadsChanged();
    });
    connect(&m_host, &net::UserHost::stopped, this, [] { QCoreApplication::quit(); });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (!m_begun) {
            fmt::print(stderr, "no answer from the coordinator at {}; going on without it\n",
                       m_options.user.coordinator.text());
            begin();
        } else if (m_waiting) {
            const std::string line = *std::exchange(m_waiting, std::nullopt);
            answer(line,
                   base::fail(base::ErrorCode::Cancelled, line,
                              fmt::format("{} downloads are not done yet", m_host.unfinished())));
        }
    });
}

int UserSession::run()
{
    raiseFileLimit();
    fmt::print(stderr, "user {} in {}\n", m_options.user.name, m_options.user.home.string());
    onShutdownSignal(this, [this] {
        const bool usual = m_staying || (m_options.readsInput && !m_busy);
        finish(usual ? m_exitCode : int(Interrupted));
    });
    m_patience.start(coordinatorTime);
    QCoreApplication::exec();
    return m_exitCode;
}

void UserSession::begin()
{
    m_begun = true;
    m_patience.stop();
    if (m_options.readsInput) {
        m_notifier = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
        connect(m_notifier.get(), &QSocketNotifier::activated, this, &UserSession::readInput);
        prompt();
    }
    next();
}

void UserSession::readInput()
{
    std::array<char, 4096> bytes;
    const ssize_t count = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (count > 0)
        m_input.append(bytes.data(), static_cast<std::size_t>(count));
    if (count <= 0 || m_input.size() > net::maxUserLineBytes) {
        m_notifier->setEnabled(false);
        m_inputEnded = true;
        m_input += '\n';
    }
    for (std::size_t end = m_input.find('\n'); end != std::string::npos; end = m_input.find('\n')) {
        for (const std::string &line : net::splitUserCommands(m_input.substr(0, end)))
            m_lines.push_back(line);
        m_input.erase(0, end + 1);
    }
    if (!m_busy)
        next();
}

/// Carries the next command out; without one it waits for input or, in the end, for downloads.
void UserSession::next()
{
    m_busy = false;
    if (m_finishing || m_staying)
        return;
    if (!m_lines.empty()) {
        const std::string line = m_lines.front();
        m_lines.pop_front();
        if (line.starts_with('#'))
            return next();
        return carryOut(line);
    }
    if (!m_inputEnded)
        return prompt();
    if (m_host.unfinished() == 0)
        return finish(m_exitCode);
    m_busy = true;
    m_waiting = "";
}

void UserSession::carryOut(const std::string &line)
{
    const auto command = net::parseUserCommand(line);
    m_busy = true;
    if (!command)
        return answer(line, tl::unexpected(command.error()));
    switch (command->verb) {
    case net::UserVerb::Wait:
        return waitForDownloads(
            line,
            command->argument.empty() ? 0s : std::chrono::seconds(std::stoul(command->argument)));
    case net::UserVerb::Stay:
        m_staying = true;
        return print("staying", {{"event", "staying"}});
    case net::UserVerb::Help:
        fmt::print(stderr, "{}", net::userHelp());
        return next();
    case net::UserVerb::Quit:
        return finish(m_exitCode);
    default:
        m_host.execute(*command, [this, line](const base::Expected<net::UserAnswer> &result) {
            answer(line, result);
        });
    }
}

void UserSession::answer(const std::string &line, const base::Expected<net::UserAnswer> &answer)
{
    if (!answer) {
        fail(line, answer.error());
    } else if (m_options.json) {
        QJsonObject facts = answer->facts;
        facts["command"] = text(line);
        facts["ok"] = true;
        print("", facts);
    } else {
        for (const std::string &one : answer->lines)
            print(one, {});
    }
    // The loop comes first: a command may be done at once, and there may be many.
    QTimer::singleShot(0, this, [this] { next(); });
}

void UserSession::waitForDownloads(const std::string &line, std::chrono::seconds most)
{
    m_waiting = line;
    if (most > 0s)
        m_patience.start(most);
    downloadsChanged();
}

void UserSession::downloadsChanged()
{
    if (!m_waiting || m_host.unfinished() > 0)
        return;
    m_patience.stop();
    const std::string line = *std::exchange(m_waiting, std::nullopt);
    if (line.empty())
        return next(); // nobody asked: the commands are through
    net::UserAnswer done;
    done.lines.emplace_back("all downloads are done");
    answer(line, done);
}

void UserSession::print(const std::string &line, const QJsonObject &facts)
{
    const std::string shown
        = m_options.json ? QJsonDocument(facts).toJson(QJsonDocument::Compact).toStdString() : line;
    fmt::print("{}\n", shown);
    std::fflush(stdout);
}

void UserSession::fail(const std::string &line, const base::Error &error)
{
    m_exitCode = Failure;
    if (m_options.json)
        print(
            "",
            {{"command", text(line)},
             {"ok", false},
             {"error", QJsonObject{{"where", text(error.where)}, {"detail", text(error.detail)}}}});
    else
        report(error);
}

void UserSession::prompt() const
{
    if (m_options.readsInput && ::isatty(STDIN_FILENO) != 0) {
        fmt::print(stderr, "> ");
        std::fflush(stderr);
    }
}

void UserSession::finish(int exitCode)
{
    if (std::exchange(m_finishing, true))
        return;
    m_exitCode = exitCode;
    m_host.stop();
}

} // namespace app

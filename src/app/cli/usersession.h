#pragma once

#include "app/cli/command.h"
#include "net/userhost.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <deque>
#include <memory>
#include <optional>

namespace app {

/// What a session of a user does.
struct UserSessionOptions {
    net::UserOptions user;
    std::vector<std::string> commands; ///< carried out one after the other
    bool readsInput = false; ///< commands come from stdin, too
    bool json = false; ///< a JSON object a line
};

/// Runs a user in this thread and carries commands out, from the command line or from stdin, each
/// when the one before is done. When they are through it waits for the downloads and leaves.
class UserSession : public QObject
{
public:
    explicit UserSession(UserSessionOptions options);

    /// Opens the user's home. Busy when another user runs there.
    base::Expected<void> start() { return m_host.start(); }
    /// Runs the event loop; returns an exit code.
    int run();

private:
    void watchHost();
    void begin();
    void readInput();
    void next();
    void carryOut(const std::string &line);
    void answer(const std::string &line, const base::Expected<net::UserAnswer> &answer);
    void waitForDownloads(const std::string &line, std::chrono::seconds most);
    void downloadsChanged();
    void print(const std::string &line, const QJsonObject &facts);
    void fail(const std::string &line, const base::Error &error);
    void prompt() const;
    void finish(int exitCode);

    UserSessionOptions m_options;
    net::UserHost m_host;
    std::deque<std::string> m_lines; ///< still to be carried out
    std::string m_input; ///< read, but no whole line yet
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_patience; ///< for the coordinator, then for downloads
    std::optional<std::string> m_waiting; ///< the command that waits for downloads
    bool m_begun = false;
    bool m_busy = false; ///< a command is under way
    bool m_staying = false;
    bool m_inputEnded = false;
    bool m_finishing = false;
    int m_exitCode = Ok;
};

} // namespace app

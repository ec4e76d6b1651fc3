#pragma once

#include "net/indexclient.h"
#include "net/mailbox.h"
#include "net/useranswer.h"
#include "net/usercommand.h"
#include "net/userfolders.h"
#include "net/userregistration.h"
#include "net/usersnapshot.h"
#include "net/usertorrents.h"

#include <QLockFile>
#include <QObject>
#include <QTimer>

#include <set>

namespace net {

struct UploadedTorrent;

/// As whom and where a user runs.
struct UserOptions {
    base::Endpoint coordinator;
    std::string name; ///< unique among the coordinator's users
    std::string joinKey; ///< empty = the coordinator wants none
    std::filesystem::path home; ///< holds shared/, temporal/ and torrents/
    base::Endpoint listen; ///< for peers; port 0 = any free, else each torrent the next one
};

/// The user role (the thesis's peer): shares, uploads, searches and downloads any number of
/// torrents at once, under one coordinator, several trackers and an index. It lives in one thread;
/// other threads send execute() by queued call and pull snapshots().
class UserHost : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(const base::Expected<UserAnswer> &)>;

    explicit UserHost(UserOptions options, QObject *parent = nullptr);
    ~UserHost() override;

    /// Opens the folders, goes on with the torrents of the last run and looks for the coordinator.
    /// Busy when another user runs in the same home; else an error names the path.
    base::Expected<void> start();
    /// Leaves all swarms and the coordinator; stopped() follows, after a few seconds at most.
    void stop();

    /// Carries a command out; `done` is called once, maybe at once. Wait, Stay, Help and Quit are
    /// those of whoever reads commands.
    void execute(const UserCommand &command, const Done &done);
    /// The same from a line of text.
    void executeLine(const std::string &line, const Done &done);

    /// What a panel shows, at most a quarter of a second old; any thread may read it, even after
    /// this object.
    [[nodiscard]] std::shared_ptr<const Mailbox<UserSnapshot>> snapshots() const
    {
        return m_mailbox;
    }
    /// Downloads that are not whole yet.
    [[nodiscard]] std::size_t unfinished() const;
    [[nodiscard]] bool isRegistered() const { return m_registration.isRegistered(); }
    [[nodiscard]] const UserTorrents &torrents() const { return m_torrents; }

Q_SIGNALS:
    /// The coordinator knows the user (again).
    void registered();
    void lost(const base::Error &why);
    /// The coordinator will not have it.
    void refused(const base::Error &why);
    /// A download lies whole in `shared`.
    void downloaded(const QString &name, quint64 bytes);
    /// Something happened by itself; the log has the results of commands too.
    void logged(const QString &text);
    void stopped();

private:
    void share(const std::string &what, const Done &done);
    void uploaded(const UploadedTorrent &torrent, const Done &done);
    void search(const std::string &text, const Done &done);
    void download(const std::string &what, const Done &done);
    void begin(const base::Bytes &bytes, const Done &done);
    void connectUser(const Done &done);
    void disconnectUser(const Done &done);

    void goOn();
    void watchTorrents();
    void watchRegistration();
    void folderChanged();
    void takeLease();
    void tellTorrent(const QString &method, const base::InfoHash &infoHash);
    void tellAllTorrents();
    [[nodiscard]] std::vector<std::string> notUploaded() const;
    /// A line of the log that whoever gave the command is told anyway.
    void record(const std::string &text);
    /// A line of the log about what happened by itself.
    void log(const std::string &text);
    void publish();

    UserOptions m_options;
    std::string m_tag;
    UserFolders m_folders;
    std::unique_ptr<QLockFile> m_lock; ///< held while this user runs in its home
    UserTorrents m_torrents;
    IndexClient m_index;
    UserRegistration m_registration;
    std::set<base::InfoHash> m_downloading; ///< not whole yet
    std::set<std::string> m_known; ///< names in `shared`, to see what comes and goes
    RoleLog m_log;
    QTimer m_publish;
    std::shared_ptr<Mailbox<UserSnapshot>> m_mailbox;
};

} // namespace net

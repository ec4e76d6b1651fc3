#include "models/userpanel.h"

#include <QUrl>

namespace models {

UserPanel::UserPanel(net::UserOptions options, QObject *parent)
    : RolePanel(Kind::User, QString::fromStdString(options.name), parent)
    , m_options(std::move(options))
    , m_torrents(userTorrentColumns())
    , m_offers(indexedTorrentColumns())
    , m_host(this, [this](const net::UserSnapshot &snapshot) { show(snapshot); })
{
}

QString UserPanel::status() const
{
    if (!isWanted() && !isOnline())
        return tr("disconnected");
    return joinStatus(isOnline(), m_host.shown().coordinator, m_host.shown().fault);
}

QString UserPanel::limits() const
{
    const QString maxN
        = m_host.shown().maxN == 0 ? tr("no limit") : QString::number(m_host.shown().maxN);
    return tr("Max_N %1 · served %2, waiting %3 · trackers %4")
        .arg(maxN)
        .arg(m_host.shown().served)
        .arg(m_host.shown().waiting)
        .arg(m_host.shown().trackers.size());
}

QString UserPanel::folder() const
{
    return QString::fromStdString((m_options.home / "shared").string());
}

QString UserPanel::announcementBottom() const
{
    return QString::fromStdString(m_host.shown().announcementBottom);
}

QString UserPanel::announcementRight() const
{
    return QString::fromStdString(m_host.shown().announcementRight);
}

void UserPanel::start()
{
    m_host.launch([options = m_options] { return std::make_unique<net::UserHost>(options); });
}

/// A user takes leave of the coordinator and the trackers before its host ends.
void UserPanel::stop()
{
    m_host.thread().ask(
        [this](std::unique_ptr<net::UserHost> &host) {
            if (!host)
                return false;
            QObject::connect(host.get(), &net::UserHost::stopped, host.get(),
                             [this] { m_host.thread().answer([this] { m_host.stop(); }); });
            host->stop();
            return true;
        },
        [this](bool takesLeave) {
            if (!takesLeave)
                m_host.ended();
        });
}

void UserPanel::upload(const QString &path)
{
    const QUrl url(path);
    carryOut(net::UserVerb::Share, url.isLocalFile() ? url.toLocalFile() : path.trimmed());
}

void UserPanel::download(const QString &what)
{
    carryOut(net::UserVerb::Download, what.trimmed());
}

void UserPanel::disconnectUser()
{
    carryOut(net::UserVerb::Disconnect, {});
}

void UserPanel::connectUser()
{
    carryOut(net::UserVerb::Connect, {});
}

void UserPanel::search(const QString &text)
{
    carryOut(net::UserVerb::Search, text.trimmed());
}

void UserPanel::carryOut(net::UserVerb verb, const QString &argument)
{
    if (argument.isEmpty() && verb == net::UserVerb::Download) {
        screen()->print(tr("Download: type a name or choose a torrent of the index"));
        return;
    }
    ++m_pending;
    Q_EMIT busyChanged();
    m_host.thread().tell([this, verb, argument = argument.toStdString()](net::UserHost &host) {
        host.execute({verb, argument}, [this, verb](const base::Expected<net::UserAnswer> &done) {
            m_host.thread().answer([this, verb, done] { take(verb, done); });
        });
    });
}

void UserPanel::take(net::UserVerb verb, const base::Expected<net::UserAnswer> &answer)
{
    --m_pending;
    Q_EMIT busyChanged();
    pull();
    if (!answer) {
        screen()->print(QString::fromStdString(answer.error().text()));
        return;
    }
    if (verb == net::UserVerb::Search)
        m_offers.apply(indexedTorrentEntries(answer->facts));
    // What began is in the host's log; the rest would be said nowhere.
    const QString line
        = answer->lines.empty() ? QString() : QString::fromStdString(answer->lines.back());
    const auto &log = m_host.shown().log;
    const bool isLogged = !log.empty() && QString::fromStdString(log.back().text) == line;
    if (verb == net::UserVerb::Search || (verb == net::UserVerb::Download && !isLogged))
        screen()->print(line);
}

void UserPanel::show(const net::UserSnapshot &snapshot)
{
    m_torrents.apply(userTorrentEntries(snapshot));
}

} // namespace models

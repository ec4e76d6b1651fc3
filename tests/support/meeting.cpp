#include "support/meeting.h"

#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTest>
#include <QTimer>

#include <algorithm>

namespace support {

namespace {

namespace fs = std::filesystem;

fs::path toPath(const QString &text)
{
    return {text.toStdString()};
}

/// Whether `copy` holds every file below `original`, byte for byte.
bool sameContent(const fs::path &original, const fs::path &copy)
{
    std::error_code error;
    if (!fs::is_directory(original))
        return fs::file_size(original) == fs::file_size(copy, error)
            && readFile(original) == readFile(copy);
    for (const auto &entry : fs::recursive_directory_iterator(original)) {
        const fs::path other = copy / fs::relative(entry.path(), original);
        if (entry.is_regular_file() && !sameContent(entry.path(), other))
            return false;
    }
    return true;
}

/// Whether this process is root of a user namespace of its own, where no other user exists.
bool isRootByMappingOnly()
{
    QFile map(QStringLiteral("/proc/self/uid_map"));
    return map.open(QIODevice::ReadOnly) && !map.readAll().contains("4294967295");
}

QByteArray httpGet(const QString &url)
{
    QNetworkAccessManager network;
    QNetworkRequest request{QUrl(url)};
    request.setTransferTimeout(5000);
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    return reply->readAll();
}

} // namespace

void addClientRows()
{
    QTest::addColumn<Client>("client");
    QTest::addColumn<Content>("content");
    for (const Client client : {Client::Transmission, Client::Aria2, Client::Libtorrent}) {
        QTest::addRow("%s, one file", qPrintable(nameOf(client))) << client << Content::SingleFile;
        QTest::addRow("%s, many files", qPrintable(nameOf(client))) << client << Content::MultiFile;
    }
}

Meeting::Meeting(Content content, Author torrentBy)
{
    const fs::path folder = m_sandbox / "content";
    if (content == Content::SingleFile) {
        m_name = QStringLiteral("single file.bin");
        writeContent(folder / "single file.bin", 3'000'001, 1);
    } else {
        m_name = QStringLiteral("many files");
        writeContent(folder / "many files" / "first.bin", 1'000'003, 2);
        writeContent(folder / "many files" / "tiny.txt", 7, 3);
        writeContent(folder / "many files" / "inner" / "größer.bin", 2'000'000, 4);
        writeContent(folder / "many files" / "inner" / "deep" / "last one.bin", 65'537, 5);
    }
    writeTorrent(torrentBy);
}

QString Meeting::path(const QString &name) const
{
    return QString::fromStdString((m_sandbox / name.toStdString()).string());
}

QString Meeting::makeFolder(const QString &name) const
{
    QDir().mkpath(path(name));
    return path(name);
}

void Meeting::writeTorrent(Author torrentBy)
{
    const QString content = path(QStringLiteral("content/") + m_name);
    const QString torrent = path(QStringLiteral("a.torrent"));
    if (torrentBy == Author::Torrarium) {
        outputOf(torrariumProgram(),
                 {QStringLiteral("create"), content, QStringLiteral("-o"), torrent,
                  QStringLiteral("--announce"), announceUrl(), QStringLiteral("--piece-size"),
                  QStringLiteral("32KiB")});
    } else {
        outputOf(pythonProgram(),
                 {libtorrentScript(), QStringLiteral("create"), content, QStringLiteral("-o"),
                  torrent, QStringLiteral("--announce"), announceUrl(),
                  QStringLiteral("--piece-size"), QStringLiteral("32768")});
    }
    m_infoHash = outputOf(pythonProgram(), {libtorrentScript(), QStringLiteral("hash"), torrent})
                     .value_or(QString());
}

void Meeting::startOpentracker()
{
    // It leaves root behind and locks itself into its folder, so it must be let in there.
    const QString folder = makeFolder(QStringLiteral("tracker"));
    const auto everyone = fs::perms::others_read | fs::perms::others_exec;
    fs::permissions(m_sandbox.path(), everyone, fs::perm_options::add);
    fs::permissions(toPath(folder), everyone, fs::perm_options::add);
    writeText(folder + QStringLiteral("/allowed"), m_infoHash.toLatin1() + '\n');
    QStringList command{
        QStringLiteral("opentracker"), QStringLiteral("-i"),     QStringLiteral("10.77.0.254"),
        QStringLiteral("-p"),          QStringLiteral("6969"),   QStringLiteral("-P"),
        QStringLiteral("6969"),        QStringLiteral("-d"),     folder,
        QStringLiteral("-w"),          QStringLiteral("allowed")};
    if (isRootByMappingOnly())
        command = QStringList{QStringLiteral("unshare"), QStringLiteral("--user"),
                              QStringLiteral("--map-user=1000"), QStringLiteral("--")}
            + command;
    else
        command << QStringLiteral("-u") << QStringLiteral("nobody");
    m_tracker = std::make_unique<Process>(command.takeFirst(), command, folder);
}

bool Meeting::openTracker(Author trackerBy)
{
    if (trackerBy == Author::Others)
        startOpentracker();
    else
        m_tracker = std::make_unique<Process>(
            torrariumProgram(),
            QStringList{QStringLiteral("tracker"), QStringLiteral("--http"),
                        QStringLiteral("10.77.0.254:6969"), QStringLiteral("--udp"),
                        QStringLiteral("10.77.0.254:6969")},
            makeFolder(QStringLiteral("tracker")));
    return QTest::qWaitFor([this] { return seedsAtTracker() >= 0; }, 10'000);
}

Process &Meeting::join(Client client, Role role)
{
    const auto number = static_cast<int>(m_members.size()) + 1;
    Participant participant;
    participant.client = client;
    participant.role = role;
    participant.torrent = path(QStringLiteral("a.torrent"));
    participant.scratch = makeFolder(QStringLiteral("%1/scratch").arg(number));
    participant.folder = makeFolder(QStringLiteral("%1/files").arg(number));
    participant.address = QStringLiteral("10.77.0.%1").arg(number);
    if (role == Role::Seed)
        fs::copy(m_sandbox / "content", toPath(participant.folder),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    m_members.push_back({participant, start(participant)});
    return *m_members.back().process;
}

int Meeting::seedsAtTracker() const
{
    QString url
        = announceUrl().replace(QStringLiteral("/announce"), QStringLiteral("/scrape?info_hash="));
    for (qsizetype at = 0; at < m_infoHash.size(); at += 2)
        url += u'%' + m_infoHash.mid(at, 2);
    const QByteArray answer = httpGet(url);
    if (!answer.startsWith("d5:files"))
        return -1;
    const qsizetype at = answer.indexOf("8:completei");
    return at < 0 ? 0 : answer.mid(at + 11, answer.indexOf('e', at + 11) - at - 11).toInt();
}

bool Meeting::everyoneHasAll() const
{
    const std::string name = m_name.toStdString();
    return std::all_of(m_members.begin(), m_members.end(), [&](const Member &member) {
        return sameContent(m_sandbox / "content" / name, toPath(member.participant.folder) / name);
    });
}

QString Meeting::report() const
{
    QString text = QStringLiteral("\ntracker:\n") + (m_tracker ? m_tracker->output() : QString());
    for (const Member &member : m_members)
        text += QStringLiteral("\n%1 at %2:\n%3")
                    .arg(nameOf(member.participant.client), member.participant.address,
                         member.process->output().right(4000));
    return text;
}

} // namespace support

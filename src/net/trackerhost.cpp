#include "net/trackerhost.h"

#include "core/base/text.h"
#include "core/wire/clientname.h"
#include "net/address.h"
#include "net/controlfields.h"
#include "net/controljson.h"

#include <QDateTime>

#include <fmt/format.h>

namespace net {

namespace {

/// For each moment that a look at all peers takes, so many without.
constexpr int Rest = 20;
constexpr std::size_t MaxName = 64;
constexpr std::uint64_t MaxLease = 24 * 3600; // seconds
constexpr std::size_t MaxLogText = 400;

ControlClientOptions asTracker(ControlClientOptions options)
{
    options.role = "tracker";
    return options;
}

/// Where others reach a listener: `local` stands in for "every address".
base::Endpoint reachable(base::Endpoint listener, const base::Endpoint &local)
{
    if (isUnspecified(listener))
        listener.address = local.address;
    return listener;
}

} // namespace

TrackerHost::TrackerHost(TrackerHostOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_server(m_options.tracker)
    , m_client(asTracker(m_options.control))
    , m_mailbox(
          std::make_shared<Mailbox<TrackerSnapshot>>(std::make_shared<const TrackerSnapshot>()))
{
    m_client.onCall = [this](const QString &method, const QJsonObject &) { return answer(method); };
    connect(&m_client, &ControlClient::ready, this, [this](const QJsonObject &welcome) {
        ControlFields fields(welcome);
        m_lease = std::chrono::seconds(fields.number("lease", MaxLease, 0));
        registerNow();
    });
    m_leaseEnd.setSingleShot(true);
    m_leaseEnd.callOnTimeout(this, [this] { forgetTags(std::exchange(m_tagsBefore, {})); });
    connect(&m_client, &ControlClient::notified, this, &TrackerHost::hear);
    connect(&m_client, &ControlClient::lost, this, [this](const base::Error &why) {
        m_isRegistered = false;
        log("no coordinator: " + why.text());
    });
    connect(&m_client, &ControlClient::refused, this, [this](const base::Error &why) {
        log("the coordinator refuses: " + why.text());
        Q_EMIT refused(why);
    });
    m_publish.setSingleShot(true);
    m_publish.callOnTimeout(this, &TrackerHost::publish);
}

TrackerHost::~TrackerHost()
{
    blockSignals(true);
    stop();
}

base::Expected<void> TrackerHost::start()
{
    if (auto started = m_server.start(); !started)
        return started;
    m_isRunning = true;
    log("tracker at " + m_server.announceUrl());
    m_client.start();
    publish();
    return {};
}

void TrackerHost::stop()
{
    if (!std::exchange(m_isRunning, false))
        return;
    m_isRegistered = false;
    m_leaseEnd.stop();
    m_client.stop();
    m_server.stop();
    publish();
    m_publish.stop();
}

void TrackerHost::connectToCoordinator()
{
    log("connect");
    m_client.start();
}

void TrackerHost::disconnectFromCoordinator()
{
    m_isRegistered = false;
    m_client.stop();
    log("disconnected: no uploads are assigned to this tracker");
}

void TrackerHost::registerNow()
{
    QJsonArray urls;
    for (const std::string &url : announceUrls())
        urls.append(jsonText(url));
    m_client.call(QStringLiteral("tracker.register"), {{QStringLiteral("announce"), urls}},
                  [this](const base::Expected<QJsonObject> &answer) {
                      if (answer)
                          startOver(*answer);
                      else
                          log("not registered: " + answer.error().text());
                  });
}

/// The coordinator names its users now. One that was here before and is not named within the lease
/// has left meanwhile; a coordinator that forgot everything needs that time to hear of them, too.
void TrackerHost::startOver(const QJsonObject &answer)
{
    m_isRegistered = true;
    log("registered");
    takeLimits(answer);
    for (const roles::ListedUser &user : m_users.lists({}).users)
        m_tagsBefore.insert(user.tag);
    m_users.clear();
    m_leaseEnd.start(m_lease);
    Q_EMIT registered();
}

void TrackerHost::hear(const QString &method, const QJsonObject &params)
{
    ControlFields fields(params);
    if (method == QStringLiteral("limits.changed")) {
        takeLimits(params);
    } else if (method == QStringLiteral("user.connected")) {
        const std::string user = fields.text("user", MaxName);
        const std::string tag = fields.text("tag", wire::userTagLength);
        if (fields.check() && roles::isUserTag(tag))
            userConnected(user, tag);
    } else if (method == QStringLiteral("user.disconnected")) {
        userDisconnected(fields.text("user", MaxName));
    }
}

void TrackerHost::userConnected(const std::string &user, const std::string &tag)
{
    m_tagsBefore.erase(tag);
    log(fmt::format("user {} {}", user,
                    m_users.connect(user, tag) ? "connected" : "is already connected"));
}

void TrackerHost::userDisconnected(const std::string &user)
{
    const auto tag = m_users.disconnect(user);
    log(fmt::format("user {} {}", user, tag ? "disconnected" : "is already disconnected"));
    if (tag)
        forgetTags({*tag});
}

void TrackerHost::forgetTags(const std::set<std::string> &tags)
{
    if (tags.empty())
        return;
    m_server.forgetIf([&](const base::PeerId &id) { return tags.contains(roles::userTagOf(id)); });
}

void TrackerHost::takeLimits(const QJsonObject &params)
{
    ControlFields fields(params);
    const roles::Limits limits{fields.number("version"), fields.number("pieceSize"),
                               fields.number("maxN")};
    if (!fields.check())
        return;
    m_limits = limits;
    log(fmt::format("piece size {}, Max_N {}", limits.pieceSize, limits.maxN));
    m_client.call(QStringLiteral("limits.applied"),
                  {{QStringLiteral("version"), jsonNumber(limits.version)}}, [](const auto &) {});
}

std::vector<std::string> TrackerHost::announceUrls() const
{
    const base::Endpoint local
        = m_client.isReady() ? m_client.localAddress() : base::Endpoint::fromV4(0x7f000001, 0);
    std::vector<std::string> urls;
    if (const auto http = m_server.httpEndpoint())
        urls.push_back("http://" + reachable(*http, local).text() + "/announce");
    if (const auto udp = m_server.udpEndpoint())
        urls.push_back("udp://" + reachable(*udp, local).text());
    return urls;
}

const roles::TrackerLists &TrackerHost::lists()
{
    if (m_listed.isValid() && m_listed.elapsed() < m_listRest.count())
        return m_lists;
    QElapsedTimer stopwatch;
    stopwatch.start();
    m_lists = m_users.lists(m_server.peers());
    m_listRest = std::chrono::milliseconds(stopwatch.elapsed() * Rest);
    m_listed.start();
    return m_lists;
}

base::Expected<QJsonObject> TrackerHost::answer(const QString &method)
{
    if (method != QStringLiteral("tracker.counts"))
        return base::fail(base::ErrorCode::Unsupported, method.toStdString(),
                          "there is no such method");
    const roles::TrackerLists &all = lists();
    const auto isOther = [](const roles::ListedUser &user) { return user.tag.empty(); };
    std::string tags;
    for (const roles::ListedUser &user : all.seeds)
        tags += user.tag;
    return QJsonObject{
        {QStringLiteral("users"), jsonNumber(all.users.size())},
        {QStringLiteral("peers"), jsonNumber(all.peers.size())},
        {QStringLiteral("seeds"), jsonNumber(all.seeds.size())},
        {QStringLiteral("otherPeers"), qint64(std::ranges::count_if(all.peers, isOther))},
        {QStringLiteral("otherSeeds"), qint64(std::ranges::count_if(all.seeds, isOther))},
        {QStringLiteral("seedTags"), jsonText(tags)},
    };
}

void TrackerHost::log(const std::string &text)
{
    const std::string line = base::cleanText(text, MaxLogText);
    m_log.add(QDateTime::currentMSecsSinceEpoch(), line);
    Q_EMIT logged(QString::fromStdString(line));
}

void TrackerHost::publish()
{
    if (!m_options.snapshotEvery)
        return;
    QElapsedTimer stopwatch;
    stopwatch.start();
    auto snapshot = std::make_shared<TrackerSnapshot>();
    snapshot->isRunning = m_isRunning;
    snapshot->isConnected = m_isRegistered;
    snapshot->name = m_options.control.name;
    snapshot->coordinator = m_options.control.server.text();
    snapshot->announceUrls = announceUrls();
    snapshot->limits = m_limits;
    snapshot->lists = lists();
    snapshot->swarms = m_server.swarms();
    snapshot->announces = m_server.announces();
    snapshot->log = m_log.lines();
    m_mailbox->put(std::move(snapshot));
    m_publish.start(
        std::max(*m_options.snapshotEvery, std::chrono::milliseconds(stopwatch.elapsed() * Rest)));
}

} // namespace net

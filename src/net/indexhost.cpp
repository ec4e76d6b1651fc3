#include "net/indexhost.h"

#include "net/address.h"

#include <QDateTime>

#include <fmt/format.h>

namespace net {

namespace {

using namespace std::chrono_literals;

constexpr auto publishTime = 500ms;

ControlClientOptions controlOptions(const IndexHostOptions &options)
{
    ControlClientOptions control;
    control.server = options.coordinator;
    control.role = "index";
    control.name = options.name;
    control.joinKey = options.joinKey;
    return control;
}

} // namespace

IndexHost::IndexHost(IndexHostOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_server(m_options.index)
    , m_client(controlOptions(m_options))
    , m_mailbox(std::make_shared<Mailbox<IndexSnapshot>>(std::make_shared<const IndexSnapshot>()))
{
    watchLibrary();
    connect(&m_client, &ControlClient::ready, this, &IndexHost::registerNow);
    connect(&m_client, &ControlClient::lost, this, [this](const base::Error &why) {
        failed(why);
        log("the coordinator is away (" + why.text() + ")");
    });
    connect(&m_client, &ControlClient::refused, this, [this](const base::Error &why) {
        failed(why);
        log("refused: " + why.text());
        Q_EMIT refused(why);
    });
    connect(&m_client, &ControlClient::notified, this,
            [this](const QString &method, const QJsonObject &params) {
                if (method == QLatin1String("trackers.changed"))
                    takeTrackers(params);
                else if (method == QLatin1String("limits.changed"))
                    m_client.call(QStringLiteral("limits.applied"),
                                  {{QStringLiteral("version"), params[QStringLiteral("version")]}},
                                  [](const base::Expected<QJsonObject> &) {});
            });
    connect(&m_publish, &QTimer::timeout, this, &IndexHost::publish);
}

IndexHost::~IndexHost() = default;

base::Expected<void> IndexHost::start()
{
    if (auto started = m_server.start(); !started)
        return started;
    m_client.start();
    m_publish.start(publishTime);
    publish();
    return {};
}

void IndexHost::stop()
{
    m_publish.stop();
    m_client.stop();
    m_server.stop();
}

void IndexHost::watchLibrary()
{
    TorrentLibrary &library = m_server.library();
    connect(&library, &TorrentLibrary::stored, this, [this](const roles::IndexEntry &entry) {
        log(fmt::format("stored {} {}", entry.infoHash.hex(), entry.name));
    });
    connect(&library, &TorrentLibrary::removed, this,
            [this](const base::InfoHash &infoHash) { log("removed " + infoHash.hex()); });
    connect(&library, &TorrentLibrary::warned, this,
            [this](const std::string &text) { log(text); });
}

std::string IndexHost::url() const
{
    if (!m_options.url.empty())
        return m_options.url;
    auto endpoint = m_server.endpoint();
    if (!endpoint)
        return {};
    if (isUnspecified(*endpoint)) {
        const std::uint16_t port = endpoint->port;
        endpoint = addressTowards(m_options.coordinator);
        endpoint->port = port;
    }
    return "http://" + endpoint->text() + "/";
}

void IndexHost::registerNow()
{
    QJsonObject params{{QStringLiteral("url"), QString::fromStdString(url())}};
    if (!m_options.index.uploadToken.empty())
        params[QStringLiteral("token")] = QString::fromStdString(m_options.index.uploadToken);
    m_client.call(QStringLiteral("index.register"), params,
                  [this](const base::Expected<QJsonObject> &answer) {
                      if (!answer) {
                          failed(answer.error());
                          log(answer.error().text());
                          return;
                      }
                      m_registered = true;
                      m_fault.clear();
                      takeTrackers(*answer);
                      m_client.call(
                          QStringLiteral("limits.applied"),
                          {{QStringLiteral("version"), (*answer)[QStringLiteral("version")]}},
                          [](const base::Expected<QJsonObject> &) {});
                      log("registered at the coordinator as " + url());
                      Q_EMIT registered();
                  });
}

/// The coordinator's trackers may be asked for seeds and peers; no others ever are.
void IndexHost::takeTrackers(const QJsonObject &from)
{
    if (const auto read = applyTrackers(m_lease, from); !read) {
        log(read.error().text());
        return;
    }
    for (const UserTracker &tracker : m_lease.trackers) {
        for (const std::string &url : tracker.announce)
            m_server.allowTracker(url);
    }
    log(m_lease.trackers.size() == 1 ? "1 tracker"
                                     : fmt::format("{} trackers", m_lease.trackers.size()));
}

void IndexHost::failed(const base::Error &why)
{
    m_registered = false;
    m_fault = why.text();
}

void IndexHost::setQuery(const roles::IndexQuery &query)
{
    m_query = query;
    publish();
}

void IndexHost::log(const std::string &text)
{
    m_log.add(QDateTime::currentMSecsSinceEpoch(), text);
    Q_EMIT logged(QString::fromStdString(text));
}

void IndexHost::publish()
{
    auto snapshot = std::make_shared<IndexSnapshot>();
    snapshot->name = m_options.name;
    snapshot->url = url();
    snapshot->coordinator = m_options.coordinator.text();
    snapshot->isRegistered = m_registered;
    snapshot->fault = m_fault;
    snapshot->trackers = m_lease.trackers;
    snapshot->query = m_query;
    snapshot->page = m_server.library().find(m_query);
    snapshot->torrents = m_server.library().entries().size();
    snapshot->log = m_log.lines();
    m_mailbox->put(std::move(snapshot));
}

} // namespace net

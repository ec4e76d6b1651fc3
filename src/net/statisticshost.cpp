#include "net/statisticshost.h"

#include "core/base/text.h"
#include "net/controlfields.h"
#include "net/controljson.h"

#include <QDateTime>

namespace net {

namespace {

constexpr std::size_t MaxText = 1024;
constexpr std::size_t MaxLogText = 400;

ControlClientOptions asStatistics(ControlClientOptions options)
{
    options.role = "statistics";
    return options;
}

TrackerCounts readRow(const QJsonObject &row)
{
    ControlFields fields(row);
    TrackerCounts counts{.name = fields.text("name", MaxText)};
    if (fields.has("error")) {
        counts.error = fields.text("error", MaxText);
        return counts;
    }
    counts.users = fields.number("users");
    counts.peers = fields.number("peers");
    counts.seeds = fields.number("seeds");
    return counts;
}

} // namespace

StatisticsHost::StatisticsHost(StatisticsOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_client(asStatistics(m_options.control))
    , m_mailbox(std::make_shared<Mailbox<StatisticsSnapshot>>(
          std::make_shared<const StatisticsSnapshot>()))
{
    if (!m_options.clock)
        m_options.clock = QDateTime::currentMSecsSinceEpoch;
    connect(&m_client, &ControlClient::ready, this, &StatisticsHost::watch);
    connect(&m_client, &ControlClient::notified, this, &StatisticsHost::hear);
    connect(&m_client, &ControlClient::lost, this, [this](const base::Error &why) {
        log("no coordinator: " + why.text());
        publish();
    });
    connect(&m_client, &ControlClient::refused, this, [this](const base::Error &why) {
        log("the coordinator refuses: " + why.text());
        publish();
        Q_EMIT refused(why);
    });
    m_sample.callOnTimeout(this, &StatisticsHost::ask);
}

void StatisticsHost::start()
{
    m_client.start();
    m_sample.start(m_options.interval);
}

void StatisticsHost::stop()
{
    m_sample.stop();
    m_client.stop();
    publish();
}

void StatisticsHost::watch()
{
    log("connected");
    m_isCaughtUp = false;
    m_client.call(QStringLiteral("statistics.watch"), {}, [this](const auto &answer) {
        if (answer)
            fetchEvents(0);
        else
            log("not watching: " + answer.error().text());
    });
}

void StatisticsHost::fetchEvents(std::uint64_t from)
{
    m_client.call(QStringLiteral("statistics.events"), {{QStringLiteral("from"), jsonNumber(from)}},
                  [this, from](const auto &answer) {
                      if (answer)
                          takePage(from, *answer);
                      else
                          log("events are missing: " + answer.error().text());
                  });
}

void StatisticsHost::takePage(std::uint64_t from, const QJsonObject &page)
{
    const QJsonArray items = page[QStringLiteral("items")].toArray();
    for (const auto &item : items) {
        const QJsonObject event = item.toObject();
        take(event[QStringLiteral("event")].toString(), event);
    }
    if (!items.isEmpty()) {
        fetchEvents(from + static_cast<std::uint64_t>(items.size()));
        return;
    }
    m_isCaughtUp = true;
    ask();
}

void StatisticsHost::hear(const QString &method, const QJsonObject &params)
{
    if (method.startsWith(QStringLiteral("seed.")))
        take(method, params);
}

void StatisticsHost::take(const QString &event, const QJsonObject &params)
{
    const auto kind = event == QStringLiteral("seed.started") ? roles::SeedEvent::Kind::Started
                                                              : roles::SeedEvent::Kind::Ended;
    auto read = readSeedEvent(kind, params);
    if (read)
        m_statistics.take(std::move(*read), m_options.clock());
    else
        log("an event is malformed: " + read.error().text());
}

void StatisticsHost::ask()
{
    if (!m_isCaughtUp || !m_client.isReady())
        return;
    m_client.call(QStringLiteral("statistics.counts"), {}, [this](const auto &answer) {
        if (answer)
            takeCounts(*answer);
        else
            log("no counts: " + answer.error().text());
    });
}

void StatisticsHost::takeCounts(const QJsonObject &answer)
{
    ControlFields fields(answer);
    SystemCounts counts{fields.number("users"), fields.number("peers"), fields.number("seeds"), {}};
    if (const auto checked = fields.check(); !checked) {
        log("the counts are malformed: " + checked.error().text());
        return;
    }
    const QJsonArray rows = answer[QStringLiteral("trackers")].toArray();
    for (const auto &row : rows)
        counts.trackers.push_back(readRow(row.toObject()));
    m_counts = std::move(counts);
    const roles::StatisticsSample sample{m_options.clock(), m_counts.peers, m_counts.seeds,
                                         timeSeed()};
    m_history.add(sample);
    publish();
    Q_EMIT sampled(sample);
}

void StatisticsHost::log(const std::string &text)
{
    const std::string line = base::cleanText(text, MaxLogText);
    m_log.add(m_options.clock(), line);
    Q_EMIT logged(QString::fromStdString(line));
}

void StatisticsHost::publish()
{
    auto snapshot = std::make_shared<StatisticsSnapshot>();
    snapshot->isConnected = m_client.isReady();
    snapshot->coordinator = m_options.control.server.text();
    snapshot->counts = m_counts;
    snapshot->times = times();
    snapshot->faults = m_statistics.faults();
    snapshot->history = m_history.samples();
    snapshot->log = m_log.lines();
    m_mailbox->put(std::move(snapshot));
}

} // namespace net

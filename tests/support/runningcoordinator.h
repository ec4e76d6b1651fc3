#pragma once

#include "net/coordinatorhost.h"
#include "net/statisticshost.h"
#include "net/trackerhost.h"
#include "support/rawclient.h"
#include "support/sandbox.h"

#include <QJsonArray>

namespace support {

/// A client of the control channel that keeps what it is told.
class Role
{
public:
    Role(const base::Endpoint &server, const std::string &role, const std::string &name)
        : client(options(server, role, name))
    {
        QObject::connect(&client, &net::ControlClient::notified, &client,
                         [this](const QString &method, const QJsonObject &params) {
                             notices.emplace_back(method.toStdString(), params);
                         });
        client.start();
        eventually([this] { return client.isReady(); });
    }

    static net::ControlClientOptions options(const base::Endpoint &server, const std::string &role,
                                             const std::string &name)
    {
        net::ControlClientOptions options;
        options.server = server;
        options.role = role;
        options.name = name;
        options.firstRetry = std::chrono::milliseconds(10);
        options.longestRetry = std::chrono::milliseconds(100);
        return options;
    }

    /// The answer, waited for.
    base::Expected<QJsonObject> call(const char *method, const QJsonObject &params = {})
    {
        std::optional<base::Expected<QJsonObject>> answer;
        client.call(QString::fromLatin1(method), params,
                    [&](const base::Expected<QJsonObject> &result) { answer = result; });
        eventually([&] { return answer.has_value(); });
        return *answer;
    }
    /// The code of the error; nothing when there was none.
    std::optional<base::ErrorCode> refusal(const char *method, const QJsonObject &params = {})
    {
        const auto answer = call(method, params);
        if (answer)
            return std::nullopt;
        return answer.error().code;
    }
    /// The newest notice of that name, waited for.
    QJsonObject hears(const std::string &method)
    {
        QJsonObject params;
        eventually([&] {
            for (const auto &[name, said] : notices) {
                if (name == method)
                    params = said;
            }
            return !params.isEmpty();
        });
        return params;
    }

    net::ControlClient client;
    std::vector<std::pair<std::string, QJsonObject>> notices;
};

/// A coordinator on loopback, with a clock of its own if wanted.
struct RunningCoordinator {
    explicit RunningCoordinator(net::CoordinatorOptions options = {}, std::uint16_t port = 0)
    {
        options.control.listen.port = port;
        options.tick = std::chrono::milliseconds(20);
        host.emplace(std::move(options));
        started = host->start();
    }

    [[nodiscard]] base::Endpoint endpoint() const { return *host->endpoint(); }
    [[nodiscard]] net::TrackerHostOptions tracker(const std::string &name) const
    {
        net::TrackerHostOptions options;
        options.tracker.http = base::Endpoint::fromV4(0x7f000001, 0);
        options.control = Role::options(endpoint(), "tracker", name);
        return options;
    }
    [[nodiscard]] std::shared_ptr<const net::CoordinatorSnapshot> snapshot() const
    {
        return host->snapshots()->newest();
    }
    /// Whether a line of its log has that text, waiting for it.
    [[nodiscard]] bool logs(const std::string &text) const
    {
        return eventually([&] {
            return std::ranges::any_of(snapshot()->log, [&](const net::LogLine &line) {
                return line.text.find(text) != std::string::npos;
            });
        });
    }

    std::optional<net::CoordinatorHost> host;
    base::Expected<void> started;
};

inline QJsonObject tagged(const char *tag)
{
    return {{QStringLiteral("tag"), QString::fromLatin1(tag)}};
}

/// The parameters that name a torrent.
inline QJsonObject torrentJson(int number)
{
    return {{QStringLiteral("infoHash"), QString(40, QLatin1Char(static_cast<char>('0' + number)))},
            {QStringLiteral("name"), QStringLiteral("file%1").arg(number)},
            {QStringLiteral("size"), 1000}};
}

} // namespace support

#include "app/cli/findcoordinator.h"

#include "net/lanannouncer.h"
#include "net/landiscovery.h"

#include <QEventLoop>
#include <QTimer>

#include <fmt/format.h>

namespace app {

namespace {

/// Long enough for every coordinator to have announced itself twice.
constexpr auto ListenTime = net::LanAnnouncer::Interval * 2 + std::chrono::milliseconds(500);
constexpr const char *Option = "--coordinator auto";

} // namespace

base::Expected<base::Endpoint> findCoordinator(bool hasKey)
{
    net::LanDiscovery discovery;
    QObject::connect(
        &discovery, &net::LanDiscovery::heard, &discovery, [](const net::FoundCoordinator &found) {
            fmt::print(stderr, "heard of a coordinator at {}{}\n", found.endpoint.text(),
                       found.wantsKey ? ", which wants a join key" : "");
        });
    if (const auto started = discovery.start(); !started)
        return tl::unexpected(started.error().within(Option));
    QEventLoop loop;
    QTimer::singleShot(ListenTime, &loop, &QEventLoop::quit);
    loop.exec();
    const auto &found = discovery.found();
    if (found.empty())
        return base::fail(base::ErrorCode::NotFound, Option, "no coordinator announces itself");
    if (found.size() > 1)
        return base::fail(base::ErrorCode::Busy, Option,
                          "several coordinators announce themselves: name one");
    const net::FoundCoordinator &only = found.front();
    if (!only.endpoint.isLoopback() && !hasKey)
        return base::fail(base::ErrorCode::Denied, Option,
                          "a coordinator elsewhere is believed only with its join key");
    return only.endpoint;
}

} // namespace app

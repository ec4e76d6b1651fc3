#pragma once

#include <QObject>

#include <functional>

namespace app {

/// Calls `handler` in `context`'s event loop when the process gets SIGINT or SIGTERM, until
/// `context` is destroyed. A second signal ends the process at once. One caller at a time.
void onShutdownSignal(QObject *context, std::function<void()> handler);

} // namespace app

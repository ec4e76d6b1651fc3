#include "app/cli/shutdown.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

/// Signal handlers may do next to nothing; writing to a pipe is allowed. [0] is read by Qt's loop.
std::array<int, 2> &signalPipe()
{
    static std::array<int, 2> pipe = [] {
        std::array<int, 2> ends{-1, -1};
        if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0)
            ends = {-1, -1};
        return ends;
    }();
    return pipe;
}

int writeEnd = -1;

extern "C" void tellPipe(int /*signal*/)
{
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
}

} // namespace

void onShutdownSignal(QObject *context, std::function<void()> handler)
{
    const int readEnd = signalPipe()[0];
    writeEnd = signalPipe()[1];
    auto *notifier = new QSocketNotifier(readEnd, QSocketNotifier::Read, context);
    QObject::connect(notifier, &QSocketNotifier::activated, context,
                     [notifier, readEnd, handler = std::move(handler)] {
                         notifier->setEnabled(false);
                         std::array<char, 16> bytes;
                         [[maybe_unused]] const ssize_t count
                             = ::read(readEnd, bytes.data(), bytes.size());
                         handler();
                     });
    struct sigaction action {
    };
    action.sa_handler = tellPipe;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

} // namespace app

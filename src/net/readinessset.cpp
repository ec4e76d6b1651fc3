#include "net/readinessset.h"

#include <array>
#include <sys/epoll.h>
#include <unistd.h>

namespace net {

namespace {

constexpr int EventsAtOnce = 256;
/// Rounds before Qt's loop gets its turn: timers and other sockets of the thread wait so long.
constexpr int RoundsAtOnce = 16;

std::uint32_t events(ReadinessSet::Interest interest)
{
    return interest == ReadinessSet::Interest::Read ? EPOLLIN : EPOLLOUT;
}

} // namespace

ReadinessSet::ReadinessSet(std::function<void(int)> ready, QObject *parent)
    : QObject(parent)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_ready(std::move(ready))
    , m_notifier(m_epoll, QSocketNotifier::Read)
{
    connect(&m_notifier, &QSocketNotifier::activated, this, &ReadinessSet::serve);
}

ReadinessSet::~ReadinessSet()
{
    m_notifier.setEnabled(false);
    ::close(m_epoll);
}

bool ReadinessSet::add(int descriptor, Interest interest)
{
    epoll_event event{};
    event.events = events(interest);
    event.data.fd = descriptor;
    return epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void ReadinessSet::change(int descriptor, Interest interest)
{
    epoll_event event{};
    event.events = events(interest);
    event.data.fd = descriptor;
    epoll_ctl(m_epoll, EPOLL_CTL_MOD, descriptor, &event);
}

void ReadinessSet::remove(int descriptor)
{
    epoll_ctl(m_epoll, EPOLL_CTL_DEL, descriptor, nullptr);
}

void ReadinessSet::serve()
{
    std::array<epoll_event, EventsAtOnce> ready;
    for (int round = 0; round < RoundsAtOnce; ++round) {
        const int count = epoll_wait(m_epoll, ready.data(), EventsAtOnce, 0);
        for (int i = 0; i < count; ++i)
            m_ready(ready[static_cast<std::size_t>(i)].data.fd);
        if (count <= 0)
            return;
    }
}

} // namespace net

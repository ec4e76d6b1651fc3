#include "httpload.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

/// True when the head and as many bytes as it announces are there.
bool isWhole(std::string_view answer)
{
    const std::size_t end = answer.find("\r\n\r\n");
    constexpr std::string_view field = "Content-Length: ";
    const std::size_t at = answer.find(field);
    if (end == std::string_view::npos || at == std::string_view::npos || at > end)
        return false;
    std::size_t length = 0;
    std::from_chars(answer.data() + at + field.size(), answer.data() + end, length);
    return answer.size() >= end + 4 + length;
}

bool isGood(std::string_view answer)
{
    return answer.substr(0, 12).ends_with(" 200")
        && answer.find("8:interval") != std::string_view::npos;
}

/// One announce after the other over connections to one tracker.
class HttpClient
{
public:
    HttpClient(std::uint16_t port, bool keepAlive, int epoll)
        : m_port(port)
        , m_keepAlive(keepAlive)
        , m_epoll(epoll)
    {
    }

    void begin(const std::string &request)
    {
        m_answer.clear();
        m_sent = Clock::now();
        if (m_socket < 0)
            dial();
        if (::send(m_socket, request.data(), request.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(request.size()))
            throw std::runtime_error("the tracker's socket takes no whole request");
    }

    /// True when the announce has ended, well or not.
    bool advance(Tally &tally)
    {
        std::array<char, 8192> buffer;
        const ssize_t count = ::recv(m_socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count < 0 && errno == EAGAIN)
            return false;
        if (count > 0)
            m_answer.append(buffer.data(), static_cast<std::size_t>(count));
        const bool whole = isWhole(m_answer);
        if (!whole && count > 0)
            return false;
        if (whole && isGood(m_answer))
            tally.answered(m_sent);
        else
            tally.failed();
        if (!m_keepAlive || !whole)
            hangUp();
        return true;
    }

    /// Ends the connection, so that what the tracker does with it later is no event.
    void hangUp()
    {
        if (m_socket >= 0)
            ::close(m_socket);
        m_socket = -1;
    }

private:
    void dial()
    {
        m_socket = ::socket(AF_INET, SOCK_STREAM, 0);
        const int on = 1;
        setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(m_port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&to), sizeof to) != 0)
            throw std::runtime_error("no tracker listens there");
        epoll_event event{};
        event.events = EPOLLIN;
        event.data.ptr = this;
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_socket, &event);
    }

    std::uint16_t m_port;
    bool m_keepAlive;
    int m_epoll;
    int m_socket = -1;
    Clock::time_point m_sent;
    std::string m_answer;
};

} // namespace

void loadHttp(std::uint16_t port, const std::vector<std::string> &requests, bool keepAlive,
              const Effort &effort, Tally &tally)
{
    const int epoll = epoll_create1(0);
    std::vector<HttpClient> clients(effort.outstanding, HttpClient(port, keepAlive, epoll));
    Turns turns(static_cast<std::uint32_t>(requests.size()), effort);
    for (HttpClient &client : clients)
        client.begin(requests[turns.next()]);
    std::size_t busy = clients.size();
    std::array<epoll_event, 256> events;
    while (busy > 0) {
        const int count = epoll_wait(epoll, events.data(), events.size(), 5000);
        if (count <= 0)
            throw std::runtime_error("the tracker has stopped answering");
        for (int i = 0; i < count; ++i) {
            auto *client = static_cast<HttpClient *>(events[static_cast<std::size_t>(i)].data.ptr);
            if (!client->advance(tally))
                continue;
            if (!turns.isOver()) {
                client->begin(requests[turns.next()]);
                continue;
            }
            client->hangUp();
            --busy;
        }
    }
    ::close(epoll);
}

} // namespace bench

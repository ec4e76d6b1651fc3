#include "udpload.h"

#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace bench {

namespace {

constexpr std::size_t AnswerBytes = 1500;
constexpr int Patience = 1000; // ms

/// A connected socket and the buffers of one batch.
class UdpClient
{
public:
    UdpClient(std::uint16_t port, std::size_t batch)
        : m_answers(batch)
        , m_parts(batch)
        , m_headers(batch)
        , m_socket(::socket(AF_INET, SOCK_DGRAM, 0))
    {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(m_socket, reinterpret_cast<const sockaddr *>(&to), sizeof to) != 0)
            throw std::runtime_error("no socket for UDP");
        obtainId();
    }
    ~UdpClient() { ::close(m_socket); }
    UdpClient(const UdpClient &) = delete;
    UdpClient &operator=(const UdpClient &) = delete;

    /// Sends packets in one system call, each with its slot as transaction id.
    void send(std::vector<UdpPacket> &packets, const std::vector<std::uint32_t> &peers,
              const std::vector<std::uint32_t> &slots)
    {
        for (std::size_t i = 0; i < slots.size(); ++i) {
            UdpPacket &packet = packets[peers[i]];
            base::writeBigEndian(packet.data(), m_id);
            base::writeBigEndian(packet.data() + 12, slots[i]);
            prepare(i, packet.data(), packet.size());
        }
        std::size_t done = 0;
        while (done < slots.size()) {
            const int sent = ::sendmmsg(m_socket, m_headers.data() + done,
                                        static_cast<unsigned>(slots.size() - done), 0);
            if (sent <= 0)
                throw std::runtime_error("no tracker listens there");
            done += static_cast<std::size_t>(sent);
        }
    }

    [[nodiscard]] bool waits() const
    {
        pollfd socket{m_socket, POLLIN, 0};
        return ::poll(&socket, 1, Patience) == 1;
    }

    /// Calls `take(slot, wellFormed)` for each answer that is there.
    template <typename Take> void receive(Take take)
    {
        for (std::size_t i = 0; i < m_answers.size(); ++i)
            prepare(i, m_answers[i].data(), AnswerBytes);
        const int count
            = ::recvmmsg(m_socket, m_headers.data(), static_cast<unsigned>(m_headers.size()),
                         MSG_DONTWAIT, nullptr);
        for (int i = 0; i < count; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const std::uint8_t *answer = m_answers[at].data();
            const bool good
                = m_headers[at].msg_len >= 20 && base::readBigEndian<std::uint32_t>(answer) == 1;
            take(base::readBigEndian<std::uint32_t>(answer + 4), good);
        }
    }

private:
    void prepare(std::size_t at, std::uint8_t *bytes, std::size_t size)
    {
        m_parts[at] = {bytes, size};
        m_headers[at] = {};
        m_headers[at].msg_hdr.msg_iov = &m_parts[at];
        m_headers[at].msg_hdr.msg_iovlen = 1;
    }

    void obtainId()
    {
        const auto request = wire::udpConnectRequest(1);
        std::array<std::uint8_t, 64> answer{};
        ::send(m_socket, request.data(), request.size(), 0);
        const ssize_t size = waits() ? ::recv(m_socket, answer.data(), answer.size(), 0) : 0;
        const auto id = wire::readUdpConnectReply(
            {answer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))});
        if (!id)
            throw std::runtime_error("no answer to a UDP connect");
        m_id = *id;
    }

    std::vector<std::array<std::uint8_t, AnswerBytes>> m_answers;
    std::vector<iovec> m_parts;
    std::vector<mmsghdr> m_headers;
    int m_socket;
    std::uint64_t m_id = 0;
};

} // namespace

void loadUdp(std::uint16_t port, std::vector<UdpPacket> packets, const Effort &effort, Tally &tally)
{
    UdpClient client(port, effort.outstanding);
    Turns turns(static_cast<std::uint32_t>(packets.size()), effort);
    std::vector<std::uint32_t> freeSlots;
    for (std::uint32_t slot = 0; slot < effort.outstanding; ++slot)
        freeSlots.push_back(slot);
    std::vector<Clock::time_point> sent(effort.outstanding);
    std::vector<char> busy(effort.outstanding, 0);
    while (!turns.isOver() || freeSlots.size() < effort.outstanding) {
        std::vector<std::uint32_t> slots;
        std::vector<std::uint32_t> peers;
        while (!freeSlots.empty() && !turns.isOver()) {
            slots.push_back(freeSlots.back());
            freeSlots.pop_back();
            peers.push_back(turns.next());
            sent[slots.back()] = Clock::now();
            busy[slots.back()] = 1;
        }
        client.send(packets, peers, slots);
        if (!client.waits()) {
            for (std::uint32_t slot = 0; slot < effort.outstanding; ++slot) {
                if (std::exchange(busy[slot], 0) == 0)
                    continue;
                tally.failed();
                freeSlots.push_back(slot);
            }
            continue;
        }
        client.receive([&](std::uint32_t slot, bool good) {
            if (slot >= busy.size() || std::exchange(busy[slot], 0) == 0)
                return;
            freeSlots.push_back(slot);
            if (good)
                tally.answered(sent[slot]);
            else
                tally.failed();
        });
    }
}

} // namespace bench

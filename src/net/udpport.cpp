#include "net/udpport.h"

#include "net/address.h"

#include <QVariant>

#include <array>
#include <sys/socket.h>

namespace net {

namespace {

constexpr unsigned DatagramsAtOnce = 64;
/// Longer ones are cut, and then malformed: a scrape of 74 hashes has 1,496 bytes.
constexpr std::size_t DatagramBytes = 2048;
/// What one Ethernet frame carries over IPv4: longer answers would be sent in fragments.
constexpr std::size_t AnswerBytes = 1472;
constexpr int SocketBuffer = 4 * 1024 * 1024;

} // namespace

/// The buffers of one round; fixed in place, as the headers point into them.
struct UdpPort::Batch {
    std::array<std::array<std::uint8_t, DatagramBytes>, DatagramsAtOnce> in;
    std::array<std::array<std::uint8_t, AnswerBytes>, DatagramsAtOnce> out;
    std::array<sockaddr_storage, DatagramsAtOnce> remotes;
    std::array<iovec, DatagramsAtOnce> inParts;
    std::array<iovec, DatagramsAtOnce> outParts;
    std::array<mmsghdr, DatagramsAtOnce> inHeaders;
    std::array<mmsghdr, DatagramsAtOnce> outHeaders;

    void prepare()
    {
        for (std::size_t i = 0; i < DatagramsAtOnce; ++i) {
            inParts[i] = {in[i].data(), in[i].size()};
            inHeaders[i] = {};
            inHeaders[i].msg_hdr.msg_name = &remotes[i];
            inHeaders[i].msg_hdr.msg_namelen = sizeof remotes[i];
            inHeaders[i].msg_hdr.msg_iov = &inParts[i];
            inHeaders[i].msg_hdr.msg_iovlen = 1;
        }
    }
};

UdpPort::UdpPort(DatagramAnswerer answerer, QObject *parent)
    : QObject(parent)
    , m_answerer(std::move(answerer))
    , m_readiness([this](int) { answerBatch(); })
    , m_batch(std::make_unique<Batch>())
{
}

UdpPort::~UdpPort()
{
    close();
}

base::Expected<void> UdpPort::listen(const base::Endpoint &endpoint)
{
    if (!m_socket.bind(toHostAddress(endpoint), endpoint.port, QUdpSocket::DontShareAddress)) {
        const bool busy = m_socket.error() == QAbstractSocket::AddressInUseError;
        return base::fail(busy ? base::ErrorCode::Busy : base::ErrorCode::Io,
                          "udp " + endpoint.text(), m_socket.errorString().toStdString());
    }
    m_socket.setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, SocketBuffer);
    m_readiness.add(static_cast<int>(m_socket.socketDescriptor()), ReadinessSet::Interest::Read);
    return {};
}

void UdpPort::close()
{
    if (m_socket.state() != QAbstractSocket::BoundState)
        return;
    m_readiness.remove(static_cast<int>(m_socket.socketDescriptor()));
    m_socket.close();
}

std::optional<base::Endpoint> UdpPort::endpoint() const
{
    if (m_socket.state() != QAbstractSocket::BoundState)
        return std::nullopt;
    return toEndpoint(m_socket.localAddress(), m_socket.localPort());
}

void UdpPort::answerBatch()
{
    Batch &batch = *m_batch;
    batch.prepare();
    const int received = ::recvmmsg(static_cast<int>(m_socket.socketDescriptor()),
                                    batch.inHeaders.data(), DatagramsAtOnce, MSG_DONTWAIT, nullptr);
    unsigned answers = 0;
    for (int i = 0; i < received; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const base::ByteView datagram(batch.in[at].data(), batch.inHeaders[at].msg_len);
        auto &out = batch.out[answers];
        const std::size_t size = m_answerer(datagram, toEndpoint(batch.remotes[at]), out);
        if (size == 0)
            continue;
        batch.outParts[answers] = {out.data(), size};
        msghdr &header = batch.outHeaders[answers].msg_hdr;
        header = {};
        header.msg_name = &batch.remotes[at];
        header.msg_namelen = batch.inHeaders[at].msg_hdr.msg_namelen;
        header.msg_iov = &batch.outParts[answers];
        header.msg_iovlen = 1;
        ++answers;
    }
    send(answers);
}

void UdpPort::send(unsigned count)
{
    unsigned done = 0;
    while (done < count) {
        const int sent = ::sendmmsg(static_cast<int>(m_socket.socketDescriptor()),
                                    m_batch->outHeaders.data() + done, count - done, MSG_DONTWAIT);
        // The first of the rest failed: that answer is lost, the others have their turn.
        done += sent > 0 ? static_cast<unsigned>(sent) : 1;
    }
}

} // namespace net

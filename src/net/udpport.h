#pragma once

#include "core/base/bytes.h"
#include "core/base/endpoint.h"
#include "core/base/expected.h"
#include "net/readinessset.h"

#include <QObject>
#include <QUdpSocket>

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace net {

/// Writes the answer to one datagram to the front of `out`; returns its size, 0 = no answer.
using DatagramAnswerer = std::function<std::size_t(
    base::ByteView datagram, const base::Endpoint &remote, std::span<std::uint8_t> out)>;

/// A UDP socket that answers datagrams in batches: QUdpSocket binds, recvmmsg and sendmmsg carry up
/// to 64 datagrams a system call, with no allocation a datagram. An answer the system cannot take
/// is dropped, as a full network would; the client asks again.
class UdpPort : public QObject
{
    Q_OBJECT
public:
    explicit UdpPort(DatagramAnswerer answerer, QObject *parent = nullptr);
    ~UdpPort() override;

    /// Binds and answers from now on. An error names the address.
    base::Expected<void> listen(const base::Endpoint &endpoint);
    void close();

    /// Where it listens.
    [[nodiscard]] std::optional<base::Endpoint> endpoint() const;

private:
    struct Batch;
    void answerBatch();
    void send(unsigned count);

    DatagramAnswerer m_answerer;
    QUdpSocket m_socket;
    ReadinessSet m_readiness;
    std::unique_ptr<Batch> m_batch;
};

} // namespace net

#include "net/controlmessage.h"
#include "net/lanmessage.h"

#include <cstdlib>

/// A line of the control channel that was read can be written and read again; an announcement that
/// was read names a place one can dial.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray line(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto sender = base::Endpoint::fromV4(0x7f000001, 1);
    if (const auto found = net::parseLanMessage(line, sender);
        found && !found->endpoint.isDialable())
        std::abort();
    const auto message = net::parseControlLine(line);
    if (!message)
        return 0;
    QByteArray again;
    switch (message->kind) {
    case net::ControlMessage::Kind::Call:
        again = net::controlCall(1, message->method, message->params);
        break;
    case net::ControlMessage::Kind::Notice:
        again = net::controlNotice(message->method, message->params);
        break;
    case net::ControlMessage::Kind::Result:
        again = net::controlAnswer(1, message->params);
        break;
    case net::ControlMessage::Kind::Fault:
        again = net::controlAnswer(1, tl::unexpected(message->error));
        break;
    }
    const auto same = net::parseControlLine(again);
    if (!same || same->kind != message->kind || same->method != message->method
        || same->params != message->params || again.count('\n') != 1)
        std::abort();
    return 0;
}

#include "core/base/rng.h"
#include "core/wire/messagereader.h"

#include <algorithm>
#include <cstdlib>

namespace {

/// What a reader makes of a stream: messages framed again, payload in between, and an error's mark.
base::Bytes readIn(base::ByteView stream, base::Rng *chunks)
{
    wire::MessageReader reader;
    base::Bytes understood;
    while (!stream.empty()) {
        const std::size_t size = chunks == nullptr ? stream.size() : 1 + chunks->below(40);
        base::ByteView input = stream.first(std::min(size, stream.size()));
        stream = stream.subspan(input.size());
        while (true) {
            wire::ReadResult result = reader.next(input);
            if (std::holds_alternative<wire::NeedMore>(result))
                break;
            if (std::holds_alternative<base::Error>(result)) {
                understood.push_back('!');
                return understood;
            }
            if (const auto *message = std::get_if<wire::Message>(&result)) {
                wire::append(understood, *message);
            } else if (const auto *begin = std::get_if<wire::PieceBegin>(&result)) {
                understood.resize(understood.size() + wire::pieceHeaderSize);
                wire::writePieceHeader(understood.data() + understood.size()
                                           - wire::pieceHeaderSize,
                                       begin->index, begin->begin, begin->length);
            } else {
                const base::ByteView part = std::get<wire::PieceBytes>(result).bytes;
                understood.insert(understood.end(), part.begin(), part.end());
            }
        }
        if (!input.empty())
            std::abort();
    }
    return understood;
}

} // namespace

/// However a stream is cut, the same is read; and no more comes out than went in.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const base::ByteView stream(data, size);
    base::Rng chunks(size);
    const base::Bytes whole = readIn(stream, nullptr);
    if (whole != readIn(stream, &chunks) || whole.size() > size + 1)
        std::abort();
    return 0;
}

#include "core/wire/bencode.h"

#include <cstdlib>

/// Walks over everything; the parts of a value must fill it without gap or overlap.
static void visit(const wire::BencodeValue &root)
{
    std::size_t bytes = 0;
    for (const wire::BencodeValue child : root) {
        bytes += child.raw().size();
        if (child.isList() || child.isDictionary())
            visit(child); // the decoder has limited the depth
    }
    const bool container = root.isList() || root.isDictionary();
    const bool fits = container ? bytes + 2 == root.raw().size() : bytes == 0;
    if (!fits || (root.isInteger() != root.integer().has_value())
        || (root.isString() != root.string().has_value()))
        std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const base::ByteView bytes(data, size);
    if (const auto tree = wire::Bencode::decodeFront(bytes)) {
        visit(tree->root());
        if (wire::Bencode::decode(bytes).has_value() != (tree->size() == size))
            std::abort();
    }
    if (const auto tree
        = wire::Bencode::decode(bytes, {.wideInteger = wire::WideInteger::Saturated}))
        visit(tree->root());
    return 0;
}

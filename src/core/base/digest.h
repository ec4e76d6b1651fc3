#pragma once

#include "core/base/ids.h"

#include <memory>

namespace base {

/// SHA-1 over a stream of bytes (OpenSSL EVP). Reusable: finish() leaves it fresh. Not for two
/// threads at once.
class Sha1
{
public:
    Sha1();
    ~Sha1();
    Sha1(Sha1 &&) noexcept;
    Sha1 &operator=(Sha1 &&) noexcept;
    Sha1(const Sha1 &) = delete;
    Sha1 &operator=(const Sha1 &) = delete;

    void add(ByteView bytes);
    /// The digest of everything added since construction or the last finish().
    PieceHash finish();

    /// The digest of one run of bytes.
    static PieceHash of(ByteView bytes);

private:
    struct Context;
    std::unique_ptr<Context> m_context;
};

} // namespace base

#include "core/base/digest.h"

#include <openssl/evp.h>

namespace base {

namespace {

/// Fetched once: an implicit fetch on every digest costs more than hashing a small message.
const EVP_MD *sha1Method()
{
    static const EVP_MD *const method = EVP_MD_fetch(nullptr, "SHA1", nullptr);
    return method;
}

} // namespace

struct Sha1::Context {
    EVP_MD_CTX *handle = EVP_MD_CTX_new();
    Context() { EVP_DigestInit_ex2(handle, sha1Method(), nullptr); }
    ~Context() { EVP_MD_CTX_free(handle); }
    Context(const Context &) = delete;
    Context &operator=(const Context &) = delete;
};

Sha1::Sha1()
    : m_context(std::make_unique<Context>())
{
}
Sha1::~Sha1() = default;
Sha1::Sha1(Sha1 &&) noexcept = default;
Sha1 &Sha1::operator=(Sha1 &&) noexcept = default;

void Sha1::add(ByteView bytes)
{
    EVP_DigestUpdate(m_context->handle, bytes.data(), bytes.size());
}

PieceHash Sha1::finish()
{
    PieceHash hash;
    EVP_DigestFinal_ex(m_context->handle, hash.bytes.data(), nullptr);
    EVP_DigestInit_ex2(m_context->handle, nullptr, nullptr);
    return hash;
}

PieceHash Sha1::of(ByteView bytes)
{
    Sha1 sha1;
    sha1.add(bytes);
    return sha1.finish();
}

} // namespace base

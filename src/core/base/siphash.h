#pragma once

#include "core/base/bytes.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace base {

/// The secret of a keyed hash.
struct SipKey {
    std::uint64_t low = 0;
    std::uint64_t high = 0;
};

/// SipHash-2-4 (Aumasson and Bernstein 2012): a fast keyed hash. Without the key nobody can choose
/// inputs that collide in a table, nor forge the value for an address.
class SipHash
{
public:
    explicit SipHash(SipKey key)
        : m_a(key.low ^ 0x736f6d6570736575ULL)
        , m_b(key.high ^ 0x646f72616e646f6dULL)
        , m_c(key.low ^ 0x6c7967656e657261ULL)
        , m_d(key.high ^ 0x7465646279746573ULL)
    {
    }

    /// The hash of `bytes` under `key`.
    static std::uint64_t of(SipKey key, ByteView bytes)
    {
        SipHash hash(key);
        std::size_t at = 0;
        for (; at + 8 <= bytes.size(); at += 8)
            hash.absorb(littleEndian(bytes.data() + at, 8));
        const std::uint64_t length = static_cast<std::uint64_t>(bytes.size()) << 56;
        hash.absorb(length | littleEndian(bytes.data() + at, bytes.size() - at));
        return hash.finish();
    }

private:
    static std::uint64_t littleEndian(const std::uint8_t *from, std::size_t count)
    {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < count; ++i)
            word |= static_cast<std::uint64_t>(from[i]) << (8 * i);
        return word;
    }

    void absorb(std::uint64_t word)
    {
        m_d ^= word;
        round();
        round();
        m_a ^= word;
    }

    std::uint64_t finish()
    {
        m_c ^= 0xff;
        for (int i = 0; i < 4; ++i)
            round();
        return m_a ^ m_b ^ m_c ^ m_d;
    }

    void round()
    {
        m_a += m_b;
        m_b = std::rotl(m_b, 13) ^ m_a;
        m_a = std::rotl(m_a, 32);
        m_c += m_d;
        m_d = std::rotl(m_d, 16) ^ m_c;
        m_a += m_d;
        m_d = std::rotl(m_d, 21) ^ m_a;
        m_c += m_b;
        m_b = std::rotl(m_b, 17) ^ m_c;
        m_c = std::rotl(m_c, 32);
    }

    std::uint64_t m_a;
    std::uint64_t m_b;
    std::uint64_t m_c;
    std::uint64_t m_d;
};

} // namespace base

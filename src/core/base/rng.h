#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace base {

/// A small seeded random source (SplitMix64, Steele, Lea and Flood 2014). Its bounded draw is its
/// own, so that a seed gives the same run with every standard library. Seeds form a tree: a trial
/// forks one source a peer.
class Rng
{
public:
    explicit Rng(std::uint64_t seed)
        : m_state(seed)
    {
    }

    /// 64 random bits.
    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9e3779b97f4a7c15ULL);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    /// A number in [0, bound), without bias worth naming (128-bit multiply, Lemire 2019); 0 for 0.
    std::uint64_t below(std::uint64_t bound)
    {
        return static_cast<std::uint64_t>((static_cast<unsigned __int128>(next()) * bound) >> 64);
    }

    /// A number in [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

    /// A source of its own for a child (peer number, repetition).
    Rng fork(std::uint64_t child) { return Rng(next() ^ (child * 0xd6e8feb86659fd93ULL)); }

    /// Fisher-Yates.
    template <typename T> void shuffle(std::span<T> items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::uint64_t m_state;
};

} // namespace base

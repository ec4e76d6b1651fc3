#include "core/swarm/piecepicker.h"

#include <algorithm>
#include <tuple>

namespace swarm {

namespace {

/// The first piece the remote has, going round the order from a random place.
std::optional<base::PieceIndex> anyOffered(const PickInput &input, base::Rng &rng)
{
    const auto &order = input.availability.byRarity();
    const std::size_t start = rng.below(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const base::PieceIndex piece{order[(start + i) % order.size()]};
        if (input.offered.has(piece))
            return piece;
    }
    return std::nullopt;
}

/// The lowest piece the remote has.
std::optional<base::PieceIndex> lowestOffered(const PickInput &input)
{
    const std::uint32_t count = input.availability.pieceCount();
    for (std::uint32_t number = 0; number < count; ++number) {
        const base::PieceIndex piece{number};
        if (input.availability.isWanted(piece) && input.offered.has(piece))
            return piece;
    }
    return std::nullopt;
}

class RarestFirst : public PiecePicker
{
public:
    std::optional<PickReason> next(const PickInput &input, base::Rng &rng) override
    {
        if (input.completed == 0) {
            const auto first = anyOffered(input, rng);
            if (!first)
                return std::nullopt;
            return PickReason{*first, PickKind::RandomFirst, input.availability.copies(*first),
                              static_cast<std::uint32_t>(input.availability.byRarity().size())};
        }
        for (const std::uint32_t number : input.availability.byRarity()) {
            const base::PieceIndex piece{number};
            if (input.offered.has(piece))
                return PickReason{piece, PickKind::Rarest, input.availability.copies(piece),
                                  input.availability.ties(piece)};
        }
        return std::nullopt;
    }

    /// What the remote alone offers comes first: a seed that is asked for blocks of pieces which
    /// others have too gives the swarm nothing new.
    [[nodiscard]] bool outweighs(const PickInput &input, base::PieceIndex started) const override
    {
        const auto &order = input.availability.byRarity();
        if (input.completed == 0 || order.empty() || input.availability.copies(started) <= 1)
            return false;
        const base::PieceIndex rarest{order.front()};
        return input.availability.copies(rarest) == 1 && input.offered.has(rarest);
    }
};

class RandomPicker : public PiecePicker
{
public:
    std::optional<PickReason> next(const PickInput &input, base::Rng &rng) override
    {
        const auto piece = anyOffered(input, rng);
        if (!piece)
            return std::nullopt;
        return PickReason{*piece, PickKind::Random, input.availability.copies(*piece),
                          static_cast<std::uint32_t>(input.availability.byRarity().size())};
    }
};

class SequentialPicker : public PiecePicker
{
public:
    std::optional<PickReason> next(const PickInput &input, base::Rng &) override
    {
        const auto piece = lowestOffered(input);
        if (!piece)
            return std::nullopt;
        return PickReason{*piece, PickKind::Sequential, input.availability.copies(*piece), 1};
    }
};

class ThesisPicker : public PiecePicker
{
public:
    std::optional<PickReason> next(const PickInput &input, base::Rng &) override
    {
        const auto piece = lowestOffered(input);
        if (!piece || !isTurnOf(input))
            return std::nullopt;
        return PickReason{*piece, PickKind::Listed, input.availability.copies(*piece), 1};
    }

    [[nodiscard]] bool takesTurns() const override { return true; }

private:
    /// Whether nobody who comes before the remote could be asked for a piece.
    static bool isTurnOf(const PickInput &input)
    {
        if (input.links == nullptr)
            return true;
        const auto place = std::tuple(input.offered.all(), input.from);
        return std::ranges::none_of(*input.links, [&](const auto &other) {
            return std::tuple(other->pieces.all(), other->link) < place && !other->closing
                && !other->peerChoking && !other->snubbed && offersWanted(*other, input);
        });
    }

    static bool offersWanted(const RemotePeer &remote, const PickInput &input)
    {
        return std::ranges::any_of(input.availability.byRarity(), [&](std::uint32_t number) {
            return remote.pieces.has(base::PieceIndex{number});
        });
    }
};

} // namespace

std::unique_ptr<PiecePicker> makeRarestFirst()
{
    return std::make_unique<RarestFirst>();
}

std::unique_ptr<PiecePicker> makeRandomPicker()
{
    return std::make_unique<RandomPicker>();
}

std::unique_ptr<PiecePicker> makeSequentialPicker()
{
    return std::make_unique<SequentialPicker>();
}

std::unique_ptr<PiecePicker> makeThesisPicker()
{
    return std::make_unique<ThesisPicker>();
}

} // namespace swarm

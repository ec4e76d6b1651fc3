#pragma once

#include "core/swarm/peer.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace test {

/// One brain and the test as its whole world: events in, effects out, time by hand.
class LonePeer
{
public:
    /// What a test may want to set of a PeerConfig.
    struct Setup {
        std::string picker = "rarest-first";
        std::string choker = "tit-for-tat";
        std::string seedChoker{};
        swarm::Seeding seeding = swarm::Seeding::Normal;
        bool endGame = true;
        std::uint32_t maxN = 0;
        std::shared_ptr<swarm::ServeBudget> budget{};
        std::uint32_t maxLinks = 60;
        std::uint32_t dialTarget = 30;
    };

    LonePeer(const wire::Geometry &geometry, const wire::Bitfield &have)
        : LonePeer(geometry, have, Setup{})
    {
    }
    LonePeer(const wire::Geometry &geometry, const wire::Bitfield &have, const Setup &setup)
        : m_peer(std::make_unique<swarm::Peer>(config(setup), geometry, have))
    {
    }

    /// Hands over an event; `out` then holds just what came of it.
    void tell(const swarm::Event &event)
    {
        out.clear();
        m_peer->handle(event, now, out);
        for (const swarm::Effect &effect : out) {
            all.push_back(effect);
            if (const auto *wake = std::get_if<swarm::WakeAt>(&effect))
                m_wakeAt = wake->at;
        }
    }
    void message(std::uint32_t link, const wire::Message &message)
    {
        tell(swarm::MessageIn{base::LinkId{link}, message});
    }
    /// A link to a remote of that number, from it to us unless said otherwise.
    void linkUp(std::uint32_t number, bool fast = true, bool outgoing = false)
    {
        tell(link(number, fast, outgoing));
    }
    static swarm::LinkUp link(std::uint32_t number, bool fast = true, bool outgoing = false)
    {
        return {.link = base::LinkId{number},
                .remoteId = id(static_cast<std::uint8_t>(number)),
                .remote = base::Endpoint::fromV4(0x0a000000 + number, 6881),
                .outgoing = outgoing,
                .fast = fast,
                .extended = false};
    }
    /// Lets time pass; wakes as asked for.
    void drive(base::Duration span)
    {
        const base::Time end = now + span;
        swarm::Effects seen;
        while (m_wakeAt && *m_wakeAt <= end) {
            now = std::max(now, *std::exchange(m_wakeAt, std::nullopt));
            tell(swarm::Wake{});
            seen.insert(seen.end(), out.begin(), out.end());
        }
        now = end;
        out = seen;
    }

    /// The effects of one kind in `from`.
    template <typename T> static std::vector<T> only(const swarm::Effects &from)
    {
        std::vector<T> found;
        for (const swarm::Effect &effect : from) {
            if (const T *one = std::get_if<T>(&effect))
                found.push_back(*one);
        }
        return found;
    }
    /// The messages of one kind among `out`, to that link (0 = to any).
    template <typename T> std::vector<T> sent(std::uint32_t link = 0) const
    {
        std::vector<T> found;
        for (const auto &send : only<swarm::Send>(out)) {
            const T *one = std::get_if<T>(&send.message);
            if (one != nullptr && (link == 0 || base::toNumber(send.link) == link))
                found.push_back(*one);
        }
        return found;
    }
    [[nodiscard]] std::vector<swarm::CloseReason> hangups() const
    {
        std::vector<swarm::CloseReason> reasons;
        for (const auto &hangup : only<swarm::Hangup>(out))
            reasons.push_back(hangup.reason);
        return reasons;
    }
    [[nodiscard]] const swarm::RemotePeer &remote(std::uint32_t link) const
    {
        return *m_peer->state().find(base::LinkId{link});
    }
    [[nodiscard]] const swarm::Peer &peer() const { return *m_peer; }
    /// Our own id is 0x80 00 ...; a remote's starts with its number.
    static base::PeerId id(std::uint8_t number)
    {
        base::PeerId id;
        id.bytes[0] = number;
        return id;
    }

    base::Time now{};
    swarm::Effects out; ///< of the last call
    swarm::Effects all; ///< since the beginning

private:
    static swarm::PeerConfig config(const Setup &setup)
    {
        swarm::PeerConfig config;
        config.id = id(0x80);
        config.listenPort = 6881;
        config.picker = setup.picker;
        config.choker = setup.choker;
        config.seedChoker = setup.seedChoker;
        config.seeding = setup.seeding;
        config.endGame = setup.endGame;
        config.maxN = setup.maxN;
        config.budget = setup.budget;
        config.maxLinks = setup.maxLinks;
        config.dialTarget = setup.dialTarget;
        return config;
    }

    std::unique_ptr<swarm::Peer> m_peer;
    std::optional<base::Time> m_wakeAt;
};

} // namespace test

#pragma once

#include "support/client.h"
#include "support/sandbox.h"

#include <memory>
#include <vector>

namespace support {

/// What the clients share.
enum class Content {
    SingleFile, ///< a few MiB that end in the middle of a block
    MultiFile, ///< folders, names with spaces and umlauts, pieces across files
};

/// Who wrote something: the program under test or other people's.
enum class Author {
    Torrarium,
    Others,
};

/// Test rows: columns "client" (every other people's client) and "content" (both kinds).
void addClientRows();

/// A torrent, a tracker and the clients that meet there, each at an address of its own in the
/// private network 10.77.0.0/24 (privatenetwork.sh). Everything ends and goes with the object.
class Meeting
{
public:
    /// Writes the content and its .torrent (by Torrarium, or by libtorrent).
    Meeting(Content content, Author torrentBy);

    /// Starts a tracker: Torrarium's, or opentracker. Returns whether it answers.
    bool openTracker(Author trackerBy);
    /// Starts a client in a folder of its own; a seed's holds the content.
    Process &join(Client client, Role role);

    /// Seeds that the tracker knows of (from its scrape); -1 when it does not answer.
    [[nodiscard]] int seedsAtTracker() const;
    /// Whether every leecher has every byte of the content.
    [[nodiscard]] bool everyoneHasAll() const;
    /// What each program printed, for a failure's message.
    [[nodiscard]] QString report() const;

    /// The announce address that stands in the torrent.
    [[nodiscard]] static QString announceUrl()
    {
        return QStringLiteral("http://10.77.0.254:6969/announce");
    }

private:
    struct Member {
        Participant participant;
        std::unique_ptr<Process> process;
    };

    [[nodiscard]] QString path(const QString &name) const;
    [[nodiscard]] QString makeFolder(const QString &name) const;
    void writeTorrent(Author torrentBy);
    void startOpentracker();

    Sandbox m_sandbox;
    QString m_name; ///< of the content's file or top folder
    QString m_infoHash; ///< in hex, read by libtorrent
    std::unique_ptr<Process> m_tracker;
    std::vector<Member> m_members;
};

} // namespace support

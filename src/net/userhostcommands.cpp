// The part of net::UserHost that carries commands out.

#include "net/torrentfile.h"
#include "net/torrentlookup.h"
#include "net/userhost.h"
#include "net/userupload.h"

#include <fmt/format.h>

namespace net {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t maxTorrentBytes = 10'000'000;

QJsonObject factsOf(const wire::Metainfo &metainfo)
{
    return {{QStringLiteral("name"), QString::fromStdString(metainfo.name)},
            {QStringLiteral("size"), static_cast<qint64>(metainfo.geometry.totalLength())},
            {QStringLiteral("infoHash"), QString::fromStdString(metainfo.infoHash.hex())}};
}

base::Error isDisconnected(const char *command)
{
    return {base::ErrorCode::Usage, command, "you are disconnected; connect first"};
}

} // namespace

void UserHost::executeLine(const std::string &line, const Done &done)
{
    if (const auto command = parseUserCommand(line))
        execute(*command, done);
    else
        done(tl::unexpected(command.error()));
}

void UserHost::execute(const UserCommand &command, const Done &done)
{
    switch (command.verb) {
    case UserVerb::Share:
        return share(command.argument, done);
    case UserVerb::Search:
        return search(command.argument, done);
    case UserVerb::Download:
        return download(command.argument, done);
    case UserVerb::List:
        publish();
        return done(answerOf(*m_mailbox->newest()));
    case UserVerb::Connect:
        return connectUser(done);
    case UserVerb::Disconnect:
        return disconnectUser(done);
    case UserVerb::Wait:
    case UserVerb::Stay:
    case UserVerb::Help:
    case UserVerb::Quit:
        break;
    }
    done(base::fail(base::ErrorCode::Usage, "", "that is for a command line"));
}

// -- share -----------------------------------------------------------------------------------

void UserHost::share(const std::string &what, const Done &done)
{
    if (!m_registration.isWanted())
        return done(tl::unexpected(isDisconnected("share")));
    const bool isName = what.find('/') == std::string::npos && what != "." && what != "..";
    const fs::path content
        = isName && m_folders.holds(what) ? m_folders.shared() / what : fs::path(what);
    m_known.insert(content.filename().string()); // it is not news
    auto *upload = new UserUpload(m_registration.client(), m_index, this);
    upload->onDone = [this, upload, done](const base::Expected<UploadedTorrent> &torrent) {
        upload->deleteLater();
        if (torrent)
            uploaded(*torrent, done);
        else
            done(tl::unexpected(torrent.error()));
    };
    upload->start(content, m_folders.shared(), m_registration.lease().pieceSize);
}

void UserHost::uploaded(const UploadedTorrent &torrent, const Done &done)
{
    const wire::Metainfo &metainfo = *torrent.metainfo;
    // It may have been downloading what now lies whole in `shared`.
    if (m_downloading.erase(metainfo.infoHash) > 0) {
        m_torrents.remove(metainfo.infoHash);
        m_folders.forget(metainfo.infoHash);
    }
    auto kept = m_folders.keep(metainfo.infoHash, torrent.bytes, TorrentStage::Whole);
    if (kept)
        kept = m_torrents.add(torrent.metainfo, true);
    if (!kept)
        return done(tl::unexpected(kept.error()));
    UserAnswer answer;
    answer.lines.push_back(
        fmt::format("shared {} {} bytes, {}, {}", metainfo.name, metainfo.geometry.totalLength(),
                    torrent.isNew ? "at " + torrent.tracker : "the index has it already",
                    metainfo.infoHash.hex()));
    answer.facts = factsOf(metainfo);
    answer.facts[QStringLiteral("tracker")] = QString::fromStdString(torrent.tracker);
    answer.facts[QStringLiteral("new")] = torrent.isNew;
    record(answer.lines.back());
    publish();
    done(answer);
}

// -- search and download ---------------------------------------------------------------------

void UserHost::search(const std::string &text, const Done &done)
{
    m_index.search(text, 1, [done](const base::Expected<IndexOffers> &offers) {
        done(offers ? base::Expected<UserAnswer>(answerOf(*offers))
                    : tl::unexpected(offers.error()));
    });
}

void UserHost::download(const std::string &what, const Done &done)
{
    if (!m_registration.isWanted())
        return done(tl::unexpected(isDisconnected("download")));
    const auto fetched = [this, done](const base::Expected<base::Bytes> &torrent) {
        if (torrent)
            begin(*torrent, done);
        else
            done(tl::unexpected(torrent.error()));
    };
    std::error_code error;
    if (what.ends_with(".torrent") && fs::is_regular_file(what, error))
        fetched(readWhole(what, maxTorrentBytes));
    else
        lookUpTorrent(m_index, what, fetched);
}

void UserHost::begin(const base::Bytes &bytes, const Done &done)
{
    auto parsed = wire::Metainfo::parse(bytes);
    if (!parsed)
        return done(tl::unexpected(parsed.error().within("download")));
    const auto metainfo = std::make_shared<const wire::Metainfo>(std::move(*parsed));
    UserAnswer answer;
    answer.facts = factsOf(*metainfo);
    if (m_torrents.find(metainfo->infoHash)) {
        const bool whole = m_torrents.isComplete(metainfo->infoHash);
        answer.lines.push_back(metainfo->name
                               + (whole ? " is here already" : " is downloading already"));
        return done(answer);
    }
    // Two torrents of one name would write into one file.
    for (const UserTorrentRow &row : m_torrents.rows()) {
        if (row.name == metainfo->name)
            return done(base::fail(base::ErrorCode::Usage, metainfo->name,
                                   "another torrent of that name is here: " + row.infoHash.hex()));
    }
    if (m_folders.holds(metainfo->name))
        return done(base::fail(base::ErrorCode::Usage,
                               (m_folders.shared() / metainfo->name).string(),
                               "it is there already; share it, or move it away"));
    auto begun = m_folders.keep(metainfo->infoHash, bytes, TorrentStage::Unfinished);
    if (begun) {
        m_downloading.insert(metainfo->infoHash);
        begun = m_torrents.add(metainfo, false);
    }
    if (!begun) {
        m_downloading.erase(metainfo->infoHash);
        m_folders.forget(metainfo->infoHash);
        return done(tl::unexpected(begun.error()));
    }
    answer.lines.push_back(
        fmt::format("downloading {} {} bytes", metainfo->name, metainfo->geometry.totalLength()));
    record(answer.lines.back());
    publish();
    done(answer);
}

std::size_t UserHost::unfinished() const
{
    return m_downloading.size();
}

// -- connect and disconnect ------------------------------------------------------------------

void UserHost::connectUser(const Done &done)
{
    m_registration.connectUser([this, done](const base::Expected<void> &connected) {
        publish();
        if (!connected)
            return done(tl::unexpected(connected.error()));
        const std::size_t trackers = m_registration.lease().trackers.size();
        UserAnswer answer;
        answer.lines.push_back(
            "connected as " + m_options.name
            + (trackers == 0
                   ? "; no tracker is available"
                   : fmt::format(", {} {}", trackers, trackers == 1 ? "tracker" : "trackers")));
        answer.facts = {{QStringLiteral("trackers"), static_cast<qint64>(trackers)}};
        done(answer);
    });
    // Downloads go on even while the coordinator is away.
    m_torrents.setConnected(true);
}

void UserHost::disconnectUser(const Done &done)
{
    m_torrents.setConnected(false);
    m_registration.disconnectUser([this, done](const base::Expected<void> &disconnected) {
        publish();
        if (!disconnected)
            return done(tl::unexpected(disconnected.error()));
        record("disconnected");
        UserAnswer answer;
        answer.lines.emplace_back("disconnected");
        done(answer);
    });
}

} // namespace net

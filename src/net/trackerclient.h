#pragma once

#include "core/base/expected.h"
#include "core/wire/announce.h"

#include <QObject>

#include <memory>
#include <string>
#include <vector>

namespace net {

/// Announces one torrent of one peer to its trackers over HTTP (BEP 3, 7, 23) and UDP (BEP 15),
/// trying the tiers in BEP 12's order: shuffled within a tier once, a working tracker moves to its
/// tier's front, all of a tier before the next. It knows *where* to announce; *when* is the
/// brain's.
///
/// Every announce ends in exactly one answered() or failed(), within 30 seconds for each tracker
/// tried; a new announce while one is under way waits for it, the latest request wins. Lives in its
/// peer's thread. Answers are limited: 4 MiB of body, 5 redirects.
class TrackerClient : public QObject
{
    Q_OBJECT
public:
    /// `tiers` of URLs as in Metainfo::announceTiers; `seed` decides the shuffle.
    TrackerClient(std::vector<std::vector<std::string>> tiers, std::uint64_t seed,
                  QObject *parent = nullptr);
    ~TrackerClient() override;

    /// Where announces come from: a tracker lists a peer under that address.
    void setLocalAddress(const base::Endpoint &address);
    /// Sends the request to the first tracker that answers.
    void announce(const wire::AnnounceRequest &request);
    /// Whether an announce is under way; in answered() and failed(), the one that waited for it.
    [[nodiscard]] bool isBusy() const;
    /// Gives up what is under way; nothing is emitted for it.
    void abort();

Q_SIGNALS:
    /// The URL that answered and what it said.
    void answered(const std::string &url, const wire::AnnounceResponse &response);
    /// No tracker answered; the error of the last one tried.
    void failed(const base::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace net

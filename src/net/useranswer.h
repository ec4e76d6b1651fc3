#pragma once

#include "net/indexclient.h"
#include "net/usersnapshot.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace net {

/// What a user's command gave: lines for people, and the same for programs.
struct UserAnswer {
    std::vector<std::string> lines;
    QJsonObject facts;
};

/// A search's torrents, one a line.
UserAnswer answerOf(const IndexOffers &found);
/// A user's torrents and files, one a line.
UserAnswer answerOf(const UserSnapshot &user);

} // namespace net

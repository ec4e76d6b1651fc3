#pragma once

#include "net/indexclient.h"

namespace net {

/// Fetches the .torrent that a name or an info-hash (40 hexadecimal digits) stands for from the
/// index. An error says that the index has none ("you need NAME.torrent", as the thesis has it) or
/// which torrents share the name. `done` is called once, while the client lives.
void lookUpTorrent(IndexClient &index, const std::string &nameOrHash,
                   const IndexClient::Done<base::Bytes> &done);

} // namespace net

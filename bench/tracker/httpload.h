#pragma once

#include <string>
#include <vector>

#include "tally.h"

namespace bench {

/// Announces over HTTP on 127.0.0.1, on connections that are kept or on one for each announce.
void loadHttp(std::uint16_t port, const std::vector<std::string> &requests, bool keepAlive,
              const Effort &effort, Tally &tally);

} // namespace bench

#pragma once

#include "population.h"
#include "tally.h"

namespace bench {

/// Announces over UDP on 127.0.0.1 (BEP 15). What is not answered within a second has failed.
void loadUdp(std::uint16_t port, std::vector<UdpPacket> packets, const Effort &effort,
             Tally &tally);

} // namespace bench

#!/usr/bin/env python3
"""How large a virtual swarm may be: wall time, occasions and blocks a second, memory a peer, on one
thread, from 100 peers to a million: block by block, the largest piece by piece.

No other simulator of BitTorrent is packaged; what was published or measured of some stands below the
table (PeerSim 1.0.5 with its BitTorrent module, libtorrent in its own simulator, SimGrid's example).
"""
import argparse
import json
import os
import subprocess
import sys
import time

import rig

# (name, peers, size, more arguments, goal as people say it)
SCALES = [("small", 100, "100MB", "", ""),
          ("crowd", 500, "10MB", "", "200 times real time"),
          ("cable", 500, "10MB", "--up 1Mbit/s --down 10Mbit/s", "200 times real time"),
          ("adsl", 500, "10MB", "--up 128kbit/s --down 1Mbit/s", "200 times real time"),
          ("class", 1000, "100MB", "", "25 s, 60 kB a peer (PeerSim: 126 s, 300 kB)"),
          ("large", 10000, "10MB", "", "45 s, 600 MB (PeerSim: 480 s, crashed at 98 %)"),
          ("crowded", 100_000, "10MB", "--pieces 256 --mode pieces", "8 min, 4 GiB"),
          ("largest", 1_000_000, "10MB", "--pieces 64 --mode pieces", "20 min, 8 GiB")]


def simulate(program, peers, size, arguments):
    """The summary of one run, with its peak memory in bytes."""
    command = [program, "simulate", "--peers", str(peers), "--size", size, "--json", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    begin = time.monotonic()
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    summary = json.loads(output)
    summary["memory"] = usage.ru_maxrss * 1024
    summary["cpu"] = usage.ru_utime + usage.ru_stime
    summary["elapsed"] = time.monotonic() - begin
    return summary


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/release", help="the build's folder")
    parser.add_argument("--only", default="", help="names, comma-separated: " + ",".join(s[0] for s in SCALES))
    parser.add_argument("--quick", action="store_true", help="the smallest only")
    parser.add_argument("--arguments", default="", help="more arguments for torrarium simulate")
    options = parser.parse_args()
    program = os.path.abspath(os.path.join(options.build, "bin/torrarium"))
    wanted = options.only.split(",") if options.only else [s[0] for s in SCALES[:1 if options.quick else None]]

    base = simulate(program, 2, "1MB", [])["memory"]
    rows = []
    for name, peers, size, more, goal in SCALES:
        if name not in wanted:
            continue
        run = simulate(program, peers, size, [*more.split(), *options.arguments.split()])
        wall, whole = run["elapsed"], run["all"]
        rows.append([f"{peers:,} x {size} {more}".rstrip(), f"{wall:.1f}", f"{run['cpu']:.1f}", f"{run['virtualSeconds'] / wall:.0f}",
                     f"{run['occasions'] / wall / 1e6:.2f}", f"{run['blocks'] / wall / 1e3:.0f}",
                     f"{run['cpu'] / run['blocks'] * 1e6:.1f}",
                     f"{run['memory'] / 1e6:.0f}", f"{(run['memory'] - base) / peers / 1e3:.1f}",
                     f"{whole['completed']:,}", goal])
        print(f"  {rows[-1][0]}: {wall:.1f} s", file=sys.stderr)
    print("\nVirtual swarms, one seed, everybody at once; one thread.\n")
    print(rig.table(["peers x content", "wall s", "CPU s", "x real time", "M occasions/s", "k blocks/s", "CPU us a block",
                     "peak MB", "kB a peer", "completed", "goal"], rows))


if __name__ == "__main__":
    main()

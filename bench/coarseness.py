#!/usr/bin/env python3
"""How far a virtual swarm by pieces is from the same one by blocks: completion times, used uplinks and
CPU time of both modes of `torrarium simulate`, each the mean of some random seeds.
"""
import argparse
import os
import statistics
import sys

import rig
import simulate

# (name, peers, content, more arguments)
SETUPS = [("flash crowd", 100, "20MB", "--piece-size 64KiB"),
          ("larger pieces", 100, "100MB", ""),
          ("few pieces", 100, "10MB", ""),
          ("random picker", 100, "20MB", "--piece-size 64KiB --picker random"),
          ("sequential picker", 100, "20MB", "--piece-size 64KiB --picker sequential"),
          ("all unchoked", 100, "20MB", "--piece-size 64KiB --choker all-unchoked"),
          ("Poisson, leaving at once", 100, "20MB", "--piece-size 64KiB --arrival poisson:1/s --stay at-once"),
          ("slow lines", 100, "20MB", "--piece-size 64KiB --up 400kbit/s --down 4Mbit/s"),
          ("1,000 peers", 1000, "20MB", "--piece-size 64KiB")]
SHOWN = ("median", "p95", "max")


def measure(program, peers, size, arguments, seeds):
    """Means over the seeds: completion times, uplink use, CPU seconds."""
    runs = [simulate.simulate(program, peers, size, [*arguments, "--seed", str(seed)])
            for seed in range(1, seeds + 1)]
    found = {key: statistics.mean(run["groups"][1]["completionSeconds"][key] for run in runs) for key in SHOWN}
    found["uplink"] = statistics.mean(run["groups"][1]["uplinkUtilisation"] for run in runs)
    found["cpu"] = statistics.mean(run["cpu"] for run in runs)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/release", help="the build's folder")
    parser.add_argument("--seeds", type=int, default=3, help="random seeds a setup")
    parser.add_argument("--quick", action="store_true", help="the first setup only")
    options = parser.parse_args()
    program = os.path.abspath(os.path.join(options.build, "bin/torrarium"))

    rows = []
    for name, peers, size, more in SETUPS[:1 if options.quick else None]:
        blocks, pieces = (measure(program, peers, size, [*more.split(), "--mode", mode], options.seeds)
                          for mode in ("blocks", "pieces"))
        apart = [f"{blocks[key]:.1f} / {pieces[key]:.1f} ({pieces[key] / blocks[key] - 1:+.0%})" for key in SHOWN]
        rows.append([name, f"{peers:,} x {size} {more}".rstrip(), *apart,
                     f"{blocks['uplink']:.0%} / {pieces['uplink']:.0%}",
                     f"{blocks['cpu']:.1f} / {pieces['cpu']:.1f}"])
        print(f"  {name}", file=sys.stderr)
    print("\nThe same swarms by blocks / by pieces; seconds, one seed, everybody at once where nothing else is said\n")
    print(rig.table(["setup", "peers x content", "median s", "p95 s", "max s", "uplinks used", "CPU s"], rows))


if __name__ == "__main__":
    main()

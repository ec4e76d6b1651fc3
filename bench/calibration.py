#!/usr/bin/env python3
"""The same swarm in both worlds: live over loopback sockets and virtual, as many runs of each as there
are seeds of the random source, everybody at once and one after the other. A live run's arrival times
are given to the virtual one of the same seed.

A peer's time is from its arrival until everything is verified. Prints quantiles over all peers of all
runs and the ratio of the medians; draws the distributions over each other.
"""
import argparse
import concurrent.futures
import csv
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

import ecdf
import rig

PATTERNS = {"at once": "at-once", "staggered": "spread:20s"}
SIZE = 16 * 1024 * 1024
LEECHERS = 20
PIECE, RATE = "256 KiB", "1 MiB/s"
# A loopback line has no delay to speak of; lists and intervals are those of the live swarm's tracker.
SCENARIO = f"""
version = 1
[content]
size = "{SIZE} B"
piece-size = "{PIECE}"
[network]
latency = "0 ms"
[tracker]
interval = "60 s"
[[group]]
seed = true
count = 1
up = "{RATE}"
[[group]]
up = "{RATE}"
arrival = {{ kind = "trace", trace = ARRIVALS }}
"""


def run(command):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} {command[1]} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    return done.stdout


def live(program, folder, arrival, seed):
    """(arrival, time taken) of each leecher."""
    command = [program, "swarm", folder / "content", "--peers", LEECHERS, "--piece-size", PIECE, "--up", RATE,
               "--arrival", arrival, "--seed", seed, "-o", folder / f"live-{seed}", "--json"]
    peers = json.loads(run(command))["completions"]
    return [(peer["joined"], peer["seconds"] - peer["joined"]) for peer in peers]


def virtual(program, folder, arrivals, seed):
    """The time each leecher takes."""
    scenario, out = folder / f"{seed}.toml", folder / f"virtual-{seed}"
    scenario.write_text(SCENARIO.replace("ARRIVALS", json.dumps([f"{time * 1000:.0f} ms" for time in sorted(arrivals)])))
    run([program, "simulate", scenario, "--seed", seed, "-o", out])
    with open(out / "peers.csv", newline="") as file:
        return [float(row["completed_s"]) - float(row["joined_s"]) for row in csv.DictReader(file)
                if row["group"] == "leechers"]


def both(program, arrival, seed):
    with tempfile.TemporaryDirectory(prefix="calibration-") as name:
        folder = pathlib.Path(name)
        with open(folder / "content", "wb") as file:
            file.write(bytes(i % 251 for i in range(65521)) * (SIZE // 65521 + 1))
            file.truncate(SIZE)
        peers = live(program, folder, arrival, seed)
        print(f"  {arrival}, seed {seed}: live {statistics.median(time for _, time in peers):.1f} s", file=sys.stderr)
        return [time for _, time in peers], virtual(program, folder, [joined for joined, _ in peers], seed)


def quantiles(times):
    cuts = statistics.quantiles(times, n=20, method="inclusive")
    return [cuts[4], statistics.median(times), cuts[14], cuts[18]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default="build/release", help="the build's folder")
    parser.add_argument("--seeds", type=int, default=10, help="runs of each world and pattern (%(default)s)")
    parser.add_argument("--at-once", type=int, default=2, help="live runs side by side (%(default)s)")
    parser.add_argument("--plot", type=pathlib.Path, default="build/calibration.svg", help="SVG to write")
    options = parser.parse_args()
    program = (options.build / "bin/torrarium").resolve()

    rows, series = [], {}
    with concurrent.futures.ThreadPoolExecutor(options.at_once) as pool:
        for name, arrival in PATTERNS.items():
            runs = list(pool.map(lambda seed: both(program, arrival, seed), range(1, options.seeds + 1)))
            times = {world: [time for run in runs for time in run[side]] for side, world in enumerate(["live", "virtual"])}
            for world, all_times in times.items():
                series[f"{name}, {world}"] = all_times
                rows.append([name, world, *(f"{value:.1f}" for value in quantiles(all_times)),
                             rig.spread([statistics.median(run[world == "virtual"]) for run in runs], 1),
                             f"{statistics.median(all_times) / statistics.median(times['live']):.3f}"])
    print(f"\n{LEECHERS} leechers and a seed of {RATE} up each, {SIZE >> 20} MiB, {options.seeds} runs a row; seconds\n")
    print(rig.table(["leechers come", "world", "p25", "median", "p75", "p95", "medians of runs", "to live"], rows))
    options.plot.parent.mkdir(parents=True, exist_ok=True)
    options.plot.write_text(ecdf.draw(f"Completion times of {LEECHERS} leechers, {options.seeds} runs",
                                      "time from arrival to completion [s]", series))
    print(f"\nplot: {options.plot}")


if __name__ == "__main__":
    main()

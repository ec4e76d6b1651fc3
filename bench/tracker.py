#!/usr/bin/env python3
"""Runs the same announce load at `torrarium tracker` and at opentracker, in turns, and prints one table.

    bench/tracker.py --build build/release
    bench/tracker.py --build build/release --repeat 5 --seconds 5

Both trackers run at once, on ports of their own on 127.0.0.1, but only one is under load at a time.
CPU us = processor time of the tracker per announce; ratio = announces/s against opentracker's in the
same turn (median of the turns). A third pair of trackers holds 100,000 swarms of one peer, then one
swarm of 60,000, for the memory figures.
"""
import argparse
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

LOADS = {
    "UDP": ["--udp"],
    "HTTP, a connection each": [],
    "HTTP, kept connections": ["--keep-alive"],
}
SWARMS = 100_000
FURTHER = 60_000


def free_port():
    """A port free for TCP and UDP right now."""
    with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        tcp.bind(("127.0.0.1", 0))
        port = tcp.getsockname()[1]
        udp.bind(("127.0.0.1", port))
        return port


class Tracker:
    """A tracker process that answers on a port of 127.0.0.1."""

    def __init__(self, name, build, whitelist):
        self.name = name
        self.port = free_port()
        address = f"127.0.0.1:{self.port}"
        if name == "torrarium":
            command = [f"{build}/bin/torrarium", "tracker", "--http", address]
        else:
            port = str(self.port)
            command = ["opentracker", "-i", "127.0.0.1", "-p", port, "-P", port, "-u", "nobody",
                       "-d", str(whitelist.parent), "-w", whitelist.name]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait_until_it_listens()

    def wait_until_it_listens(self):
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise SystemExit(f"{self.name} does not listen")

    def cpu(self):
        """Nanoseconds of processor time of all its threads."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task")
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir())

    def memory(self):
        """Resident bytes."""
        pages = int(pathlib.Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def load(build, tracker, *flags):
    command = [f"{build}/bin/bench_tracker_load", "--port", str(tracker.port), *map(str, flags)]
    before = tracker.cpu()
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    result["cpu"] = (tracker.cpu() - before) / 1000 / max(result["announces"], 1)
    result["rate"] = result["announces"] / max(result["seconds"], 0.001)
    return result


def whitelist(build, folder, swarms):
    """opentracker answers only for torrents it was told of."""
    folder.chmod(0o755)
    path = folder / f"whitelist{swarms}"
    with path.open("w") as file:
        subprocess.run([f"{build}/bin/bench_tracker_load", "--print-hashes", "--swarms", str(swarms)],
                       stdout=file, check=True)
    return path


def measure_speed(args, folder):
    names = ["opentracker", "torrarium"]
    trackers = [Tracker(name, args.build, whitelist(args.build, folder, args.swarms)) for name in names]
    results = {(kind, name): [] for kind in LOADS for name in names}
    population = ["--peers", args.peers, "--swarms", args.swarms]
    try:
        for tracker in trackers:
            load(args.build, tracker, *population, "--udp", "--once")
        for turn in range(args.repeat):
            for kind, flags in LOADS.items():
                for tracker in trackers if turn % 2 == 0 else trackers[::-1]:
                    result = load(args.build, tracker, *population, *flags, "--seconds", args.seconds,
                                  "--outstanding", args.outstanding)
                    results[kind, tracker.name].append(result)
                    print(f"{kind}, {tracker.name}: {result['rate']:.0f}/s", file=sys.stderr)
    finally:
        for tracker in trackers:
            tracker.stop()
    return results


def measure_memory(args, folder, name):
    """Bytes for each swarm of one peer, and for each further peer of one swarm."""
    tracker = Tracker(name, args.build, whitelist(args.build, folder, SWARMS))
    try:
        # A first peer makes the program touch what it needs for any announce at all.
        load(args.build, tracker, "--udp", "--once", "--peers", 1, "--swarms", 1)
        before = tracker.memory()
        load(args.build, tracker, "--udp", "--once", "--peers", SWARMS, "--swarms", SWARMS)
        filled = tracker.memory()
        load(args.build, tracker, "--udp", "--once", "--peers", FURTHER, "--swarms", 1)
        return (filled - before) / SWARMS, (tracker.memory() - filled) / FURTHER
    finally:
        tracker.stop()


def median(results, key):
    return statistics.median(result[key] for result in results)


def speed_rows(results):
    base = results["HTTP, a connection each", "opentracker"]
    for (kind, name), turns in results.items():
        anchor = results[kind, "opentracker"] if kind != "HTTP, kept connections" else base
        ratio = statistics.median(a["rate"] / b["rate"] for a, b in zip(turns, anchor))
        yield [kind, name, f"{median(turns, 'rate'):,.0f}", f"{median(turns, 'cpu'):.1f}",
               f"{median(turns, 'p50'):.0f}", f"{median(turns, 'p99'):.0f}", f"{ratio:.2f}",
               str(sum(turn["failed"] for turn in turns))]


def print_table(header, rows):
    print("| " + " | ".join(header) + " |")
    print("| " + " | ".join("---" for _ in header) + " |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build/release", help="build folder")
    parser.add_argument("--repeat", type=int, default=3, help="turns")
    parser.add_argument("--seconds", type=float, default=3, help="of each load")
    parser.add_argument("--peers", type=int, default=100_000)
    parser.add_argument("--swarms", type=int, default=1000)
    parser.add_argument("--outstanding", type=int, default=64, help="announces on their way at once")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        results = measure_speed(args, folder)
        memory = {tracker: measure_memory(args, folder, tracker) for tracker in ["opentracker", "torrarium"]}
    print(f"\n{args.peers} peers in {args.swarms} swarms, {args.outstanding} outstanding, "
          f"median of {args.repeat}; kept connections against opentracker's connection each\n")
    print_table(["load", "tracker", "announces/s", "CPU us", "p50 us", "p99 us", "ratio", "failed"],
                speed_rows(results))
    print(f"\nMemory at {SWARMS:,} swarms\n")
    print_table(["tracker", "bytes a one-peer swarm", "bytes a further peer"],
                [[tracker, f"{swarm:.0f}", f"{peer:.1f}"] for tracker, (swarm, peer) in memory.items()])


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""A whole swarm in one process over real sockets: one seed, N-1 leechers, every peer with files of
its own; Torrarium beside as many libtorrent sessions. And 1,000 Torrarium peers with a small file.

Measured between the lines "start" (all listen, the first dials) and "complete" (the last leecher has
everything verified and written): MiB/s and CPU-s/GiB are for the bytes delivered, (N-1) x size. Memory
a peer = (peak - peak of the same program with 2 peers) / (N - 2), of what no file stands behind, and
of everything resident. Each leecher's file is compared.
"""
import argparse
import shutil
import statistics
import sys
import time

import rig

NEIGHBOURS = 30  # that a libtorrent session dials


def commands(options):
    """name -> (peers, payload, torrent, out) -> command; peers counts the seed too."""
    def torrarium(peers, payload, _, out):
        return [options.build.resolve() / "bin/torrarium", "swarm", payload.path, "--peers", peers - 1, "--seeds", 1,
                "--piece-size", f"{options.piece}KiB", "-o", out, *options.torrarium.split()]

    def libtorrent(preset):
        return lambda peers, payload, torrent, out: [
            options.build.resolve() / "bench/libtorrent_swarm", preset, torrent, payload.folder, out, peers - 1,
            min(NEIGHBOURS, peers - 1)]

    return {"torrarium": torrarium, "libtorrent-default": libtorrent("default"),
            "libtorrent-tuned": libtorrent("tuned"), "libtorrent-tuned-posix": libtorrent("tuned-posix")}


def verify(payload, out, leechers):
    """Every leecher's file, wherever below its folder the program put it."""
    good = sum(payload.equals(file) for file in out.glob(f"*/**/{payload.path.name}"))
    if good < leechers:
        raise RuntimeError(f"{good} of {leechers} leechers have the right bytes")


def measure(options, command, payload, peers):
    out, log = rig.fresh_folder(options.files / "out"), rig.fresh_folder(options.files / "log")
    torrent = payload.torrent(options.piece * rig.KIB, "http://10.77.0.254:9/announce")
    rig.prepare(options)
    begun = time.monotonic()
    process = rig.Measured(command(peers, payload, torrent, out), log)
    try:
        while not process.said("complete"):
            process.sample()
            if time.monotonic() - begun > options.timeout:
                raise RuntimeError(f"not complete after {options.timeout:.0f} s: {process.trouble()}")
            if not process.running() and not process.said("complete"):
                raise RuntimeError(f"ended early: {process.trouble()}")
            time.sleep(0.02)
        process.sample()
        (start, cpu_start), (end, cpu_end) = process.said("start"), process.said("complete")
    finally:
        process.stop()
    verify(payload, out, peers - 1)
    shutil.rmtree(out)
    gib = payload.length * (peers - 1) / rig.GIB
    return dict(seconds=end - start, rate=gib * 1024 / (end - start), cpu=(cpu_end - cpu_start) / gib,
                anon=process.peak_anon, rss=process.peak_rss, setup=start - begun)


def row(name, peers, payload, turns, base):
    column = lambda key, digits: rig.spread([turn[key] for turn in turns], digits)
    memory = lambda key: (statistics.median(turn[key] for turn in turns) - base[key]) / (peers - 2) / rig.KIB
    return [peers, f"{payload.length / rig.MIB:.0f} MiB", name, column("seconds", 2), column("rate", 0),
            column("cpu", 2), f"{memory('anon'):.0f}", f"{memory('rss'):.0f}", column("setup", 2)]


def comparison(results, peers):
    """One line on Torrarium beside libtorrent's best settings, or None when either is absent."""
    median = lambda name, key: statistics.median(turn[key] for turn in results[name, peers])
    others = [name for name, at in results if at == peers and name != "torrarium"]
    if ("torrarium", peers) not in results or not others:
        return None
    fastest = max(others, key=lambda name: median(name, "rate"))
    cheapest = min(others, key=lambda name: median(name, "cpu"))
    return (f"{peers} peers: {median('torrarium', 'rate') / median(fastest, 'rate'):.2f} times the goodput of"
            f" {fastest}, {median('torrarium', 'cpu') / median(cheapest, 'cpu'):.2f} times the CPU of {cheapest}")


class Table:
    """Collects turns and says what each one gave."""

    def __init__(self, options):
        self.options, self.results, self.failed = options, {}, False

    def run(self, name, payload, peers):
        try:
            result = measure(self.options, commands(self.options)[name], payload, peers)
        except (RuntimeError, OSError) as error:
            self.failed = True
            print(f"  {name}, {peers} peers: FAILED: {error}", file=sys.stderr)
            return
        self.results.setdefault((name, peers), []).append(result)
        print(f"  {name}, {peers} peers: {result['seconds']:.2f} s, {result['rate']:.0f} MiB/s,"
              f" {result['cpu']:.2f} CPU-s/GiB", file=sys.stderr)

    def rows(self, names, sizes, payload):
        for peers in sizes:
            for name in names:
                turns, base = self.results.get((name, peers)), self.results.get((name, 2))
                if turns and base:
                    yield row(name, peers, payload, turns, base[0])
                else:
                    yield [peers, f"{payload.length / rig.MIB:.0f} MiB", name, "failed"] + ["-"] * 5


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    rig.add_common_options(parser, repeat=3)
    parser.add_argument("--clients", default="torrarium,libtorrent-default,libtorrent-tuned")
    parser.add_argument("--peers", default="10,50,200", help="sizes of the swarm, the seed among them")
    parser.add_argument("--crowd", type=int, default=1000, help="peers of the large swarm (0: none)")
    parser.add_argument("--size", type=int, default=32, metavar="MIB")
    parser.add_argument("--piece", type=int, default=128, metavar="KIB")
    parser.add_argument("--torrarium", default="", metavar="ARGS", help="more arguments for torrarium swarm")
    parser.add_argument("--timeout", type=float, default=300, metavar="S")
    options = parser.parse_args()
    if options.quick:
        options.peers, options.crowd, options.size = "10,30", 100, 8
        options.repeat, options.warm, options.quiet = 1, 1, 2
    rig.enter_private_network()
    names, sizes = options.clients.split(","), [int(peers) for peers in options.peers.split(",")]
    payload, small = rig.Payload(options.files, options.size * rig.MIB), rig.Payload(options.files / "small", 4 * rig.MIB)
    swarms, crowd = Table(options), Table(options)
    for repetition in range(options.repeat):
        for peers in ([2] if repetition == 0 else []) + sizes:
            for name in names:
                swarms.run(name, payload, peers)
    if options.crowd and "torrarium" in names:
        for peers in (2, options.crowd):
            crowd.run("torrarium", small, peers)
    shutil.rmtree(options.files, ignore_errors=True)
    lines = list(swarms.rows(names, sizes, payload))
    if options.crowd and "torrarium" in names:
        lines += crowd.rows(["torrarium"], [options.crowd], small)
    print(f"\nA swarm in one process, one seed, {options.piece} KiB pieces; median (least-most)\n")
    print(rig.table(["peers", "file", "client", "seconds", "MiB/s delivered", "CPU-s/GiB", "KiB a peer, no file behind",
                     "resident", "set-up s"], lines))
    print("\n".join(["", *filter(None, (comparison(swarms.results, peers) for peers in sizes))]))
    sys.exit(1 if swarms.failed or crowd.failed else 0)


if __name__ == "__main__":
    main()

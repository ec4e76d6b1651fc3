#!/usr/bin/env python3
"""One file from a seed to a leecher, each a process of its own, for Torrarium and the programs it is
measured against. The programs take turns; every downloaded byte is compared.

Columns: MiB/s from the first payload byte on the wire until the leecher said that all is verified;
start-up = from the leecher's start to that byte; CPU-s/GiB of seed, leecher and both, from the
leecher's start to its end; peak resident memory of seed/leecher, and the part no file stands behind
(libtorrent maps its files). The last lines compare Torrarium with the others of the same piece size.
"""
import argparse
import http.server
import json
import os
import shutil
import socket
import statistics
import sys
import threading
import time
import urllib.parse

import rig

ADDRESS = {"seed": "10.77.0.1", "leecher": "10.77.0.2", "tracker": "10.77.0.254"}
PORT = 20000


class Tracker(http.server.BaseHTTPRequestHandler):
    """The least of a tracker: everybody hears of everybody, and seeds are seen to be ready."""
    protocol_version = "HTTP/1.1"
    left = {}  # (address, port) -> bytes left

    def do_GET(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query, encoding="latin-1"))
        peer = (self.client_address[0], int(query.get("port", 0)))
        self.left[peer] = int(query.get("left", 1))
        if query.get("event") == "stopped":
            self.left.pop(peer, None)
        others = b"".join(socket.inet_aton(address) + port.to_bytes(2, "big")
                          for address, port in self.left if (address, port) != peer)
        answer = rig.bencode({"interval": 1800, "peers": others})
        self.send_response(200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


class Client:
    """How a program is started in either role, and how its leecher says it is done."""

    def __init__(self, seed, leecher, done="complete", files=()):
        self.seed, self.leecher, self.done, self.files = seed, leecher, done, dict(files)

    def start(self, role, values):
        for name, text in self.files.items():
            file = values["work"] / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text % values, encoding="utf-8")
            file.chmod(0o755)
        if "transmission-daemon" in self.seed:
            (values["work"] / "watch").mkdir()
            shutil.copy(values["torrent"], values["work"] / "watch")
        command = self.seed if role == "seed" else self.leecher
        return rig.Measured([word % values for word in command.split()], values["work"])


TRANSMISSION_SETTINGS = json.dumps({
    "bind-address-ipv4": "%(ip)s", "peer-port": PORT, "rpc-enabled": False, "dht-enabled": False,
    "lpd-enabled": False, "utp-enabled": False, "port-forwarding-enabled": False, "encryption": 0,
    "download-queue-enabled": False, "seed-queue-enabled": False, "watch-dir-enabled": True,
    "watch-dir": "%(work)s/watch", "script-torrent-done-enabled": True,
    "script-torrent-done-filename": "%(work)s/done.sh", "message-level": 1})
DONE_SCRIPT = {"done.sh": "#!/bin/sh\n: >%(work)s/done\n"}
ARIA2 = ("aria2c --no-conf --quiet --dir %(dir)s --interface %(ip)s --listen-port %(port)s --enable-dht=false"
         " --bt-enable-lpd=false --bt-max-peers=0 --seed-ratio=0 --file-allocation=none"
         " --bt-require-crypto=false --bt-min-crypto-level=plain ")


def clients():
    peer = "%(build)s/bench/libtorrent_peer {} %(torrent)s %(dir)s %(ip)s:%(port)s"
    known = {"torrarium": Client("%(build)s/bin/torrarium seed %(torrent)s -d %(dir)s --listen %(ip)s:%(port)s",
                                 "%(build)s/bin/torrarium get %(torrent)s -d %(dir)s --listen %(ip)s:%(port)s")}
    for preset in ("default", "tuned", "tuned-posix"):
        known[f"libtorrent-{preset}"] = Client(peer.format(preset) + " seed", peer.format(preset))
    known["transmission"] = Client("transmission-daemon -f -g %(work)s/config -w %(dir)s",
                                   "transmission-daemon -f -g %(work)s/config -w %(dir)s", "file",
                                   {"config/settings.json": TRANSMISSION_SETTINGS} | DONE_SCRIPT)
    known["aria2"] = Client(ARIA2 + "--bt-seed-unverified=true --allow-overwrite=true %(torrent)s",
                            ARIA2 + "--on-bt-download-complete=%(work)s/done.sh %(torrent)s", "file", DONE_SCRIPT)
    return known


class Turn:
    """One transfer and what it cost."""

    def __init__(self, options, client, payload, torrent):
        self.options, self.client, self.payload, self.torrent = options, client, payload, torrent
        self.processes = []

    def start(self, role):
        work = rig.fresh_folder(self.options.files / role)
        folder = rig.fresh_folder(work / "files")
        if role == "seed":
            os.link(self.payload.path, folder / self.payload.path.name)
        values = dict(build=self.options.build.resolve(), torrent=self.torrent, dir=folder, work=work,
                      ip=ADDRESS[role], port=PORT)
        process = self.client.start(role, values)
        process.file = folder / self.payload.path.name
        self.processes.append(process)
        return process

    def wait_for_seed(self, seed):
        """Until it has announced that nothing is left, and rests."""
        deadline = time.monotonic() + 60
        while Tracker.left.get((ADDRESS["seed"], PORT)) != 0:
            if time.monotonic() > deadline or not seed.running():
                raise RuntimeError(f"the seed is not ready: {seed.trouble()}")
            time.sleep(0.01)
        before = -1.0
        while seed.cpu() - before > 0.02:
            before = seed.cpu()
            time.sleep(0.3)

    def finished(self, leecher):
        if self.client.done == "file":
            return (leecher.folder / "done").exists() or None
        return leecher.said(self.client.done)

    def measure(self):
        Tracker.left.clear()
        seed = self.start("seed")
        self.wait_for_seed(seed)
        rig.prepare(self.options)
        wire, seed_cpu, busy = rig.bytes_on_loopback(), seed.cpu(), rig.busy_seconds()
        start, first = time.monotonic(), None
        leecher = self.start("leecher")
        while not self.finished(leecher):
            now = time.monotonic()
            if first is None and rig.bytes_on_loopback() - wire > 64 * rig.KIB:
                first = now
            seed.sample()
            leecher.sample()
            if now - start > self.options.timeout or not (leecher.running() or self.finished(leecher)):
                raise RuntimeError(f"no end of the download: {leecher.trouble()}")
            time.sleep(0.005)
        end = time.monotonic() if self.client.done == "file" else leecher.said(self.client.done)[0]
        seed_cpu, leecher_cpu = seed.cpu() - seed_cpu, leecher.cpu()
        others = rig.busy_seconds() - busy - seed_cpu - leecher_cpu
        seed.sample()
        leecher.sample()
        self.close()
        if not self.payload.equals(leecher.file):
            raise RuntimeError("the downloaded file differs")
        gib = self.payload.length / rig.GIB
        first = first or start
        return dict(rate=self.payload.length / rig.MIB / (end - first), startup=first - start, seed=seed_cpu / gib,
                    leecher=leecher_cpu / gib, cpu=(seed_cpu + leecher_cpu) / gib, others=max(0.0, others),
                    rss=(seed.peak_rss, leecher.peak_rss), anon=(seed.peak_anon, leecher.peak_anon))

    def close(self):
        for process in self.processes:
            process.stop()


def rows(results, names, pieces):
    for piece in pieces:
        for name in names:
            turns = results.get((piece, name))
            if not turns:
                yield [f"{piece >> 10} KiB", name, "failed"] + ["-"] * 6
                continue
            column = lambda key, digits: rig.spread([turn[key] for turn in turns], digits)
            memory = lambda key: "/".join(f"{max(turn[key][end] for turn in turns) / rig.MIB:.0f}" for end in (0, 1))
            yield [f"{piece >> 10} KiB", name, column("rate", 0), column("startup", 2), column("seed", 2),
                   column("leecher", 2), column("cpu", 2), memory("rss"), memory("anon")]


def comparison(results, piece):
    """One line on Torrarium beside the others, or None when either is absent."""
    median = lambda name, key: statistics.median(turn[key] for turn in results[piece, name])
    others = [name for at, name in results if at == piece and name != "torrarium"]
    if (piece, "torrarium") not in results or not others:
        return None
    fastest = max(others, key=lambda name: median(name, "rate"))
    cheapest = min(others, key=lambda name: median(name, "cpu"))
    line = (f"{piece >> 10} KiB pieces: Torrarium moves {median('torrarium', 'rate') / median(fastest, 'rate'):.2f}"
            f" times the goodput of the fastest other ({fastest}) and takes"
            f" {median('torrarium', 'cpu') / median(cheapest, 'cpu'):.2f} times the CPU of the cheapest ({cheapest})")
    if (piece, "libtorrent-default") in results:
        line += f", {median('torrarium', 'cpu') / median('libtorrent-default', 'cpu'):.2f} times libtorrent's"
    return line


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    rig.add_common_options(parser, repeat=3)
    parser.add_argument("--clients", default=",".join(clients()), help="which, in turn (default: %(default)s)")
    parser.add_argument("--size", type=int, default=1024, metavar="MIB")
    parser.add_argument("--pieces", default="256,1024", metavar="KIB,...")
    parser.add_argument("--timeout", type=float, default=400, metavar="S")
    options = parser.parse_args()
    if options.quick:
        options.size, options.repeat, options.warm, options.quiet = 128, 1, 1, 2
    rig.enter_private_network()
    server = http.server.ThreadingHTTPServer((ADDRESS["tracker"], 6969), Tracker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    payload = rig.Payload(options.files, options.size * rig.MIB)
    names, pieces = options.clients.split(","), [int(piece) << 10 for piece in options.pieces.split(",")]
    torrents = {piece: payload.torrent(piece, "http://10.77.0.254:6969/announce") for piece in pieces}
    results, failed = {}, False
    for repetition in range(options.repeat):
        for piece in pieces:
            for name in names:
                turn = Turn(options, clients()[name], payload, torrents[piece])
                label = f"{repetition + 1}/{options.repeat} {name}, {piece >> 10} KiB pieces"
                try:
                    result = turn.measure()
                except (RuntimeError, OSError) as error:
                    failed = True
                    print(f"  {label}: FAILED: {error}", file=sys.stderr)
                    continue
                finally:
                    turn.close()
                results.setdefault((piece, name), []).append(result)
                print(f"  {label}: {result['rate']:.0f} MiB/s, {result['cpu']:.2f} CPU-s/GiB"
                      f" (others took {result['others']:.1f} CPU-s)", file=sys.stderr)
    shutil.rmtree(options.files, ignore_errors=True)
    print(f"\n{options.size} MiB, one seed, one leecher, a process each; median (least-most)\n")
    print(rig.table(["pieces", "client", "MiB/s", "start-up s", "CPU-s/GiB seed", "leecher", "both",
                     "peak RSS MiB", "not file-backed"], rows(results, names, pieces)))
    print("\n".join(["", *filter(None, (comparison(results, piece) for piece in pieces))]))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/python3
"""libtorrent-rasterbar as a partner for Torrarium's tests (Debian's python3-libtorrent).

    libtorrent_peer.py create CONTENT -o F.torrent --announce URL --piece-size BYTES
    libtorrent_peer.py hash F.torrent                  prints the info-hash in hex
    libtorrent_peer.py peer F.torrent -d DIR --listen IP:PORT
        takes part until SIGTERM; prints "listening", and "complete" when every piece is verified
"""
import argparse
import os
import signal
import sys

import libtorrent as lt

PLAIN_TCP = {
    "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
    "enable_outgoing_utp": False, "enable_incoming_utp": False, "allow_multiple_connections_per_ip": True,
    "alert_mask": lt.alert.category_t.status_notification | lt.alert.category_t.error_notification,
}


def create(options):
    storage = lt.file_storage()
    lt.add_files(storage, options.content)
    torrent = lt.create_torrent(storage, options.piece_size, lt.create_torrent.v1_only)
    torrent.add_tracker(options.announce)
    lt.set_piece_hashes(torrent, os.path.dirname(os.path.abspath(options.content)))
    with open(options.output, "wb") as file:
        file.write(lt.bencode(torrent.generate()))


def show_hash(options):
    print(lt.torrent_info(options.torrent).info_hashes().v1)


def peer(options):
    session = lt.session({**PLAIN_TCP, "listen_interfaces": options.listen})
    session.add_torrent({"ti": lt.torrent_info(options.torrent), "save_path": options.dir,
                         "flags": lt.torrent_flags.default_flags & ~lt.torrent_flags.auto_managed
                         & ~lt.torrent_flags.paused})
    print("listening", flush=True)
    running = True

    def stop(*_):
        nonlocal running
        running = False

    signal.signal(signal.SIGTERM, stop)
    while running:
        session.wait_for_alert(200)
        for alert in session.pop_alerts():
            if isinstance(alert, lt.torrent_finished_alert):
                print("complete", flush=True)
            elif alert.category() & lt.alert.category_t.error_notification:
                print(alert.message(), file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("create")
    command.add_argument("content")
    command.add_argument("-o", "--output", required=True)
    command.add_argument("--announce", required=True)
    command.add_argument("--piece-size", type=int, required=True)
    command.set_defaults(action=create)
    command = commands.add_parser("hash")
    command.add_argument("torrent")
    command.set_defaults(action=show_hash)
    command = commands.add_parser("peer")
    command.add_argument("torrent")
    command.add_argument("-d", "--dir", required=True)
    command.add_argument("--listen", required=True)
    command.set_defaults(action=peer)
    options = parser.parse_args()
    options.action(options)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""What the window costs its GUI thread while it shows the lab page of a large live swarm.

Starts torrarium-window with a swarm of rate-limited peers, waits until their links stand and reads the
kernel's account of each thread for a while. Twice: drawn by Qt's software renderer, which works in the
GUI thread, so that this is all a frame costs; and, where Xvfb is installed, through OpenGL, where a
render thread draws (without a graphics card Mesa's own threads then do the card's work).
"""
import argparse
import contextlib
import os
import pathlib
import shutil
import subprocess
import sys
import time

import rig

LIMIT = 15  # per cent of a core


@contextlib.contextmanager
def display(size):
    """A display of its own in memory: the value of DISPLAY."""
    read, write = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
                              pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as number:
            yield ":" + number.readline().strip()
    finally:
        server.terminate()
        server.wait()


@contextlib.contextmanager
def renderer(name, size):
    """Sets the environment that makes Qt draw so."""
    before = dict(os.environ)
    with contextlib.ExitStack() as stack:
        if name == "software":
            os.environ.update(QT_QPA_PLATFORM="offscreen", QT_QUICK_BACKEND="software")
        else:
            os.environ.update(QT_QPA_PLATFORM="xcb", QSG_RENDER_LOOP="threaded",
                              DISPLAY=stack.enter_context(display(size)))
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def thread_seconds(pid):
    """(name, CPU seconds) of each thread by id; the main thread of a Qt program is the GUI thread."""
    seconds = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):  # it ended meanwhile
            name = "GUI" if int(task.name) == pid else (task / "comm").read_text().strip()
            seconds[task.name] = name, int((task / "schedstat").read_text().split()[0]) / 1e9
    return seconds


def wait_for_links(process, options):
    """Waits until there are several sockets a peer, then until the first rush is over."""
    deadline = time.monotonic() + options.timeout
    while len(os.listdir(f"/proc/{process.popen.pid}/fd")) < 5 * options.peers:
        if time.monotonic() > deadline or not process.running():
            raise RuntimeError(f"no swarm after {options.timeout:.0f} s: {process.trouble()}")
        time.sleep(0.1)
    time.sleep(options.settle)


def measure(options, payload):
    """Per cent of a core for each kind of thread, and MiB/s on the network."""
    log = rig.fresh_folder(options.files / "log")
    os.environ.update(XDG_CACHE_HOME=str(options.files / "cache"), XDG_CONFIG_HOME=str(options.files / "config"))
    rig.prepare(options)
    process = rig.Measured(
        [options.build.resolve() / "bin/torrarium-window", "--watch", payload.path, "--peers", options.peers - 1,
         "--seeds", 1, "--up", f"{options.up}KiB/s", "--size", options.size], log)
    try:
        wait_for_links(process, options)
        before, traffic, begun = thread_seconds(process.popen.pid), rig.bytes_on_loopback(), time.monotonic()
        time.sleep(options.seconds)
        after, spent = thread_seconds(process.popen.pid), time.monotonic() - begun
        traffic = (rig.bytes_on_loopback() - traffic) / spent / rig.MIB
    finally:
        process.stop()
    shares = {}
    for thread, (name, seconds) in after.items():
        used = seconds - before.get(thread, (name, 0))[1]
        shares[name] = shares.get(name, 0) + 100 * used / spent
    return shares, traffic


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    rig.add_common_options(parser, repeat=1)
    parser.add_argument("--peers", type=int, default=200, help="with the seed (default 200)")
    parser.add_argument("--up", type=int, default=20, metavar="KIB", help="KiB/s each peer sends at most (default 20)")
    parser.add_argument("--size", default="1920x1080", help="of the window (default 1920x1080)")
    parser.add_argument("--settle", type=float, default=10, metavar="S", help="before measuring (default 10)")
    parser.add_argument("--seconds", type=float, default=15, help="of measuring (default 15)")
    parser.add_argument("--timeout", type=float, default=60, metavar="S", help="for the swarm to start")
    parser.add_argument("--renderer", choices=["software", "opengl"], help="only this one")
    options = parser.parse_args()
    rig.enter_private_network()
    if options.quick:
        options.peers, options.settle, options.seconds, options.warm, options.quiet = 20, 1, 2, 0, 0
    renderers = ["software", "opengl"] if shutil.which("Xvfb") else ["software"]
    payload = rig.Payload(options.files, 16 * rig.MIB)
    rows = []
    over = False
    for _ in range(options.repeat):
        for name in [options.renderer] if options.renderer else renderers:
            with renderer(name, options.size):
                shares, traffic = measure(options, payload)
            gui = shares.pop("GUI")
            over |= gui >= LIMIT
            rows.append([name, f"{gui:.1f} %", "pass" if gui < LIMIT else "OVER", f"{traffic:.1f}",
                         ", ".join(f"{thread} {share:.1f} %" for thread, share in
                                   sorted(shares.items(), key=lambda item: -item[1]) if share >= 0.5)])
    print(f"\nThe lab page of {options.peers} live peers at {options.size}, per cent of one core over "
          f"{options.seconds:.0f} s\n")
    print(rig.table(["renderer", "GUI thread", f"under {LIMIT} %", "MiB/s on the network", "other threads"], rows))
    shutil.rmtree(options.files / "cache", ignore_errors=True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())

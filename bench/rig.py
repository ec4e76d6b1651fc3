"""What the benchmarks share: a private network, payloads, measured processes, tables.

Figures are read from outside the programs: CPU from the kernel's account of the process, memory from
/proc, bytes from the network interface. Machines are noisy: programs take turns in one run, a run
waits for a quiet machine, memory is warmed, and only ratios within one table mean anything.
"""
import hashlib
import mmap
import os
import pathlib
import random
import resource
import shutil
import statistics
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30
INSIDE = "TORRARIUM_BENCH_NETWORK"


def enter_private_network():
    """Starts the script again where only a loopback interface exists (10.77.0.1 to .254 on it)."""
    if os.environ.get(INSIDE) != "1":
        os.environ[INSIDE] = "1"
        script = str(ROOT / "tests/support/privatenetwork.sh")
        os.execv(script, [script, sys.executable, *sys.argv])
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def add_common_options(parser, repeat):
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release", help="the build's folder")
    parser.add_argument("--files", type=pathlib.Path, default=pathlib.Path("/dev/shm/torrarium-bench"),
                        help="where payload and downloads go (default: memory)")
    parser.add_argument("--repeat", type=int, default=repeat, help=f"turns of each program (default {repeat})")
    parser.add_argument("--warm", type=int, default=6, metavar="GIB", help="memory to touch before each turn")
    parser.add_argument("--quiet", type=float, default=30, metavar="S",
                        help="longest wait for an idle machine before each turn")
    parser.add_argument("--quick", action="store_true", help="small and once: does it run at all")


# ------------------------------------------------------------------------------ payload

def bencode(value):
    if isinstance(value, int):
        return b"i%de" % value
    if isinstance(value, str):
        value = value.encode()
    if isinstance(value, bytes):
        return b"%d:%s" % (len(value), value)
    return b"d" + b"".join(bencode(key) + bencode(value[key]) for key in sorted(value)) + b"e"


class Payload:
    """A file of repeatable random bytes, and its .torrent in any piece size."""

    def __init__(self, folder, length):
        self.folder = folder / "payload"
        self.path = self.folder / f"payload-{length}.bin"
        self.length = length
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.path.exists() or self.path.stat().st_size != length:
            source = random.Random(length)
            with open(self.path, "wb") as file:
                for at in range(0, length, 4 * MIB):
                    file.write(source.randbytes(min(4 * MIB, length - at)))

    def torrent(self, piece, announce):
        pieces = []
        with open(self.path, "rb") as file:
            while block := file.read(piece):
                pieces.append(hashlib.sha1(block).digest())
        info = {"length": self.length, "name": self.path.name, "piece length": piece, "pieces": b"".join(pieces)}
        target = self.path.with_suffix(f".{piece}.torrent")
        target.write_bytes(bencode({"announce": announce, "info": info}))
        return target

    def equals(self, other):
        """Whether another file holds the same bytes."""
        with open(self.path, "rb") as mine, open(other, "rb") as theirs:
            while block := mine.read(4 * MIB):
                if theirs.read(len(block)) != block:
                    return False
            return theirs.read(1) == b""


def fresh_folder(path):
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    return path


# ------------------------------------------------------------------------------ processes

class Measured:
    """A program that runs, with its CPU time, memory and printed lines."""

    def __init__(self, command, folder):
        self.lines = []  # (time, CPU seconds so far, text)
        self.peak_rss = self.peak_anon = 0
        self.folder = folder
        self._rusage = None
        self.popen = subprocess.Popen([str(word) for word in command], cwd=folder, stdin=subprocess.DEVNULL,
                                      stdout=subprocess.PIPE, stderr=open(folder / "stderr", "wb"))
        self._clock = (~self.popen.pid << 3) | 2  # clock_getcpuclockid(3)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        for line in self.popen.stdout:
            self.lines.append((time.monotonic(), self.cpu(), line.decode(errors="replace").rstrip()))

    def running(self):
        if self._rusage is None:
            pid, _, rusage = os.wait4(self.popen.pid, os.WNOHANG)
            if pid:
                self._rusage = rusage
                self.popen.returncode = 0
        return self._rusage is None

    def cpu(self):
        """CPU seconds of all its threads, dead ones too."""
        if self._rusage is None:
            try:
                return time.clock_gettime(self._clock)
            except OSError:
                pass
        return self._rusage.ru_utime + self._rusage.ru_stime if self._rusage else 0.0

    def said(self, word):
        """(time, CPU seconds) of the first line that starts with the word, or None."""
        return next(((at, cpu) for at, cpu, line in self.lines if line.split(" ")[0] == word), None)

    def sample(self):
        """Notes the peaks of memory: resident, and the part that no file stands behind."""
        try:
            with open(f"/proc/{self.popen.pid}/status", encoding="ascii", errors="replace") as status:
                fields = dict(line.split(":", 1) for line in status)
            self.peak_rss = max(self.peak_rss, int(fields["VmHWM"].split()[0]) * KIB)
            self.peak_anon = max(self.peak_anon, int(fields["RssAnon"].split()[0]) * KIB)
        except (OSError, KeyError, ValueError):
            pass

    def stop(self):
        for end in (self.popen.terminate, self.popen.kill):
            if self.running():
                end()
                deadline = time.monotonic() + 3
                while self.running() and time.monotonic() < deadline:
                    time.sleep(0.01)

    def trouble(self):
        """The end of what it printed on stderr and stdout."""
        text = (self.folder / "stderr").read_text(errors="replace")[-600:]
        return text + "\n".join(line for *_, line in self.lines[-5:])


# ------------------------------------------------------------------------------ the machine

def bytes_on_loopback():
    with open("/proc/net/dev", encoding="ascii") as devices:
        return next(int(line.split(":")[1].split()[0]) for line in devices if line.lstrip().startswith("lo:"))


def busy_seconds():
    """CPU seconds in user code on the whole machine since it started."""
    with open("/proc/stat", encoding="ascii") as stat:
        user, nice = stat.readline().split()[1:3]
    return (int(user) + int(nice)) / os.sysconf("SC_CLK_TCK")


def prepare(options):
    """Warms memory (a virtual machine may have given idle pages back) and waits for a quiet machine."""
    if options.warm:
        with mmap.mmap(-1, options.warm * GIB) as memory:
            try:
                memory.madvise(23)  # MADV_POPULATE_WRITE
            except OSError:
                for at in range(0, len(memory), mmap.PAGESIZE):
                    memory[at] = 1
    deadline = time.monotonic() + options.quiet
    while time.monotonic() < deadline:
        before = busy_seconds()
        time.sleep(0.5)
        if busy_seconds() - before < 0.05:
            return


# ------------------------------------------------------------------------------ results

def spread(values, digits=0):
    """'median (least-most)', or the value alone."""
    text = [f"{value:.{digits}f}" for value in (statistics.median(values), min(values), max(values))]
    return text[0] if len(values) == 1 else f"{text[0]} ({text[1]}-{text[2]})"


def table(header, rows):
    """A Markdown table."""
    cells = [[str(cell) for cell in row] for row in [header, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)

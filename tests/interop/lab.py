"""What the tests in Python share: programs that always end, hosts in namespaces of their own, and a
console on the control channel, written from docs/protocol.md alone. Every wait has a limit."""

import json
import os
import pathlib
import re
import secrets
import signal
import socket
import subprocess
import tempfile
import time
import unittest
import urllib.request

PATIENCE = 60  # seconds
GRACE = 5  # seconds from "end" to "be killed"


def eventually(condition, patience=PATIENCE, report=lambda: ""):
    """The first true value of `condition`, asked until the time is over; no answer is no truth."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            if value := condition():
                return value
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError(f"it did not come to be in {patience} s\n{report()}")


def fetch(url, body=None, **fields):
    """The body of the answer."""
    request = urllib.request.Request(url, body, {k.replace("_", "-"): v for k, v in fields.items()})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


class Program:
    """A program with what it printed, in a session of its own so that its children end with it."""

    def __init__(self, command, folder):
        self.command = [str(part) for part in command]
        self.file = tempfile.TemporaryFile()
        self.process = subprocess.Popen(self.command, cwd=folder, stdin=subprocess.PIPE, stdout=self.file,
                                        stderr=subprocess.STDOUT, start_new_session=True)

    def output(self):
        return os.pread(self.file.fileno(), 1 << 20, 0).decode(errors="replace")

    def printed(self, pattern):
        """The last match of a whole line."""
        matches = list(re.finditer(f"^{pattern}$", self.output(), re.MULTILINE))
        return matches[-1] if matches else None

    def count(self, pattern):
        """How many whole lines match."""
        return len(re.findall(f"^{pattern}$", self.output(), re.MULTILINE))

    def expect(self, pattern, patience=PATIENCE):
        """Waits for a line."""
        return eventually(lambda: self.printed(pattern), patience,
                          lambda: f"{pattern!r} of {self.command}, which printed:\n{self.output()}")

    def say(self, line):
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def kill(self):
        """As by kill -9: nothing is said any more."""
        self.signal(signal.SIGKILL)
        self.process.wait(GRACE)

    def signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def end(self):
        self.signal(signal.SIGTERM)
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            pass
        self.signal(signal.SIGKILL)
        self.process.wait(GRACE)
        self.process.stdin.close()
        self.file.close()


class Lab(unittest.TestCase):
    """A folder and programs that go with the test."""

    program = None  # the program under test, an absolute path

    def setUp(self):
        sandbox = tempfile.TemporaryDirectory()
        self.addCleanup(sandbox.cleanup)
        self.folder = pathlib.Path(sandbox.name)

    def start(self, *command):
        program = Program(command, self.folder)
        self.addCleanup(program.end)
        return program

    def torrarium(self, *arguments):
        return self.start(self.program, *arguments)

    def give(self, user, name, size):
        """Puts content of that many bytes into a user's shared folder."""
        file = self.folder / user / "shared" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(os.urandom(size))
        return file

    def same(self, name, *users):
        """Whether all of them have the same whole file."""
        files = [self.folder / user / "shared" / name for user in users]
        return all(file.exists() for file in files) and len({file.read_bytes() for file in files}) == 1


class Hosts:
    """Machines of a small network: a namespace each, on a bridge in the test's own namespace, which
    has 10.78.0.254. All goes when the test's process ends. Needs root, of a user namespace at least."""

    def __init__(self, count):
        self.run("ip", "link", "set", "lo", "up")
        self.run("ip", "link", "add", "br0", "type", "bridge")
        self.run("ip", "addr", "add", "10.78.0.254/24", "dev", "br0")
        self.run("ip", "link", "set", "br0", "up")
        self.holders = {}
        for number in range(1, count + 1):
            self.add(number)

    @staticmethod
    def run(*command):
        subprocess.run(command, check=True, timeout=10)

    def add(self, number):
        """A process keeps the namespace: when it says so, it is in it."""
        holder = subprocess.Popen(["unshare", "--net", "sh", "-c", "echo in; exec sleep 3600"],
                                  stdout=subprocess.PIPE)
        self.holders[number] = holder
        assert holder.stdout.readline() == b"in\n"
        self.run("ip", "link", "add", f"host{number}", "type", "veth", "peer", "name", "eth0", "netns",
                 str(holder.pid))
        self.run("ip", "link", "set", f"host{number}", "master", "br0", "up")
        for line in ("link set lo up", f"addr add {self.address(number)}/24 dev eth0", "link set eth0 up"):
            self.run(*self.inside(number, "ip", *line.split()))

    @staticmethod
    def address(number):
        return f"10.78.0.{number}"

    def inside(self, number, *command):
        """The command that runs a command on that host."""
        return ("nsenter", f"--net=/proc/{self.holders[number].pid}/ns/net", *command)

    def cut(self, number):
        self.run("ip", "link", "set", f"host{number}", "down")

    def mend(self, number):
        self.run("ip", "link", "set", f"host{number}", "up")

    def slow(self, number, rate):
        """What reaches the host comes at that rate ("20mbit")."""
        self.run("tc", "qdisc", "add", "dev", f"host{number}", "root", "tbf", "rate", rate, "burst", "64kb",
                 "latency", "100ms")

    def close(self):
        for holder in self.holders.values():
            holder.kill()
            holder.wait(GRACE)
            holder.stdout.close()


class Console:
    """A console on the control channel (docs/protocol.md)."""

    def __init__(self, address, port=7420, key=None):
        self.socket = socket.create_connection((address, port), timeout=10)
        self.lines = self.socket.makefile("rb")
        self.number = 0
        mine = {"version": 1, "role": "console", "name": "test " + secrets.token_hex(4),
                "instance": secrets.token_hex(16), "nonce": secrets.token_hex(32)}
        answer = self.call("hello", mine)
        if "challenge" in answer:
            self.call("prove", {"hmac": self.proof(key, mine, answer)})

    @staticmethod
    def proof(key, mine, answer):
        import hmac
        lines = ["torrarium role", "1", answer["challenge"], mine["nonce"], answer["epoch"], mine["role"],
                 mine["name"], mine["instance"]]
        return hmac.new(key.encode(), "\n".join(lines).encode(), "sha256").hexdigest()

    def call(self, method, params=None):
        """The result; notices that come before it are passed over."""
        self.number += 1
        message = {"jsonrpc": "2.0", "id": self.number, "method": method, "params": params or {}}
        self.socket.sendall(json.dumps(message).encode() + b"\n")
        while True:
            line = self.lines.readline(65536)
            if not line:
                raise ConnectionError("the coordinator hung up")
            answer = json.loads(line)
            if answer.get("id") == self.number and "method" not in answer:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]

    def items(self, method):
        return self.call(method)["items"]

    def close(self):
        self.lines.close()
        self.socket.close()

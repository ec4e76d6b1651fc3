"""The thesis's system on five hosts: usage five_hosts.py PROGRAM

Coordinator, statistics, two trackers, an index and four users are processes of their own on five hosts, each with
a network of its own. Users share, search and download across hosts; then a tracker dies, the coordinator is
killed and started again, a user is cut off and comes back. Downloads complete and the statistics are right.
"""

import json
import os
import pathlib
import subprocess
import sys
import unittest

from lab import Console, Hosts, Lab, eventually

KEY = "five hosts, one key"
COORDINATOR = "10.78.0.1"
MIB = 1024 * 1024
SKIPPED = 77  # the exit code that ctest takes for it


class FiveHosts(Lab):
    def setUp(self):
        super().setUp()
        self.hosts = Hosts(5)
        self.addCleanup(self.hosts.close)
        self.home = {"ana": 3, "ben": 4, "cleo": 4, "dan": 5}
        (self.folder / "key").write_text(KEY)
        self.coordinator = self.start_coordinator()
        self.statistics = self.role(1, "statistics", "--watch", "--json")
        self.trackers = []
        for host, name in ((2, "Tracker1"), (3, "Tracker2")):
            self.trackers.append(self.role(host, "tracker", "--name", name, "--http",
                                           f"{self.hosts.address(host)}:6969"))
            self.trackers[-1].expect("registered")
        self.index = self.role(2, "index", "--http", "10.78.0.2:8080", "-d", "torrents")
        self.index.expect("registered")
        self.users = {name: self.role(host, "user", "--home", name, "--name", name, "--listen",
                                      self.hosts.address(host)) for name, host in self.home.items()}
        for name, user in self.users.items():
            user.expect(f"connected as {name}")

    def on(self, host, *arguments):
        return self.start(*self.hosts.inside(host, self.program, *arguments))

    def role(self, host, *arguments):
        return self.on(host, *arguments, "--coordinator", COORDINATOR, "--key-file", "key")

    def start_coordinator(self):
        coordinator = self.on(1, "coordinator", "--listen", COORDINATOR, "--key-file", "key", "--state",
                              "coordinator.json", "--piece-size", "64KiB", "--max-n", "4")
        coordinator.expect("coordinator .*")
        return coordinator

    def console(self):
        console = Console(COORDINATOR, key=KEY)
        self.addCleanup(console.close)
        return console

    def share(self, user, name, size):
        """Shares new content; the name of the tracker it was given."""
        self.give(user, name, size)
        self.users[user].say(f"share {name}")
        return self.users[user].expect(f"shared {name} {size} bytes, at (.*), [0-9a-f]{{40}}").group(1)

    def download(self, user, name):
        self.users[user].say(f"download {name}")
        self.users[user].expect(f"downloading {name} .*")

    def completes(self, user, name, source):
        self.users[user].expect(f"downloaded {name} .*")
        self.assertTrue(self.same(name, user, source))

    def states(self):
        return {user["name"]: user["state"] for user in self.console().items("users.list")}

    def counted(self):
        """(nPeers, nSeeds, stays that run) as the statistics role last said."""
        line = self.statistics.printed(r"\{.*\}")
        facts = json.loads(line.group(0)) if line else {}
        return facts.get("nPeers"), facts.get("nSeeds"), facts.get("running")

    def counts(self, peers, seeds, stays):
        eventually(lambda: self.counted() == (peers, seeds, stays), report=self.statistics.output)

    def test_the_system_outlives_its_parts(self):
        self.share_search_and_download()
        self.a_user_is_cut_off_and_comes_back()
        self.a_tracker_dies()
        self.the_coordinator_dies_and_comes_back()

    def share_search_and_download(self):
        self.assertEqual(self.share("ana", "lecture.bin", 3 * MIB + 1), "Tracker2")
        self.assertEqual(self.share("ben", "notes.bin", MIB), "Tracker1")
        self.counts(2, 2, 2)
        self.users["dan"].say("search LECTURE")
        self.users["dan"].expect("found lecture.bin 3145729 bytes, .*")
        for user in ("cleo", "dan"):
            self.download(user, "lecture.bin")
            self.download(user, "notes.bin")
        for user in ("cleo", "dan"):
            self.completes(user, "lecture.bin", "ana")
            self.completes(user, "notes.bin", "ben")
        self.counts(0, 4, 6)

    def a_user_is_cut_off_and_comes_back(self):
        self.assertEqual(self.share("ana", "film.bin", 12 * MIB), "Tracker2")
        self.hosts.slow(5, "20mbit")
        self.download("dan", "film.bin")
        part = self.folder / "dan" / "temporal" / "film.bin"
        eventually(lambda: part.stat().st_blocks * 512 > MIB)
        self.hosts.cut(5)
        eventually(lambda: self.states()["dan"] == "away")
        self.assertFalse(self.users["dan"].printed("downloaded film.bin .*"))
        self.hosts.mend(5)
        eventually(lambda: self.states()["dan"] == "connected")
        self.completes("dan", "film.bin", "ana")
        self.counts(0, 4, 8)

    def a_tracker_dies(self):
        self.trackers[0].kill()
        eventually(lambda: len(self.console().items("trackers.list")) == 1)
        self.assertEqual({self.share("cleo", name, MIB) for name in ("x.bin", "y.bin")}, {"Tracker2"})
        self.download("ana", "x.bin")
        self.completes("ana", "x.bin", "cleo")
        self.counts(1, 3, 11) # what ben seeds only the dead tracker knew

    def the_coordinator_dies_and_comes_back(self):
        registrations = self.index.count("registered")
        self.coordinator.kill()
        self.download("ben", "y.bin")
        self.completes("ben", "y.bin", "cleo")
        self.coordinator = self.start_coordinator()
        eventually(lambda: set(self.states().values()) == {"connected"})
        eventually(lambda: self.index.count("registered") > registrations)
        self.counts(0, 4, 12)
        self.assertEqual(self.share("dan", "z.bin", MIB), "Tracker2")
        self.download("ana", "z.bin")
        self.completes("ana", "z.bin", "dan")
        self.counts(0, 4, 14)
        self.users["ben"].say("disconnect")
        self.users["ben"].expect("disconnected")
        self.counts(0, 3, 12)


def go_inside():
    """Runs this script again where it may make networks; says so where the kernel lets nobody."""
    script = pathlib.Path(__file__).resolve()
    network = script.parent.parent / "support" / "privatenetwork.sh"
    if subprocess.run([network, "true"], timeout=60).returncode != 0:
        print("skipped: this kernel lets nobody have network namespaces")
        sys.exit(SKIPPED)
    os.execv(network, [network, sys.executable, "-B", script, "--inside", *sys.argv[1:]])


if __name__ == "__main__":
    if sys.argv[1] != "--inside":
        go_inside()
    sys.argv.pop(1)
    Lab.program = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()

"""Other people's programs meet the index: usage index.py PROGRAM [--screenshots DIR]

aria2 and transmission are given only the address of a .torrent file in the index, and download from a user;
Chromium, through its WebDriver, lists, searches, uploads and downloads. Runs in a network of its own
(tests/support/privatenetwork.sh). With --screenshots the page is saved there, light and dark.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import unittest
import urllib.error

from browser import Browser
from lab import Console, Lab, eventually, fetch

INDEX = "10.77.0.100:8080"
TRACKER = "10.77.0.254:6969"
DRIVER = "http://127.0.0.1:9515"
COLOURS = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 29)"}
SCREENSHOTS = None


class System(Lab):
    """Coordinator, tracker, index and one user, each a process."""

    def setUp(self):
        super().setUp()
        self.torrarium("coordinator", "--listen", "127.0.0.1:7420", "--state", "none").expect("coordinator .*")
        self.torrarium("tracker", "--name", "Tracker", "--http", TRACKER).expect("registered")
        self.torrarium("index", "--http", INDEX, "-d", "torrents").expect("registered")
        self.user = self.torrarium("user", "--home", "ana", "--name", "ana", "--listen", "10.77.0.1")
        self.user.expect("connected as ana")

    def share(self, name="lecture film.bin", size=1_500_000):
        """The address of the shared file's .torrent in the index."""
        self.give("ana", name, size)
        self.user.say(f"share {name}")
        info_hash = self.user.expect(f"shared {name} .* ([0-9a-f]{{40}})").group(1)
        return f"http://{INDEX}/torrent/{info_hash}.torrent"

    def create(self, name, content):
        """A .torrent file of content that nobody shares; its path."""
        file = self.folder / "elsewhere" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(content)
        torrent = self.folder / (name[:100] + ".torrent")
        subprocess.run([self.program, "create", file, "-o", torrent, "--announce", f"http://{TRACKER}/announce"],
                       check=True, timeout=60, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return torrent

    def listed(self):
        """The first torrent that the index lists."""
        return json.loads(fetch(f"http://{INDEX}/", Accept="application/json"))["torrents"][0]

    def counted(self):
        """(peers, seeds) of the whole system, as the coordinator adds them up."""
        console = Console("127.0.0.1")
        try:
            counts = console.call("statistics.counts")
            return counts["peers"], counts["seeds"]
        finally:
            console.close()


class RealClients(System):
    def meets(self, folder):
        """It has the whole file, and both the tracker (by its scrape) and the coordinator count it."""
        original = self.folder / "ana" / "shared" / "lecture film.bin"
        copy = self.folder / folder / "lecture film.bin"
        eventually(lambda: copy.exists() and copy.read_bytes() == original.read_bytes())
        eventually(lambda: self.listed()["seeds"] == 2, report=lambda: self.listed())
        eventually(lambda: self.counted() == (0, 2), report=lambda: self.counted())

    def test_aria2_downloads_given_only_the_address(self):
        url = self.share()
        self.start("aria2c", "--no-conf", "--dir=aria2", "--interface=10.77.0.2", "--enable-dht=false",
                   "--bt-enable-lpd=false", "--file-allocation=none", "--bt-min-crypto-level=plain",
                   "--seed-ratio=0", url)
        self.meets("aria2")

    def test_transmission_downloads_given_only_the_address(self):
        url = self.share()
        settings = {"bind-address-ipv4": "10.77.0.3", "peer-port": 6883, "rpc-enabled": True,
                    "rpc-bind-address": "10.77.0.3", "rpc-port": 9091, "rpc-whitelist-enabled": False,
                    "rpc-host-whitelist-enabled": False, "dht-enabled": False, "lpd-enabled": False,
                    "utp-enabled": False, "port-forwarding-enabled": False, "encryption": 0,
                    "rename-partial-files": False}
        (self.folder / "config").mkdir()
        (self.folder / "config" / "settings.json").write_text(json.dumps(settings))
        self.start("transmission-daemon", "-f", "-g", "config", "-w", self.folder / "transmission")
        call = json.dumps({"method": "torrent-add", "arguments": {"filename": url}}).encode()
        session = eventually(self.transmission_session)
        answer = fetch("http://10.77.0.3:9091/transmission/rpc", call, X_Transmission_Session_Id=session)
        self.assertEqual(json.loads(answer)["result"], "success")
        self.meets("transmission")

    @staticmethod
    def transmission_session():
        """The id its first answer asks for."""
        try:
            fetch("http://10.77.0.3:9091/transmission/rpc", b"{}")
        except urllib.error.HTTPError as error:
            return error.headers["X-Transmission-Session-Id"]
        return None


class Pages(System):
    def setUp(self):
        super().setUp()
        self.downloads = self.folder / "downloads"
        self.downloads.mkdir()
        self.start("chromedriver", "--port=9515")
        eventually(lambda: fetch(f"{DRIVER}/status"))

    def browse(self, dark=False):
        browser = Browser(DRIVER, self.downloads, dark)
        self.addCleanup(browser.close)
        return browser

    def test_lists_searches_uploads_and_downloads(self):
        torrent = self.create("lecture film.bin", os.urandom(1_500_000))
        browser = self.browse()
        browser.open(f"http://{INDEX}/")
        self.assertIn("Nothing is here yet", browser.text())
        browser.click("Upload", "link text")
        browser.type("#torrent", torrent)
        browser.type("#owner", "mine")
        browser.click("form.stacked button")
        eventually(lambda: "lecture film.bin is in the index now" in browser.text())
        browser.open(f"http://{INDEX}/")
        browser.type("#q", "nothing like it\n")
        eventually(lambda: "No name has all these words" in browser.text())
        browser.open(f"http://{INDEX}/")
        browser.type("#q", "FILM\n")
        eventually(lambda: "1 torrent for" in browser.text())
        browser.click("lecture film.bin", "link text")
        eventually(lambda: "Tracker.Size.Name" in browser.text())
        browser.click("Download .torrent", "link text")
        eventually(lambda: list(self.downloads.glob("*.torrent")))
        [file] = self.downloads.glob("*.torrent")
        self.assertEqual(file.read_bytes(), torrent.read_bytes())

    def test_names_run_no_script(self):
        torrent = self.create("<img src=x onerror=document.title='run'>", b"x")
        fetch(f"http://{INDEX}/torrents", torrent.read_bytes(), Content_Type="application/x-bittorrent")
        browser = self.browse()
        browser.open(f"http://{INDEX}/")
        self.assertIn("<img src=x onerror=", browser.text())
        self.assertNotEqual(browser.title(), "run")

    def test_is_light_and_dark(self):
        for number, name in enumerate(["lecture film.mp4", "notes week 1.pdf", "notes week 2.pdf", "slides.zip"]):
            self.share(name, 200_000 * (number + 1))
        eventually(lambda: self.listed()["seeds"] == 1)
        for theme, colour in COLOURS.items():
            browser = self.browse(theme == "dark")
            browser.open(f"http://{INDEX}/?sort=seeds")
            self.assertEqual(browser.background(), colour)
            if SCREENSHOTS:
                (SCREENSHOTS / f"index-{theme}.png").write_bytes(browser.picture())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    options, rest = parser.parse_known_args()
    Lab.program = options.program.resolve()
    SCREENSHOTS = options.screenshots
    unittest.main(argv=[sys.argv[0], *rest])

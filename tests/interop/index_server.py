"""Other people's programs meet the index server: usage index_server.py PROGRAM [--screenshots DIR]

aria2 and transmission are given only the address of a .torrent file in the index, and download from
Torrarium's peers; Chromium, through its WebDriver, lists, searches, uploads and downloads. Runs in a
network of its own (tests/support/privatenetwork.sh). With --screenshots the pages are saved there,
light and dark.
"""

import argparse
import base64
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.request

PATIENCE = 60  # seconds
INDEX = "10.77.0.100:8080"
TRACKER = "10.77.0.254:6969"
PROGRAM = None
SCREENSHOTS = None


def eventually(condition):
    """The first true value of `condition`, asked until PATIENCE ends."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if value := condition():
                return value
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("it did not come to be in time")


def fetch(url, body=None, **fields):
    """The body of the answer."""
    request = urllib.request.Request(url, body, {k.replace("_", "-"): v for k, v in fields.items()})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return answer.read()


class Lab(unittest.TestCase):
    """A tracker, an index and a seed of Torrarium, each a process."""

    def setUp(self):
        sandbox = tempfile.TemporaryDirectory()
        self.addCleanup(sandbox.cleanup)
        self.folder = pathlib.Path(sandbox.name)
        self.content = os.urandom(1_500_000)
        (self.folder / "seed").mkdir()
        (self.folder / "seed" / "lecture film.bin").write_bytes(self.content)
        self.start(PROGRAM, "tracker", "--http", TRACKER, "--interval", "5")
        self.start(PROGRAM, "index", "--http", INDEX, "-d", "torrents",
                   "--scrape", f"http://{TRACKER}/announce")
        eventually(lambda: fetch(f"http://{INDEX}/"))

    def start(self, *command):
        """Starts a program that ends with the test."""
        process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def create(self, file):
        """A .torrent file of a file in the sandbox; its path."""
        torrent = self.folder / (file.name + ".torrent")
        subprocess.run([PROGRAM, "create", file, "-o", torrent, "--announce",
                        f"http://{TRACKER}/announce"], check=True, stdout=subprocess.DEVNULL)
        return torrent

    def upload(self, torrent):
        """The index's answer."""
        return json.loads(fetch(f"http://{INDEX}/torrents", torrent.read_bytes(),
                                Content_Type="application/x-bittorrent"))

    def share(self):
        """A seed at work; the address of its .torrent file in the index."""
        torrent = self.create(self.folder / "seed" / "lecture film.bin")
        self.start(PROGRAM, "seed", torrent, "-d", self.folder / "seed", "--listen",
                   "10.77.0.1:6881")
        answer = self.upload(torrent)
        eventually(lambda: self.listed(answer["info_hash"])["seeds"])
        return f"http://{INDEX}{answer['torrent']}"

    def listed(self, info_hash):
        return json.loads(fetch(f"http://{INDEX}/torrent/{info_hash}", Accept="application/json"))

    def has_all(self, folder):
        file = self.folder / folder / "lecture film.bin"
        return file.exists() and file.read_bytes() == self.content


class RealClients(Lab):
    def test_aria2_downloads_given_only_the_address(self):
        url = self.share()
        self.start("aria2c", "--no-conf", "--dir=aria2", "--interface=10.77.0.2",
                   "--enable-dht=false", "--bt-enable-lpd=false", "--file-allocation=none",
                   "--bt-min-crypto-level=plain", "--seed-ratio=0", url)
        eventually(lambda: self.has_all("aria2"))
        eventually(lambda: json.loads(
            fetch(f"http://{INDEX}/", Accept="application/json"))["torrents"][0]["seeds"] == 2)

    def test_transmission_downloads_given_only_the_address(self):
        url = self.share()
        settings = {"bind-address-ipv4": "10.77.0.3", "peer-port": 6883, "rpc-enabled": True,
                    "rpc-bind-address": "10.77.0.3", "rpc-port": 9091,
                    "rpc-whitelist-enabled": False, "rpc-host-whitelist-enabled": False,
                    "dht-enabled": False, "lpd-enabled": False, "utp-enabled": False,
                    "port-forwarding-enabled": False, "encryption": 0,
                    "rename-partial-files": False}
        (self.folder / "config").mkdir()
        (self.folder / "config" / "settings.json").write_text(json.dumps(settings))
        self.start("transmission-daemon", "-f", "-g", "config", "-w",
                   str(self.folder / "transmission"))
        call = json.dumps({"method": "torrent-add", "arguments": {"filename": url}}).encode()
        session = eventually(self.transmission_session)
        answer = fetch("http://10.77.0.3:9091/transmission/rpc", call,
                       X_Transmission_Session_Id=session)
        self.assertEqual(json.loads(answer)["result"], "success")
        eventually(lambda: self.has_all("transmission"))

    @staticmethod
    def transmission_session():
        """The id its first answer asks for."""
        try:
            fetch("http://10.77.0.3:9091/transmission/rpc", b"{}")
        except urllib.error.HTTPError as error:
            return error.headers["X-Transmission-Session-Id"]
        return None


class Browser:
    """Chromium, driven over the WebDriver protocol."""

    ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

    def __init__(self, downloads, dark):
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-proxy-server",
                     "--disable-dev-shm-usage", "--window-size=1000,700", "--hide-scrollbars"]
        if dark:
            arguments.append("--force-dark-mode")
        options = {"args": arguments,
                   "prefs": {"download.default_directory": str(downloads),
                             "download.prompt_for_download": False}}
        capabilities = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}
        self.base = "http://127.0.0.1:9515/session"
        answer = self.call("POST", "", {"capabilities": capabilities})
        self.base += "/" + answer["sessionId"]

    def call(self, method, path, arguments=None):
        body = None if arguments is None else json.dumps(arguments).encode()
        request = urllib.request.Request(self.base + path, body, method=method)
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.loads(answer.read())["value"]

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    def find(self, selector, using="css selector"):
        return self.call("POST", "/element", {"using": using, "value": selector})[self.ELEMENT]

    def text(self, selector="main"):
        return self.call("GET", f"/element/{self.find(selector)}/text")

    def click(self, selector, using="css selector"):
        self.call("POST", f"/element/{self.find(selector, using)}/click", {})

    def type(self, selector, text):
        self.call("POST", f"/element/{self.find(selector)}/value", {"text": str(text)})

    def picture(self):
        return base64.b64decode(self.call("GET", "/screenshot"))

    def close(self):
        self.call("DELETE", "")


class Pages(Lab):
    def setUp(self):
        super().setUp()
        self.start("chromedriver", "--port=9515")
        eventually(lambda: fetch("http://127.0.0.1:9515/status"))

    def browse(self, dark=False):
        browser = Browser(self.folder / "downloads", dark)
        self.addCleanup(browser.close)
        return browser

    def test_lists_searches_uploads_and_downloads(self):
        torrent = self.create(self.folder / "seed" / "lecture film.bin")
        browser = self.browse()
        browser.open(f"http://{INDEX}/")
        self.assertIn("Nothing is here yet", browser.text())
        browser.click("Upload", "link text")
        browser.type("#torrent", torrent)
        browser.type("#owner", "mine")
        browser.click("form.stacked button")
        self.assertIn("lecture film.bin is in the index now", browser.text())
        browser.open(f"http://{INDEX}/")
        browser.type("#q", "nothing like it\n")
        eventually(lambda: "No name has all these words" in browser.text())
        browser.open(f"http://{INDEX}/")
        browser.type("#q", "FILM\n")
        eventually(lambda: "1 torrent for" in browser.text())
        browser.click("lecture film.bin", "link text")
        self.assertIn("Tracker.Size.Name", browser.text())
        browser.click("Download .torrent", "link text")
        downloads = self.folder / "downloads"
        eventually(lambda: list(downloads.glob("*.torrent")))
        [file] = downloads.glob("*.torrent")
        self.assertEqual(file.read_bytes(), torrent.read_bytes())

    def test_names_run_no_script(self):
        file = self.folder / "seed" / "<img src=x onerror=document.title='run'>"
        file.write_bytes(b"x")
        self.upload(self.create(file))
        browser = self.browse()
        browser.open(f"http://{INDEX}/")
        self.assertIn("<img src=x onerror=", browser.text())
        self.assertNotEqual(browser.call("GET", "/title"), "run")

    def test_is_light_and_dark(self):
        self.share()
        for number, name in enumerate(["notes week 1.pdf", "notes week 2.pdf", "slides.zip"]):
            file = self.folder / "seed" / name
            file.write_bytes(os.urandom(200_000 * (number + 1)))
            self.upload(self.create(file))
        pictures = {}
        for theme in ("light", "dark"):
            browser = self.browse(theme == "dark")
            browser.open(f"http://{INDEX}/?sort=seeds")
            pictures[theme] = browser.picture()
            if SCREENSHOTS:
                (SCREENSHOTS / f"index-{theme}.png").write_bytes(pictures[theme])
            colour = browser.call("POST", "/execute/sync", {
                "script": "return getComputedStyle(document.body).backgroundColor", "args": []})
            self.assertEqual(colour, {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 25, 29)"}[theme])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--screenshots", type=pathlib.Path)
    options, rest = parser.parse_known_args()
    PROGRAM = options.program
    SCREENSHOTS = options.screenshots
    unittest.main(argv=["index_server.py", *rest])

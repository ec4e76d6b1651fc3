"""Chromium, driven over the WebDriver protocol of chromedriver."""

import base64
import json
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """A window of its own profile; `driver` is chromedriver's address."""

    def __init__(self, driver, downloads, dark=False):
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-proxy-server",
                     "--disable-dev-shm-usage", "--window-size=1000,700", "--hide-scrollbars"]
        if dark:
            arguments.append("--force-dark-mode")
        capabilities = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": {"args": arguments}}}
        self.base = f"{driver}/session"
        answer = self.call("POST", "", {"capabilities": capabilities})
        self.base += "/" + answer["sessionId"]
        self.call("POST", "/timeouts", {"implicit": 10_000})  # for elements of a page under way
        self.call("POST", "/goog/cdp/execute", {
            "cmd": "Browser.setDownloadBehavior",
            "params": {"behavior": "allow", "downloadPath": str(downloads)}})

    def call(self, method, path, arguments=None):
        body = None if arguments is None else json.dumps(arguments).encode()
        request = urllib.request.Request(self.base + path, body, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())["value"]

    def open(self, url):
        self.call("POST", "/url", {"url": url})

    def find(self, selector, using="css selector"):
        return self.call("POST", "/element", {"using": using, "value": selector})[ELEMENT]

    def text(self):
        """What the page shows in its main part; in one call, since a found element is gone with its page."""
        return self.call("POST", "/execute/sync", {
            "script": "return document.querySelector('main')?.innerText ?? ''", "args": []})

    def click(self, selector, using="css selector"):
        self.call("POST", f"/element/{self.find(selector, using)}/click", {})

    def type(self, selector, text):
        self.call("POST", f"/element/{self.find(selector)}/value", {"text": str(text)})

    def title(self):
        return self.call("GET", "/title")

    def background(self):
        return self.call("POST", "/execute/sync", {
            "script": "return getComputedStyle(document.body).backgroundColor", "args": []})

    def picture(self):
        """The page as PNG."""
        return base64.b64decode(self.call("GET", "/screenshot"))

    def close(self):
        self.call("DELETE", "")

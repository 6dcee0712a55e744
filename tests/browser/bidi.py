"""The little of WebDriver BiDi (https://w3c.github.io/webdriver-bidi/) that the tests of the stock Firefox need."""

import contextlib
import itertools
import json
import re
import subprocess
import tempfile
import time


class ScriptError(AssertionError):
    """A script in the page threw."""


class Firefox:
    """One headless Firefox with a fresh profile; use it in a `with` block."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        from websockets.sync.client import connect  # of the group `slow`

        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        command = [self.path, "--headless", "--no-remote", "--profile", self.profile.name, "--remote-debugging-port=0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        address = next(
            match[1] for line in self.process.stderr if (match := re.search(r"WebDriver BiDi listening on (ws://\S+)", line))
        )
        self.socket = connect(f"{address}/session", max_size=None, open_timeout=30, legacy=True)
        self.numbers = itertools.count(1)
        self.requests = []
        self.errors = []
        self.send("session.new", {"capabilities": {}})
        self.send("session.subscribe", {"events": ["network.beforeRequestSent", "log.entryAdded"]})
        self.tab = self.send("browsingContext.getTree", {})["contexts"][0]["context"]
        return self

    def __exit__(self, *_error):
        self.socket.close()
        self.process.terminate()
        self.process.wait(10)
        self.process.stderr.close()
        self.profile.cleanup()

    def send(self, method, params):
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self.socket.recv(timeout=60))
            if answer.get("method") == "network.beforeRequestSent":
                self.requests.append(answer["params"]["request"]["url"])
            elif answer.get("method") == "log.entryAdded" and answer["params"]["level"] == "error":
                self.errors.append(answer["params"]["text"])
            elif answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    def open(self, url):
        """Go to an address and wait until its page is loaded.

        The page is asked: Firefox does not always tell that one is loaded when the tab changes its process, as from disk to a server.
        """
        page = url.partition("#")[0]
        stays = "#" in url and self.js("location.href.split('#')[0]") == page
        self.js("window.isLeft = true")
        self.send("browsingContext.navigate", {"context": self.tab, "url": url, "wait": "none"})
        loaded = "location.href.includes('#')" if stays else "!window.isLeft && document.readyState === 'complete'"
        self.wait(loaded, seconds=60)

    def js(self, expression):
        """Evaluate an expression; returns text, numbers and booleans as they are."""
        wrapped = f"JSON.stringify({expression})"
        params = {"expression": wrapped, "target": {"context": self.tab}, "awaitPromise": True}
        result = self.send("script.evaluate", params)
        if result["type"] != "success":
            raise ScriptError(result["exceptionDetails"]["text"])
        value = result["result"].get("value")
        return None if value is None else json.loads(value)

    def type(self, text):
        keys = [action for key in text for action in ({"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}, {"type": "pause", "duration": 30})]
        self._act("key", keys)

    def click(self, element):
        """Click on the middle of what an expression gives, with the mouse: no key presses a button in a window without a screen."""
        box = self.js(f"(() => {{ const one = {element}; one.scrollIntoView({{block: 'center', behavior: 'instant'}}); return one.getBoundingClientRect(); }})()")
        x, y = (int(box[start] + box[size] / 2) for start, size in (("x", "width"), ("y", "height")))
        actions = [{"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act("pointer", actions)

    def paste(self):
        """Press Control and V."""
        keys = [{"type": kind, "value": key} for kind, key in (("keyDown", "\ue009"), ("keyDown", "v"), ("keyUp", "v"), ("keyUp", "\ue009"))]
        self._act("key", keys)

    def _act(self, device, actions):
        self.send("input.performActions", {"context": self.tab, "actions": [{"type": device, "id": device, "actions": actions}]})

    def wait(self, expression, seconds=20):
        """Wait until an expression is true; returns its value. Between two pages it may throw."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(ScriptError):
                value = self.js(expression)
                if value:
                    return value
            time.sleep(0.1)
        raise AssertionError(f"not true within {seconds} s: {expression}")

"""The live server: it shows changes, and what is wrong, in the page; it never hangs."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from conftest import copy_project

EVENTS, SOURCES, CHAPTER = "docs/events.yml", "docs/sources.yml", "docs/history.md"
FIGURE, EXCEPTIONS = "docs/figures/fig-treaties.yml", "scripts/reader/exceptions.yml"
PATIENCE = 30


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# `python -m reader`, which hears an interrupt even where a shell in the background ignores it for all that it starts.
START = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("reader", run_name="__main__", alter_sys=True)
"""


class Server:
    """A running server of a copy."""

    def __init__(self, copy, log):
        self.copy, self.port, self.log = copy, free_port(), log
        environment = {**os.environ, "PYTHONPATH": str(copy.root / "scripts"), "PYTHONUTF8": "1"}
        command = [sys.executable, "-c", START, "serve", "--port", str(self.port)]
        with log.open("w", encoding="utf-8") as output:
            self.process = subprocess.Popen(command, cwd=copy.root, env=environment, stdout=output, stderr=output)

    def until(self, page, shows):
        """Ask for a page until it shows what is waited for; each answer must be 200 and come in time."""
        end = time.monotonic() + PATIENCE
        text = ""
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{page}", timeout=15) as answer:
                    assert answer.status == 200
                    text = answer.read().decode("utf-8")
            except urllib.error.URLError as error:
                assert isinstance(error.reason, ConnectionRefusedError), error  # it has not begun to listen
                assert self.process.poll() is None, self.log.read_text("utf-8")
            if text and shows(text):
                return text
            time.sleep(0.2)
        raise AssertionError(f"not shown in {PATIENCE} s; the log:\n{self.log.read_text('utf-8')[-2000:]}")


def answers(port):
    """Whether anything listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def serving(folder):
    """A server that runs, of a copy in a folder."""
    running = Server(copy_project(folder / "mit Leerzeichen"), folder / "log.txt")
    try:
        running.until("index.html", lambda text: "</html>" in text)
        yield running
    finally:
        running.process.kill()
        running.process.wait()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("serve")) as running:
        yield running


def test_a_changed_event_shows_on_the_page(server):
    title = re.search(r"\n    title: (\w[^\n:]*)\n", (server.copy.root / EVENTS).read_text("utf-8"))[1]
    server.copy.edit(EVENTS, f"title: {title}", "title: Zwölf new words for an event")
    text = server.until("timeline.html", lambda text: "Zwölf new words for an event" in text)
    assert "must be put right" not in text


@pytest.mark.parametrize("path", ["figures/fig-treaties.csv", "assets/places.js", "sources.bib", "e/two-blocs.html"])
def test_what_is_made_of_data_and_pages_is_served_too(server, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{server.port}/{path}", timeout=15) as answer:
        assert answer.read()


def test_what_is_made_of_data_follows_a_change(server):
    server.copy.edit(FIGURE, "label: ABM Treaty", "label: ABM-Vertrag")
    server.until("figures/fig-treaties.csv", lambda text: "ABM-Vertrag" in text)


def test_a_list_of_exceptions_that_changes_is_read_anew(server):
    data = (server.copy.root / EXCEPTIONS).read_bytes()
    server.copy.edit(EXCEPTIONS, "- page: ", "- page: nowhere.md\n  rule: word\n  words: never\n  reason: none\n\n- page: ")
    server.until("history.html", lambda text: "delete this exception" in text)
    (server.copy.root / EXCEPTIONS).write_bytes(data)
    server.until("history.html", lambda text: "must be put right" not in text)


@pytest.mark.parametrize(
    ("path", "page", "old", "new", "message"),
    [
        (EVENTS, "timeline.html", "events:\n  - id: ", "events:\n  - date: 1949-02-30\n    id: ", "'1949-02-30'"),
        (SOURCES, "sources.html", "\n  type: ", "\n  type: hearsay # ", "'hearsay' is not one of its values"),
        (SOURCES, "index.html", "\n- id: ", "\n- id: a: b", "this is not readable YAML"),
        (CHAPTER, "history.html", "{ #history }", "", "has no id; write # History { #an-id }"),
        ("mkdocs.yml", "index.html", "nav:\n", "nav: [\n", "mkdocs.yml:"),
    ],
)
def test_what_is_wrong_shows_in_the_page_and_goes_when_it_is_mended(server, path, page, old, new, message):
    data = (server.copy.root / path).read_bytes()
    server.copy.edit(path, old, new)
    text = server.until(page, lambda text: message in text.replace("&#x27;", "'").replace("&#39;", "'"))
    assert "must be put right" in text
    (server.copy.root / path).write_bytes(data)
    assert message not in server.until(page, lambda text: "must be put right" not in text)


def test_a_page_that_is_no_utf_8_shows_in_the_page_and_goes_when_it_is_mended(server):
    data = (server.copy.root / CHAPTER).read_bytes()
    (server.copy.root / CHAPTER).write_bytes(data + b"\xff\n")
    server.until("timeline.html", lambda text: "this is not UTF-8 text; save the file as UTF-8" in text)
    (server.copy.root / CHAPTER).write_bytes(data)
    server.until("history.html", lambda text: "must be put right" not in text and "not UTF-8" not in text)


def test_a_taken_port_is_one_sentence(server):
    done = server.copy.run("serve", "--port", str(server.port), timeout=20)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Port {server.port} cannot be used (")
    assert done.stderr.endswith(f"choose another: python3 scripts/make.py serve --port {server.port + 1}\n")


def test_an_impossible_port_is_one_sentence(server):
    done = server.copy.run("serve", "--port", "70000", timeout=20)
    assert (done.returncode, done.stderr) == (1, "There is no port 70000; choose one from 1024 to 65535, as in --port 8001.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_kill_leaves_no_server_behind(tmp_path):
    with serving(tmp_path) as server:
        server.process.kill()
        server.process.wait()
        end = time.monotonic() + 5
        while time.monotonic() < end and answers(server.port):
            time.sleep(0.1)
        assert not answers(server.port)


def test_an_interrupt_ends_it_cleanly(tmp_path):
    with serving(tmp_path) as server:  # one of its own: the others are not done with theirs
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(15) == 0
        said = server.log.read_text("utf-8")
        assert "Traceback" not in said
        assert not answers(server.port)
        assert not (server.copy.root / "site").exists()

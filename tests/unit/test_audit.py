"""`make.py audit`, its programs asking lists of advisories on this machine that say what the test lets them."""

import json
import sys

import audit
import environment
import pytest
from bench.serving import Quiet, serve

PATHS = {"osv": "/v1/query", "npm": "/-/npm/v1/security/advisories/bulk"}


class Lists(Quiet):
    """Answers for both lists; `known` holds the advisories by package."""

    known: dict[str, dict] = {}
    asked: set[str] = set()

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == PATHS["osv"]:
            package = json.loads(data)["package"]["name"]
            self.asked.add(package)
            answer = {"vulns": [self.known[package]]} if package in self.known else {}
        else:
            assert self.path == PATHS["npm"]
            answer = {name: [fault] for name, fault in self.known.items() if "vulnerable_versions" in fault}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def lists(monkeypatch):
    Lists.known, Lists.asked = {}, set()
    with serve(Lists) as address:
        monkeypatch.setenv("PIP_AUDIT_OSV_URL", address + PATHS["osv"])
        monkeypatch.setenv("npm_config_registry", address)
        yield Lists


@pytest.mark.slow
def test_every_python_package_of_the_lock_is_asked_about(lists):
    assert audit.audit(sys.executable) == 0
    pinned = {line.split("==")[0] for line in environment.LOCK.read_text("utf-8").splitlines() if "==" in line and " ; " not in line}
    assert lists.asked >= pinned


@pytest.mark.slow
def test_a_known_fault_of_a_python_package_is_told_and_fails(lists, capfd):
    lists.known["lxml"] = {"id": "PYSEC-0-0", "summary": "A fault.", "affected": [{"package": {"name": "lxml", "ecosystem": "PyPI"}}]}
    assert audit.audit(sys.executable) == 1
    told = capfd.readouterr().out
    assert "lxml" in told and "PYSEC-0-0" in told


@pytest.mark.slow
def test_a_known_fault_of_a_tool_from_npm_is_told_and_fails(lists, capfd):
    lists.known["lighthouse"] = {"id": 1, "title": "A fault", "severity": "high", "vulnerable_versions": "*", "url": "https://example.org/1"}
    assert audit.audit(sys.executable) == 1
    assert "lighthouse" in capfd.readouterr().out


@pytest.mark.slow
def test_a_list_that_cannot_be_reached_is_no_clean_audit(lists, monkeypatch):
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(environment.SetupError, match="npm packages.*nothing was audited"):
        audit.audit(sys.executable)
    monkeypatch.setenv("PIP_AUDIT_OSV_URL", "http://127.0.0.1:9/")
    with pytest.raises(environment.SetupError, match="Python packages.*nothing was audited"):
        audit.audit(sys.executable)

"""The one entry, scripts/make.py, and what it stands on: only the standard library, and one clear sentence for what is missing."""

import ast
import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import browser
import environment
import lock
import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ROOT / "scripts"
OURS = ("make", "environment", "browser", "lock", "tools", "audit")


@pytest.fixture
def project(tmp_path):
    """What make.py needs before it has installed anything, in a folder with a space and an umlaut."""
    root = tmp_path / "ein Ordner, größer"
    (root / "scripts").mkdir(parents=True)
    for name in (*(f"{name}.py" for name in OURS), "requirements.lock"):
        shutil.copy(SCRIPTS / name, root / "scripts")
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def make(root, *arguments, before="", cwd=None, timeout=120, **variables):
    """Run make.py of a copy in a new process, after some lines of Python that stand for another machine."""
    code = textwrap.dedent(before) + textwrap.dedent(
        f"""
        import runpy, sys
        sys.argv = {["make.py", *arguments]!r}
        sys.path.insert(0, {str(root / "scripts")!r})
        runpy.run_path({str(root / "scripts" / "make.py")!r}, run_name="__main__")
        """
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "READER_", "PYTHON"))}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd or root,
        env={**kept, "PYTHONUTF8": "1", "PIP_CONFIG_FILE": os.devnull, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
    )


def sentence(done):
    """The one sentence of a command that failed."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr.rstrip("\n")


@pytest.mark.parametrize("name", OURS)
def test_only_the_standard_library_is_used(name):
    tree = ast.parse((SCRIPTS / f"{name}.py").read_text("utf-8"))
    modules = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            modules.add(node.module.partition(".")[0])
    assert modules - sys.stdlib_module_names - set(OURS) == set()


def test_an_old_python_can_read_the_sentence_that_it_is_too_old():
    source = (SCRIPTS / "make.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    check = next(number for number, node in enumerate(tree.body) if isinstance(node, ast.If))
    imports = [alias.name for node in tree.body[:check] if isinstance(node, ast.Import) for alias in node.names]
    assert imports == ["sys"], "what comes before the sentence must be there in every Python"


def test_a_too_old_python_is_told_what_to_do(project):
    done = make(project, "build", before="import sys; sys.version_info = (3, 10, 13, 'final', 0)\n")
    assert sentence(done) == (
        "This project needs Python 3.11 or newer, and this is Python 3.10; "
        "install a newer one and run it as 'python3.11 scripts/make.py'."
    )
    assert not (project / ".venv").exists()


HIDE = """
import sys
class Without:
    def __init__(self, finder, name):
        self.finder, self.name = finder, name
    def find_spec(self, name, path=None, target=None):
        return None if name == self.name else self.finder.find_spec(name, path, target)
sys.meta_path[:] = [Without(finder, {name!r}) for finder in sys.meta_path]
"""


@pytest.mark.parametrize("name", ["venv", "ensurepip"])
def test_a_python_without_venv_is_told_what_to_install(project, name):
    done = make(project, "build", before=HIDE.format(name=name))
    assert sentence(done) == (
        "This Python comes without its 'venv' part, which is needed to install anything; "
        "install it (Debian and Ubuntu: apt install python3-venv) and run this again."
    )


def test_without_network_one_sentence_names_the_log(project):
    offline = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_TIMEOUT": "2", "NO_PROXY": "*"}
    done = make(project, "build", **offline)
    assert sentence(done) == (
        "The package index could not be reached, or lacks a package of scripts/requirements.lock; connect to "
        "the internet and run this again (the details are in .venv/install.log)."
    )
    assert done.stdout == "Making .venv …\nInstalling what build needs into .venv (once; about a minute) …\n"
    assert "127.0.0.1" in (project / ".venv" / "install.log").read_text("utf-8")
    assert not (project / ".venv" / "installed.json").exists(), "the next run must try again"


def test_a_file_in_the_place_of_the_environment_is_told(project):
    (project / ".venv").write_text("mine", "utf-8")
    done = make(project, "build")
    assert sentence(done).startswith(f"Python could not make the environment .venv in {project}: ")
    assert (project / ".venv").read_text("utf-8") == "mine"


def test_a_missing_lock_file_is_told(project):
    (project / "scripts" / "requirements.lock").unlink()
    done = make(project, "build")
    assert sentence(done) == "scripts/requirements.lock is missing; get the whole project again, or bring that file back."


def test_a_lock_file_without_a_group_is_told(project):
    (project / "scripts" / "requirements.lock").write_text("# group: build\n", "utf-8")
    done = make(project, "test", READER_CHROMIUM="x")
    assert sentence(done) == (
        "scripts/requirements.lock lacks the group 'test'; bring the file back, or make it anew with "
        "'python3 scripts/make.py lock'."
    )


def test_a_missing_project_file_is_told(project):
    (project / "pyproject.toml").unlink()
    done = make(project, "build")
    assert sentence(done) == (
        f"{project / 'pyproject.toml'}: No such file or directory; check that the disk has room and the folder can be "
        "written, and run this again."
    )


READY = "import sys; sys.path.insert(0, {scripts!r}); import environment; environment.ready = lambda *groups: sys.executable\n"


def ready(project):
    return READY.format(scripts=str(project / "scripts"))


def test_an_unknown_chromium_is_told(project):
    done = make(project, "test", before=ready(project), READER_CHROMIUM="/no/such/chrome")
    assert sentence(done) == "READER_CHROMIUM names '/no/such/chrome', which is no program here; correct it or unset it."


def test_without_any_chromium_the_tests_fail_and_say_what_to_install(project, tmp_path):
    # An empty path, no root and a Playwright that cannot download: nobody has a browser to give.
    nobody = ready(project) + (
        "import os, browser; browser.PLACES = (); os.geteuid = lambda: 1000; sys.executable = '/no/such/python3'\n"
        "import subprocess; subprocess.run = lambda command, **more: subprocess.CompletedProcess(command, 1)\n"
    )
    done = make(project, "test", before=nobody, PATH=str(tmp_path / "empty"))
    assert done.stdout == "No Chromium found: asking Playwright for one …\n"
    assert sentence(done) == (
        "The tests need one Chromium and none could be found or installed; install one (Debian, as root: "
        "apt install chromium-headless-shell; elsewhere Chromium or Google Chrome) or name one: "
        "READER_CHROMIUM=/path/to/chrome python3 scripts/make.py test"
    )


def test_resolving_without_uv_is_told(project, tmp_path):
    done = make(project, "lock", PATH=str(tmp_path / "empty"))
    assert sentence(done).startswith("To resolve the dependencies anew, 'uv' is needed; install it (")


def test_the_help_names_every_command_and_makes_nothing(project):
    done = make(project, "--help", cwd="/")
    assert (done.returncode, done.stderr) == (0, "")
    for command in ("build", "serve", "test", "check", "addresses", "lock"):
        assert re.search(rf"^    {command}\s+\w.{{20,}}$", done.stdout, re.MULTILINE), command
    assert max(map(len, done.stdout.splitlines())) <= 100
    assert not (project / ".venv").exists()


@pytest.mark.parametrize("arguments", [(), ("biuld",), ("serve", "--port", "http")])
def test_a_wrong_command_is_wrong_use_and_makes_nothing(project, arguments):
    done = make(project, *arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: make.py")
    assert not (project / ".venv").exists()


CHILD = """
import signal, sys, time
def stop(number, frame):
    print("told", number, flush=True)
    time.sleep(0.3)
    print("tidied up", flush=True)
    sys.exit(130)
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, stop)
print("at work", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_stops_it_stops_its_child_and_waits_until_that_has_tidied_up(project, number):
    (project / "scripts" / "reader.py").write_text(CHILD, "utf-8")
    # A shell starts what runs in its background with SIGINT ignored, and a child inherits that.
    told = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code = told + ready(project) + "import make\nsys.exit(make.main(['build']))\n"
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=project, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout.readline() == "at work\n"
    time.sleep(0.1)
    process.send_signal(number)
    said, _ = process.communicate(timeout=90)
    assert said == f"told {int(number)}\ntidied up\n"
    assert process.returncode == 130


def test_the_exit_code_of_the_child_is_its_own(project):
    (project / "scripts" / "reader.py").write_text("import os; os._exit(7)", "utf-8")
    assert make(project, "check", before=ready(project)).returncode == 7
    (project / "scripts" / "reader.py").write_text("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "utf-8")
    assert make(project, "check", before=ready(project)).returncode == 137


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """An environment that only notes what would be made and installed."""
    done = []
    venv = tmp_path / ".venv"
    lock_file = tmp_path / "requirements.lock"
    lock_file.write_text("# Made by hand.\n\n# group: build\na==1\n\n# group: test\nb==1\n", "utf-8")
    (tmp_path / "pyproject.toml").write_text("", "utf-8")

    def make_venv():
        done.append("venv")
        shutil.rmtree(venv, ignore_errors=True)
        python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        python.parent.mkdir(parents=True)
        python.touch()

    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", venv)
    monkeypatch.setattr(environment, "STAMP", venv / "installed.json")
    monkeypatch.setattr(environment, "LOCK", lock_file)
    monkeypatch.setattr(environment, "_make_venv", make_venv)
    monkeypatch.setattr(environment, "_pip", lambda *arguments: done.append(arguments[1]))
    monkeypatch.setattr(environment, "done", done, raising=False)
    return tmp_path


def after(*groups):
    environment.done.clear()
    environment.ready(*groups)
    return list(environment.done)


def test_a_second_run_installs_nothing(machine):
    assert after("build") == ["venv", "--require-hashes", "--no-deps"]
    assert after("build") == []


def test_another_group_is_added_to_what_is_there(machine):
    after("build")
    assert "venv" not in after("build", "test")
    assert (machine / ".venv" / "requirements.txt").read_text("utf-8") == "a==1\n\n\nb==1\n"
    assert after("build") == after("build", "test") == []


def test_a_changed_lock_file_is_installed_anew(machine):
    after("build")
    environment.LOCK.write_text("# group: build\na==2\n", "utf-8")
    assert after("build")[0] == "--require-hashes"
    assert after("build") == []


def test_changed_settings_of_the_package_install_only_the_package(machine):
    after("build")
    (machine / "pyproject.toml").write_text("[project]\n", "utf-8")
    assert after("build") == ["--no-deps"]


def test_a_moved_folder_and_a_lost_python_make_the_environment_anew(machine, monkeypatch):
    after("build")
    environment._python().unlink()
    assert after("build")[0] == "venv"
    monkeypatch.setattr(sys, "base_prefix", "/another/python")
    assert after("build")[0] == "venv"


def test_an_interrupted_installation_is_done_again(machine, monkeypatch):
    def interrupted(*_arguments):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(environment, "_pip", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.ready("build")
    assert after("build") == ["venv", "--require-hashes", "--no-deps"]


def test_a_damaged_stamp_makes_the_environment_anew(machine):
    after("build")
    environment.STAMP.write_text("{", "utf-8")
    assert after("build")[0] == "venv"


def test_children_find_our_modules_and_speak_utf_8(monkeypatch):
    monkeypatch.setenv("HOME", "/somewhere")
    values = environment.variables({"READER_CHROMIUM": "x"})
    assert values["PYTHONPATH"] == str(SCRIPTS)
    assert (values["PYTHONUTF8"], values["READER_CHROMIUM"], values["HOME"]) == ("1", "x", "/somewhere")


def test_a_named_chromium_comes_before_the_system_s(tmp_path, monkeypatch):
    for name in ("mine", "chromium"):
        (tmp_path / name).write_text("#!/bin/sh\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "PLACES", ())
    monkeypatch.delenv("READER_CHROMIUM", raising=False)
    assert browser.find("python") == str(tmp_path / "chromium")
    monkeypatch.setenv("READER_CHROMIUM", "mine")
    assert browser.find("python") == str(tmp_path / "mine")


def test_debian_s_chromium_is_installed_only_as_root_and_after_saying_so(monkeypatch, capsys):
    calls = []
    monkeypatch.setattr(browser.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    monkeypatch.setattr(browser.subprocess, "run", lambda command, **_: calls.append(command))
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000, raising=False)
    assert browser._from_debian() is None
    assert (calls, capsys.readouterr().out) == ([], "")
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    browser._from_debian()
    assert [command[1] for command in calls] == ["update", "install"]
    assert capsys.readouterr().out.startswith("No Chromium found: installing chromium-headless-shell")


def test_every_requirement_is_pinned_with_hashes_and_none_is_our_own_name():
    blocks = lock._blocks((SCRIPTS / "requirements.lock").read_text("utf-8"))
    assert len(blocks) > 30
    for block in blocks:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", block), block
        assert "--hash=sha256:" in block, block
    names = [lock._name(block) for block in blocks]
    assert "mkdocs-timeline" not in names
    # One package stands twice only where its versions are for different Pythons.
    wanted = [block.partition(" \\")[0] for block in blocks]
    assert len(wanted) == len(set(wanted))
    for name in {name for name in names if names.count(name) > 1}:
        assert all(" ; python" in line for line in wanted if line.startswith(f"{name}==")), name


def test_the_lock_has_the_groups_of_the_project():
    import tomllib

    groups = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["dependency-groups"]
    found = re.findall(r"^# group: (\S+)$", (SCRIPTS / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert found == list(groups)


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.py")) + sorted((SCRIPTS / "reader").glob("*.py")), ids=lambda path: path.name)
def test_modules_stay_small(path):
    assert len(path.read_text("utf-8").splitlines()) <= 250

"""The house of the package: which module may use which, who touches disk and clock, how long each may be."""

import ast
import sys
from pathlib import Path

import pytest

import mkdocs_timeline

SCRIPTS = Path(__file__).parent.parent.parent / "scripts"
PACKAGE = SCRIPTS / "mkdocs_timeline"
MODULES = sorted(PACKAGE.glob("*.py"))
LONGEST = 250
LONGEST_MEDIAN = 100

# The stages, in order: a module uses those of its own stage and of the ones before, never of a later one.
STAGES = [
    {"suggest", "errors", "links", "memory", "spreadsheet"},
    {"when", "schema", "yaml_slips"},
    {"source", "words", "model", "sections"},
    {"kinds", "bibliography"},
    {"crosscheck", "select", "json_schema", "record"},
    {"validate", "options", "plain", "elements"},
    {"to_html", "to_json", "to_csv", "to_ics", "to_timelinejs", "to_yaml"},
    {"controls", "strip", "exports", "load", "from_csv"},
    {"settings"},
    {"site", "host", "reference", "page_assets"},
    {"stages"},
    {"block"},
    {"plugin", "__main__", "__init__"},
]
STAGE = {name: number for number, stage in enumerate(STAGES) for name in stage}
IMPURE = {"load", "page_assets", "plugin", "site", "host", "__main__"}
# What may be used beyond the standard library, and by whom.
OUTSIDE = {
    "source": {"yaml"},
    "yaml_slips": {"yaml"},
    "elements": {"markdown"},
    "to_html": {"markdown"},
    "host": {"markdown"},
    "stages": {"markdown"},
    "block": {"markdown", "pymdownx"},
    "plugin": {"mkdocs"},
}
FILES = {
    "open",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "unlink",
    "mkdir",
    "rglob",
    "glob",
    "iterdir",
    "stat",
    "exists",
}
CLOCK = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "localtime", "gmtime"}


def tree(path):
    return ast.parse(path.read_text("utf-8"))


def imports(path):
    """What a module imports: (sibling modules, outside packages)."""
    siblings, outside = set(), set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.level:
            siblings |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            outside.add(node.module.split(".")[0])
        elif isinstance(node, ast.Import):
            outside |= {alias.name.split(".")[0] for alias in node.names}
    return siblings, outside


def calls(path):
    """The names of everything that a module calls."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def later(path):
    """What a module uses of a later stage."""
    return {name for name in imports(path)[0] if STAGE[name] > STAGE[path.stem]}


def loops(modules):
    """Modules that use each other in a circle."""
    uses = {path.stem: imports(path)[0] for path in modules}
    while free := {name for name, used in uses.items() if not used & uses.keys()}:
        uses = {name: used for name, used in uses.items() if name not in free}
    return set(uses)


def test_every_module_has_its_stage():
    assert sorted({path.stem for path in MODULES} - set(STAGE)) == [], "add it to STAGES"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_arrows_never_turn_back(path):
    assert later(path) == set()


def test_no_modules_use_each_other_in_a_circle():
    assert loops(MODULES) == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_uses_only_the_libraries_it_was_given(path):
    _, outside = imports(path)
    assert outside - set(sys.stdlib_module_names) - OUTSIDE.get(path.stem, set()) == set()


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.stem not in IMPURE], ids=lambda path: path.stem
)
def test_only_the_edge_touches_files(path):
    assert set(calls(path)) & FILES == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_no_module_reads_the_clock(path):
    _, outside = imports(path)
    assert set(calls(path)) & CLOCK == set()
    assert outside & {"time", "random", "uuid", "secrets", "socket"} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_can_be_read_in_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


def test_most_modules_are_short():
    lengths = sorted(len(path.read_text("utf-8").splitlines()) for path in MODULES)
    assert lengths[len(lengths) // 2] <= LONGEST_MEDIAN


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_the_package_knows_nothing_of_the_reader(path):
    assert "reader" not in imports(path)[1]


@pytest.mark.parametrize("path", sorted((SCRIPTS / "reader").rglob("*.py")), ids=lambda path: path.stem)
def test_the_reader_uses_only_public_names_of_the_package(path):
    taken = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "mkdocs_timeline":
            assert node.module == "mkdocs_timeline", (
                f"line {node.lineno}: import it from mkdocs_timeline itself"
            )
            taken |= {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            assert not [alias.name for alias in node.names if alias.name.startswith("mkdocs_timeline.")]
    assert taken - set(mkdocs_timeline.__all__) == set()


def test_what_is_public_is_there_and_in_order():
    names = mkdocs_timeline.__all__
    assert [name for name in names if not hasattr(mkdocs_timeline, name)] == []
    assert names == sorted(names, key=lambda name: (not name[0].isupper(), name))


def test_these_tests_would_notice(tmp_path):
    wrong = tmp_path / "when.py"
    wrong.write_text(
        "import time\nfrom .block import x\nfrom reader import y\nopen('a')\ntime.time()\n", "utf-8"
    )
    (tmp_path / "block.py").write_text("from . import when\n", "utf-8")
    assert later(wrong) == {"block"}
    assert loops(tmp_path.glob("*.py")) == {"when", "block"}
    assert imports(wrong)[1] == {"time", "reader"}
    assert set(calls(wrong)) & FILES == {"open"}
    assert set(calls(wrong)) & CLOCK == {"time"}

"""One case a file, which an editor can read: what goes in, and exactly what comes out.

`validate/*.yml`: `events` (and `more`, a second file), `options` of the site (`sources`, `sections`, `files`,
`require`), `problems`, the exact lines.
`render/*.yml`: `events`, `block` (a page), `options` of the extension, `html`.
What comes out stands last in the file, so that `--update-goldens` can write it anew and leave the rest alone.
"""

from html import escape
from pathlib import Path

import html5lib
import markdown
import pytest
import yaml

from mkdocs_timeline import TimelineError
from mkdocs_timeline.crosscheck import Context
from mkdocs_timeline.source import read
from mkdocs_timeline.validate import validate

HERE = Path(__file__).parent
HTML = "{http://www.w3.org/1999/xhtml}"
EXTENSIONS = ["toc", "tables", "fenced_code", "abbr", "attr_list", "footnotes", "mkdocs_timeline"]
# The tags whose content stands on lines of its own.
BLOCKS = {"div", "section", "ol", "ul", "li", "article", "figure", "dl", "form", "nav", "svg", "g"}


def cases(kind):
    return [pytest.param(path, id=path.stem) for path in sorted((HERE / kind).glob("*.yml"))]


def compare(path, key, outcome, request):
    """Compare the last value of a case with what came out, or write it there."""
    text = path.read_text("utf-8")
    head, mark, rest = text.partition(f"\n{key}: |\n")
    assert mark, f"{path.name} lacks its last field '{key}: |'"
    body = "".join(f"  {line}\n" if line else "\n" for line in outcome.splitlines())
    if request.config.getoption("--update-goldens", default=False):
        path.write_text(head + mark + body, "utf-8")
        return
    assert rest.splitlines() == body.splitlines()


def problems(case):
    """The lines that an editor is shown for a case."""
    options = case.get("options") or {}
    known = set(options) - {"sources", "sections", "files", "require"}
    assert not known, f"no such option: {known}"
    context = Context(
        options.get("sources"),
        options.get("sections"),
        options.get("files"),
        tuple(options.get("require", ())),
    )
    nodes, found = [], []
    for name in ("events", "more"):
        if name in case:
            node, unreadable = read(case[name], f"docs/{name}.yml")
            found += unreadable
            nodes += [node] if node is not None else []
    return str(TimelineError([*found, *validate(nodes, context)[1]]))


def html(case, folder):
    """The page of a case, one element a line."""
    (folder / "events.yml").write_text(case["events"], "utf-8")
    for name, text in (case.get("files") or {}).items():
        (folder / name).write_text(text, "utf-8")
    options = {"docs": str(folder), **(case.get("options") or {})}
    made = markdown.markdown(
        case["block"], extensions=EXTENSIONS, extension_configs={"mkdocs_timeline": options}
    )
    body = html5lib.parse(made).find(HTML + "body")
    return "\n".join(line for part in body for line in pretty(part, ""))


def pretty(item, indent):
    """Lines of an element: blocks opened up, all else on one line, attributes in order."""
    tag = item.tag.rpartition("}")[2]
    opening = f"<{tag}{''.join(f' {name}={value!r}' for name, value in sorted(item.attrib.items()))}>"
    if tag not in BLOCKS:
        yield indent + " ".join(inside(item).split())
        return
    yield indent + opening
    for text in (item.text, *(part.tail for part in item)):
        assert not (text or "").strip() or tag in ("li", "div"), f"text between blocks: {text!r}"
    if (item.text or "").strip():
        yield f"{indent}  {escape(item.text.strip())}"
    for part in item:
        yield from pretty(part, indent + "  ")
        if (part.tail or "").strip():
            yield f"{indent}  {escape(part.tail.strip())}"


def inside(item):
    """An element with all in it, on one line."""
    tag = item.tag.rpartition("}")[2]
    attributes = "".join(f" {name}={value!r}" for name, value in sorted(item.attrib.items()))
    content = escape(item.text or "", quote=False) + "".join(
        inside(part) + escape(part.tail or "", quote=False) for part in item
    )
    return f"<{tag}{attributes}>{content}" + ("" if tag in ("img", "input", "br") else f"</{tag}>")


@pytest.mark.parametrize("path", cases("validate"))
def test_the_problems_of_a_file_are_told_in_these_words(path, request):
    compare(path, "problems", problems(yaml.safe_load(path.read_text("utf-8"))), request)


@pytest.mark.parametrize("path", cases("render"))
def test_a_page_is_made_of_these_elements(path, request, tmp_path):
    compare(path, "html", html(yaml.safe_load(path.read_text("utf-8")), tmp_path), request)


@pytest.mark.parametrize("path", cases("validate"))
def test_every_message_has_a_place_and_says_what_to_do(path):
    for line in problems(yaml.safe_load(path.read_text("utf-8"))).splitlines():
        place, _, message = line.partition(": ")
        assert [part.isdigit() for part in place.rsplit(":", 2)[1:]] == [True, True], line
        assert "; " in message, line


def test_a_changed_outcome_would_be_noticed(tmp_path, request):
    case = tmp_path / "case.yml"
    case.write_text(
        "events: |\n  - {date: 1949}\n\nproblems: |\n  docs/events.yml:1:3: nothing; at all\n", "utf-8"
    )
    if request.config.getoption("--update-goldens", default=False):
        return
    with pytest.raises(AssertionError):
        compare(case, "problems", problems(yaml.safe_load(case.read_text("utf-8"))), request)


def test_there_are_cases():
    assert len(cases("validate")) >= 10
    assert len(cases("render")) >= 5

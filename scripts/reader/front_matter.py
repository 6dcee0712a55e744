"""The head of a page: between two lines `---`, with a title and a description that search engines show."""

from collections.abc import Iterator

import yaml

from mkdocs_timeline import Location, Problem, did_you_mean, shorten

from .moved_check import FIELD as MOVED
from .theme_text import markup_in

FIELDS = ("title", "description")
ALSO = (MOVED,)  # checked in moved_check.py
LONGEST_DESCRIPTION = 200


def check_front_matter(name: str, text: str) -> Iterator[Problem]:
    """Check the head of one page; `name` is how problems call it."""
    lines = [line.rstrip() for line in text.split("\n")]
    if lines[0] != "---":
        yield Problem(Location(name), "", "the page has no front matter; begin with --- and the fields title and description")
        return
    if "---" not in lines[1:]:
        yield Problem(Location(name), "", "the front matter is never closed; write --- on a line of its own after its fields")
        return
    head = "\n".join(lines[1 : lines.index("---", 1)])
    try:
        node = yaml.compose(head, yaml.SafeLoader)
    except yaml.YAMLError as error:
        yield _unreadable(name, error)
        return
    yield from _fields(name, node)


def _unreadable(name: str, error: yaml.YAMLError) -> Problem:
    # A quote that is never closed is told where it opens; of other faults, the context begins far above.
    opened = getattr(error, "context_mark", None) if isinstance(error, yaml.scanner.ScannerError) else None
    mark = opened or getattr(error, "problem_mark", None)
    where = Location(name, mark.line + 2, mark.column + 1) if mark else Location(name)
    return Problem(where, "", 'the front matter cannot be read; write each field as name: "text", in straight quotes')


def _fields(name: str, node: yaml.Node | None) -> Iterator[Problem]:
    if node is not None and not isinstance(node, yaml.MappingNode):
        yield Problem(Location(name, 2), "", 'the front matter cannot be read; write each field as name: "text"')
        return
    found = {str(key.value): value for key, value in node.value} if node else {}
    for key, _ in node.value if node else ():
        # The theme knows more of them, and writes some into the page as they are.
        if key.value not in (*FIELDS, *ALSO):
            where = Location(name, key.start_mark.line + 2, key.start_mark.column + 1)
            yield Problem(where, shorten(str(key.value)), f"this is no field of a page; {did_you_mean(str(key.value), (*FIELDS, *ALSO))}")
    for field in FIELDS:
        value = found.get(field)
        if value is None:
            yield Problem(Location(name), field, f"the front matter lacks it; write {field}: and one plain phrase")
            continue
        where = Location(name, value.start_mark.line + 2, value.start_mark.column + 1)
        if not isinstance(value, yaml.ScalarNode) or not value.value.strip():
            yield Problem(where, field, "it must be one plain phrase; write it in quotes after the colon")
        elif wrong := markup_in(value.value):
            yield Problem(where, field, wrong)
        elif field == "description" and len(value.value) > LONGEST_DESCRIPTION:
            yield Problem(where, field, f"it has {len(value.value)} characters; write at most {LONGEST_DESCRIPTION}")

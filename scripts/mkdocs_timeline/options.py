"""The options of a `/// timeline` block: read, checked, and turned into a query.

The host swallows a wrong option and leaves the block's raw text on the page, so they are checked here, by the
same declarations as the events file.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .errors import Location, Problem
from .kinds import Collector
from .schema import Field
from .sections import prose_lines
from .select import GROUPS, ORDERS, Query
from .source import Map, Node, Seq, Text, read
from .suggest import did_you_mean

FORMS = ("full", "compact")

OPTIONS = (
    Field(
        "form", "choice", "`full` for a timeline page, `compact` for a list that links to it.", choices=FORMS
    ),
    Field("group", "choice", "Headings: by `year`, `decade` or `period`, or `none`.", choices=GROUPS),
    Field("category", "actors", "Only events of these categories."),
    Field("actor", "actors", "Only events with one of these actors."),
    Field("period", "ids", "Only events of these periods."),
    Field("from", "date", "Only events that last until this date or later."),
    Field("to", "date", "Only events that begin by this date."),
    Field("ids", "ids", "Only these events."),
    Field(
        "importance",
        "choice",
        "Only events of this importance or a higher one (1 is the highest).",
        choices=("1", "2", "3"),
    ),
    Field("section", "sections", "Only events whose `see` names this page or section."),
    Field("order", "choice", "`oldest` or `newest` first.", choices=ORDERS),
    Field("limit", "number", "At most so many events."),
    Field(
        "controls",
        "choice",
        "`no` leaves out filters and overview of a full timeline.",
        choices=("yes", "no"),
    ),
)

_BEGIN = re.compile(r"(?P<slashes>/{3,})[ \t]*timeline[ \t]*(?P<rest>\|.*)?$")
_LINE = re.compile(r"(?P<indent> {4,}|\t+)\S")
_BELOW = "write options directly below it, each on a line of its own that begins with four spaces"


@dataclass(frozen=True, slots=True)
class BlockOptions:
    """One block: what to show, and how."""

    query: Query = Query()
    form: str = "full"
    group: str = "none"
    controls: bool = True


def _number(self: Collector, field: Field, node: Node) -> int | None:
    text = node.value if isinstance(node, Text) else None
    if text is None or not re.fullmatch(r"[1-9][0-9]{0,5}", text):
        self.add(node.where, field.name, "it is no number of events; write a whole number from 1 to 999999")
        return None
    return int(text)


def read_options(node: Node, known: dict[str, Collection[str]]) -> tuple[BlockOptions, list[Problem]]:
    """Read a block's options.

    Args:
        node: the options as `source.read` gives them.
        known: option name to the keys that exist, for those to be checked.
    """
    collector = Collector({"number": _number})
    values, places = collector.fields(node, OPTIONS, "a timeline block")
    for name, keys in known.items():
        for key in values.get(name, ()):
            if key not in keys:
                hint = did_you_mean(key, keys)
                collector.add(places[name], name, f"no event has '{key}'" + (f"; {hint}" if hint else ""))
    start, end = values.get("from"), values.get("to")
    if start and end and end.latest < start.earliest:
        collector.add(places["to"], "to", f"'{end}' is before '{start}'; write the later date here")
    query = Query(
        category=values.get("category", ()),
        actor=values.get("actor", ()),
        period=values.get("period", ()),
        start=start,
        end=end,
        ids=values.get("ids", ()),
        importance=int(values.get("importance", 3)),
        section=values.get("section", ()),
        order=values.get("order", "oldest"),
        limit=values.get("limit", 0),
    )
    return (
        BlockOptions(
            query, values.get("form", "full"), values.get("group", "none"), values.get("controls") != "no"
        ),
        collector.problems,
    )


def find_blocks(page: str, text: str) -> Iterator[tuple[Location, Node, list[Problem]]]:
    """Yield every timeline block of a Markdown page: its place, its options as a node, what is unreadable."""
    lines = dict(prose_lines(text))
    for number, line in lines.items():
        match = _BEGIN.match(line)
        if not match:
            continue
        where = Location(page, number, 1)
        block = []
        following = number + 1
        while _LINE.match(lines.get(following, "")):
            block.append(lines[following])
            following += 1
        node, problems = _options_node("\n".join(block), page, number + 1, where)
        if match["rest"]:
            place = Location(page, number, match.start("rest") + 1)
            problems.append(Problem(place, "", f"nothing may stand after 'timeline'; {_BELOW}"))
        yield where, node, [*problems, *_content(page, lines, following, match["slashes"])]


def _content(page: str, lines: dict[int, str], first: int, slashes: str) -> Iterator[Problem]:
    """Refuse what stands in a block and is no option: the host would show it as text."""
    for number in range(first, max(lines) + 1):
        line = lines.get(number, "").strip()
        if line == slashes:
            return
        if line:
            where = Location(page, number, len(lines[number]) - len(lines[number].lstrip()) + 1)
            yield Problem(
                where,
                "",
                f"this is no option of the timeline block above; {_BELOW}, "
                f"and {slashes} on a line below them",
            )
            return
    yield Problem(
        Location(page, max(lines)),
        "",
        f"the timeline block is not closed; write {slashes} on a line of its own after it",
    )


def _options_node(text: str, page: str, line: int, where: Location) -> tuple[Node, list[Problem]]:
    if not text.strip():
        return Map({}, where), []
    node, problems = read(text, page, line)
    return node if node is not None else Map({}, where), problems


def to_node(value: object, where: Location) -> Node:
    """Turn options that the host has already read as YAML into nodes, all at one place."""
    if isinstance(value, dict):
        return Map({str(key): (where, to_node(item, where)) for key, item in value.items()}, where)
    if isinstance(value, (list, tuple)):
        return Seq([to_node(item, where) for item in value], where)
    if isinstance(value, bool):
        return Text("yes" if value else "no", where)
    return Text(None if value is None else str(value), where)

"""How each kind of field is read: a node in, a value out, and a problem noted if it does not fit."""

import html
import re
from collections.abc import Callable

from .errors import Location, Problem
from .links import wrong_link
from .schema import MEDIA, POSITION, Field
from .source import Map, Node, Seq, Text
from .suggest import did_you_mean, shorten
from .when import parse

ID = re.compile(r"[a-z][a-z0-9-]*")
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]*")
SECTION = re.compile(r"(?![/\\])(?:(?!&[#\w]+;)[^#\s:])+\.md(?:#[^\s#]+)?")
LONGEST_INLINE = 4000  # the time to read inline Markdown can grow with the square of its length

# What a field of `name: kind` gave where it was wrong or missing: told apart from an empty value.
Values = dict[str, object]


class Collector:
    """Gathers problems while a file is read, so that all are told at once.

    `more_kinds` adds kinds of fields to those of READERS.
    """

    def __init__(self, more_kinds: dict[str, Callable] | None = None) -> None:
        self.readers = {**READERS, **(more_kinds or {})}
        self.problems: list[Problem] = []

    def add(self, where: Location, field: str, message: str) -> None:
        """Note one problem."""
        self.problems.append(Problem(where, field, message))

    def text(self, field: Field, node: Node) -> str | None:
        """Read one text, with white space folded; None, and a problem, where it is none."""
        return _text(self, field, node)

    def fields(
        self, node: Node, declared: tuple[Field, ...], what: str
    ) -> tuple[Values, dict[str, Location]]:
        """Read a mapping by its declaration; returns the values that fit, and where each stands."""
        if not isinstance(node, Map):
            example = f"write each on a line of its own, such as {declared[0].name}: …"
            message = f"{what} is a group of fields, and this is none; {example}"
            self.add(node.where, "", message)
            return {}, {}
        known = {field.name: field for field in declared}
        values: Values = {}
        places: dict[str, Location] = {}
        for name, (place, value) in node.entries.items():
            if name not in known:
                hint = did_you_mean(name, known) if name else "write its name before the colon"
                self.add(place, shorten(name), f"this is no field of {what}; {hint}")
                continue
            field = known[name]
            places[name] = value.where
            if isinstance(value, Text) and value.value is None:
                if field.needed:
                    self.add(value.where, name, f"it is empty; write it here ({_lower(field.help)})")
                continue
            read = self.readers[field.kind](self, field, value)
            if read is not None:
                values[name] = read
        for field in declared:
            if field.needed and field.name not in node.entries:
                self.add(
                    node.where, field.name, f"{what} needs it; add '{field.name}: …' ({_lower(field.help)})"
                )
        return values, places


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")


def _text(self: Collector, field: Field, node: Node) -> str | None:
    if not isinstance(node, Text):
        self.add(
            node.where,
            field.name,
            "it must be one text, not a list or a group; put it in quotes if it has a colon",
        )
        return None
    text = " ".join((node.value or "").split())
    if not text:
        rest = "" if field.needed else ", or delete the line"
        self.add(node.where, field.name, f"it is empty; write it here ({_lower(field.help)}){rest}")
        return None
    return text


def _inline(self: Collector, field: Field, node: Node) -> str | None:
    text = _text(self, field, node)
    if text and len(text) > LONGEST_INLINE:
        self.add(
            node.where,
            field.name,
            f"it has {len(text)} characters; write at most {LONGEST_INLINE}, and the rest on a page",
        )
        return None
    if wrong := wrong_link(text or ""):
        self.add(node.where, field.name, wrong)
        return None
    return text


def _matching(pattern: re.Pattern, form: str) -> Callable:
    def read(self: Collector, field: Field, node: Node) -> str | None:
        text = _text(self, field, node)
        if text is not None and not pattern.fullmatch(text):
            hidden = next((sign for sign in text if not sign.isprintable()), None)
            advice = f"delete the hidden character U+{ord(hidden):04X} in it" if hidden else form
            self.add(node.where, field.name, f"'{shorten(text)}' is not allowed here; {advice}")
            return None
        return text

    return read


def _many(read_one: Callable, keys: bool = True) -> Callable:
    """A list; a single value counts as a list of one. `keys`: of words that hold no comma."""

    def read(self: Collector, field: Field, node: Node) -> tuple | None:
        items = node.items if isinstance(node, Seq) else [node]
        values, seen = [], set()
        for item in items:
            if keys and isinstance(item, Text) and "," in (item.value or ""):
                parts = ", ".join(filter(None, map(str.strip, item.value.split(","))))
                self.add(
                    item.where,
                    field.name,
                    f"'{shorten(item.value)}' is one text; write a list: [{shorten(parts)}]",
                )
                continue
            value = read_one(self, field, item)
            if isinstance(value, str):
                if value in seen:
                    self.add(item.where, field.name, f"'{value}' stands here twice; keep it once")
                    continue
                seen.add(value)
            if value is not None:
                values.append(value)
        return tuple(values)

    return read


def _choice(self: Collector, field: Field, node: Node) -> str | None:
    text = _text(self, field, node)
    if text is not None and text not in field.choices:
        hint = did_you_mean(text, field.choices)
        self.add(node.where, field.name, f"'{shorten(text)}' is not one of its values; {hint}")
        return None
    return text


def _span(self: Collector, field: Field, node: Node, allow_span: bool = True):
    text = _text(self, field, node)
    if text is None:
        return None
    try:
        when = parse(text)
    except ValueError as error:
        self.add(node.where, field.name, str(error))
        return None
    if when.span and not allow_span:
        self.add(node.where, field.name, f"'{text}' is a span; write one date here")
        return None
    return when


def _date(self: Collector, field: Field, node: Node):
    return _span(self, field, node, allow_span=False)


def _path(self: Collector, field: Field, node: Node) -> str | None:
    text = _text(self, field, node)
    if text is None:
        return None
    plain = html.unescape(text)
    if re.match(r"[/\\]|[^/]*:", plain) or ".." in re.split(r"[/\\]", plain):
        self.add(
            node.where,
            field.name,
            f"'{shorten(text)}' leads out of the docs folder; write a path inside it, without '..'",
        )
        return None
    return text


def _labels(self: Collector, field: Field, node: Node) -> dict[str, str] | None:
    if not isinstance(node, Map):
        self.add(node.where, field.name, "it must be a group of keys and names, such as nato: NATO")
        return None
    labels = {}
    for key, (place, value) in node.entries.items():
        name = _text(
            self, Field(f"{field.name}.{shorten(key)}", "text", "The name shown for this key."), value
        )
        if not KEY.fullmatch(key):
            self.add(place, field.name, f"'{shorten(key)}' is no key; use letters, digits and '-'")
        elif name is not None:
            labels[key] = name
    return labels


def _group(declared: tuple[Field, ...], what: str) -> Callable:
    def read(self: Collector, _field: Field, node: Node) -> Values | None:
        values, _ = self.fields(node, declared, what)
        return values if all(field.name in values for field in declared if field.needed) else None

    return read


def _nodes(self: Collector, field: Field, node: Node) -> tuple[Node, ...] | None:
    if not isinstance(node, Seq):
        self.add(node.where, field.name, "it must be a list; start each of its items with '- '")
        return None
    return tuple(node.items)


_ID_FORM = "use small letters, digits and '-', beginning with a letter"
_id = _matching(ID, _ID_FORM)
_key = _matching(KEY, "use letters, digits and '-'")
_section = _matching(SECTION, "write page.md#section, with the page's path inside the docs folder")

READERS: dict[str, Callable] = {
    "text": _text,
    "inline": _inline,
    "id": _id,
    "ids": _many(_id),
    "category": _key,
    "actor": _key,
    "actors": _many(_key),
    "sources": _many(_key),
    "sections": _many(_section),
    "choice": _choice,
    "date": _date,
    "span": _span,
    "path": _path,
    "labels": _labels,
    "positions": _many(_group(POSITION, "a position"), keys=False),
    "media": _group(MEDIA, "media"),
    "events": _nodes,
    "periods": _nodes,
}

"""YAML text to nodes that keep their place. Every scalar stays the text that was written.

A YAML library left alone turns `1969` into a number, `no` into false, `12:30` into 750 and keeps the last of
two equal keys without a word. Here nothing is converted; anchors, tags and hidden characters are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import yaml

from .errors import Location, Problem
from .memory import without_garbage_collection
from .suggest import shorten
from .yaml_slips import unreadable

MAX_DEPTH = 20
# Deeper than any real file; below this bound the exact depth need not be counted.
SAFE_DEPTH = 500
_BRACKET = re.compile(r"[\[\]{}]")
_INDICATORS = re.compile(r"^[ ]{100,}|(?:[-?:][ \t]+){20,}", re.MULTILINE)
# Characters that reorder or hide text when shown (Unicode Bidirectional Algorithm, explicit formatting),
# line ends that editors do not count, and controls that YAML itself forbids.
HIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]"
)
# More would say nothing new: such a file is no text.
MOST_HIDDEN = 20
_CUT = re.compile(r"[ \t]+#(?=\S)")


@dataclass(slots=True)
class Text:
    """A scalar: the text as written, or None where nothing (or `null`, `~`) was written."""

    value: str | None
    where: Location


@dataclass(slots=True)
class Seq:
    """A list of nodes."""

    items: list["Node"]
    where: Location


@dataclass(slots=True)
class Map:
    """A mapping: key to (place of the key, node)."""

    entries: dict[str, tuple[Location, "Node"]]
    where: Location


Node = Text | Seq | Map


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Without resolvers every plain scalar is a string."""

    yaml_implicit_resolvers: dict = {}


_PLAIN = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"}
_NOTHING = {"", "~", "null", "Null", "NULL"}


def read(text: str, path: str, line: int = 1) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document.

    Args:
        text: the document.
        path: the name to use in locations.
        line: the line of `path` on which the text begins, for YAML inside another file.

    Returns:
        The root node, or None for an empty or unreadable document, and all problems found.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    problems = list(hidden_characters(text, path, line))
    if problems:
        return None, problems
    try:
        too_deep = _too_deep(text, path, line)
        if too_deep:
            return None, [too_deep]
        with without_garbage_collection():
            root = yaml.compose(text, _Loader)
            if root is None:
                return None, []
            reader = _Reader(text, path, line)
            return reader.node(root, 0), reader.problems
    except yaml.YAMLError as error:
        return None, [unreadable(error, text, path, line)]


class _Reader:
    def __init__(self, text: str, path: str, line: int):
        self.text, self.path, self.line = text, path, line
        self.problems: list[Problem] = []
        self.cuts = {match.start() for match in _CUT.finditer(text)}

    def place(self, node) -> Location:
        mark = node.start_mark
        return Location(self.path, mark.line + self.line, mark.column + 1)

    def refuse(self, where: Location, message: str) -> None:
        self.problems.append(Problem(where, "", message))

    def node(self, node, depth: int) -> Node:
        where = self.place(node)
        if not self.plain(node, where):
            return Text(node.value if isinstance(node, yaml.ScalarNode) else None, where)
        if depth > MAX_DEPTH:
            self.refuse(where, "the nesting is too deep to read; flatten it")
            return Text(None, where)
        if isinstance(node, yaml.ScalarNode):
            empty = node.style in (None, "") and node.value in _NOTHING
            return Text(None if empty else node.value, where)
        if isinstance(node, yaml.SequenceNode):
            return Seq([self.node(item, depth + 1) for item in node.value], where)
        return self.mapping(node, where, depth)

    def plain(self, node, where: Location) -> bool:
        """Whether a node is nothing but its text; else note why. An alias is the node of its anchor."""
        lead = self.text[node.start_mark.index : node.start_mark.index + 1]
        if lead == "&":
            self.refuse(
                where,
                "a value that starts with '&' (a YAML anchor) is not read here; "
                "put it in quotes, or write it out",
            )
        elif lead == "!" or node.tag not in _PLAIN:
            self.refuse(
                where,
                "a value that starts with '!' (a YAML tag) is not read here; "
                "put it in quotes, or delete the tag",
            )
        elif not isinstance(node, yaml.ScalarNode):
            return True
        elif found := HIDDEN.search(node.value):
            self.refuse(
                where,
                f"this text writes the hidden character U+{ord(found[0]):04X} with a '\\'; leave it out",
            )
        elif node.style in (None, "") and node.end_mark.index in self.cuts:
            self.refuse(
                where,
                "the text ends before ' #', which begins a comment; "
                "put it in quotes, or write '# ' to comment",
            )
        else:
            return True
        return False

    def mapping(self, node, where: Location, depth: int) -> Map:
        entries: dict[str, tuple[Location, Node]] = {}
        for key, value in node.value:
            place = self.place(key)
            if not isinstance(key, yaml.ScalarNode):
                self.refuse(
                    place, "a field name must be a plain word; write it without brackets, as in title: …"
                )
                continue
            if not self.plain(key, place):
                continue
            if key.value in entries:
                first = entries[key.value][0]
                self.refuse(
                    place,
                    f"'{shorten(key.value)}' is given twice, first on line {first.line}; keep one of them",
                )
                continue
            entries[key.value] = place, self.node(value, depth + 1)
        return Map(entries, where)


def hidden_characters(text: str, path: str, line: int = 1) -> Iterator[Problem]:
    """Tell of every character that hides or reorders text, up to MOST_HIDDEN; `line` is where the text begins in its file."""
    for match in islice(HIDDEN.finditer(text), MOST_HIDDEN):
        where = _location(text, match.start(), path, line)
        yield Problem(
            where,
            "",
            f"a hidden character (U+{ord(match[0]):04X}) stands here; delete it, or type the line anew",
        )


def _too_deep(text: str, path: str, line: int) -> Problem | None:
    """Refuse deep nesting before it is composed: that recurses in C and would end the whole process."""
    if _depth_bound(text) < SAFE_DEPTH:
        return None
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            mark = event.start_mark
            where = Location(path, mark.line + line, mark.column + 1)
            return Problem(where, "", "the nesting is too deep to read; flatten it")
    return None


def _depth_bound(text: str) -> int:
    """Return a cheap upper bound of the nesting: brackets, quoted or not, and indicators of one line."""
    depth = deepest = 0
    for match in _BRACKET.finditer(text):
        depth = max(depth + (1 if match[0] in "[{" else -1), 0)
        deepest = max(deepest, depth)
    return deepest + max((len(match[0]) for match in _INDICATORS.finditer(text)), default=0)


def _location(text: str, offset: int, path: str, line: int) -> Location:
    before = text[:offset]
    return Location(path, before.count("\n") + line, offset - (before.rfind("\n") + 1) + 1)

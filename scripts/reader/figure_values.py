"""How the values of a figure's rows are read: numbers and ranges, groups, codes of states."""

import functools
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs_timeline import Collector, Field, Map, Node, Text

_NUMBER = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)
_CODE = re.compile(r"[A-Z]{3}")
# Made by scripts/map_shapes.py.
_OUTLINES = Path(__file__).with_name("map_shapes.json")

Number = tuple[int, int]  # lowest and highest; the same where it is one number


@functools.cache
def outlines() -> Mapping:
    """Return the outlines that maps are drawn from: `width`, `height`, and `shapes`, code to path."""
    return json.loads(_OUTLINES.read_text("utf-8"))


def _number(self: Collector, item: Field, node: Node) -> Number | None:
    text = self.text(item, node)
    if text is None:
        return None
    match = _NUMBER.fullmatch(text)
    if not match:
        self.add(
            node.where,
            item.name,
            f"'{text[:40]}' is no number; write digits only, as 12700, or a range, as 2360-2390",
        )
        return None
    low, high = int(match[1]), int(match[2] or match[1])
    if high < low:
        self.add(node.where, item.name, f"'{text}' is no range; write the smaller number first")
        return None
    return low, high


def _word(self: Collector, item: Field, node: Node) -> str | None:
    return self.text(item, node)


def _codes(self: Collector, item: Field, node: Node) -> tuple[str, ...]:
    return tuple(_each_code(self, item, node))


def _each_code(self: Collector, item: Field, node: Node) -> Iterator[str]:
    for one in [node] if isinstance(node, Text | Map) else node.items:
        text = self.text(item, one)
        if text and not _CODE.fullmatch(text):
            self.add(
                one.where,
                item.name,
                f"'{text[:40]}' is no code of a state; write three capital letters, as POL",
            )
        elif text and text not in outlines()["shapes"]:
            self.add(one.where, item.name, f"the map shows no '{text}'; correct the code, or leave it out")
        elif text:
            yield text


READERS = {"number": _number, "series": _word, "codes": _codes}

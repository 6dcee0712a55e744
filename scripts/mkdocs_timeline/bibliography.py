"""The little that a timeline needs of a bibliography: its keys, and a short label for each.

The entries are CSL data (the form that Zotero, Pandoc and citeproc share): a list of groups with `id`,
`author`, `issued` and `title`, or a mapping with such a list under `references`.
"""

import re

from .errors import Problem
from .source import Map, Node, Seq, Text
from .suggest import shorten


def read_bibliography(node: Node) -> tuple[dict[str, str], list[Problem]]:
    """Return key to label ("NATO 1997"), and what could not be read."""
    if isinstance(node, Map) and "references" in node.entries:
        node = node.entries["references"][1]
    if not isinstance(node, Seq):
        return {}, [Problem(node.where, "", "a bibliography is a list of entries, each with an id")]
    labels: dict[str, str] = {}
    first: dict[str, int] = {}
    problems = []
    for entry in node.items:
        key = _text(entry, "id")
        if not key:
            problems.append(
                Problem(entry.where, "id", "the entry lacks it; add 'id: …', the key by which it is cited")
            )
        elif key in first:
            message = (
                f"'{shorten(key)}' is taken, first on line {first[key]}; each entry needs a key of its own"
            )
            problems.append(Problem(entry.where, "id", message))
        else:
            labels[key] = _label(entry, key)
            first[key] = entry.where.line
    return labels, problems


def _label(entry: Node, key: str) -> str:
    short = _text(entry, "title-short")
    names = [_name(person) for person in _items(entry, "author")]
    who = short or (f"{names[0]} and others" if len(names) > 2 else " and ".join(filter(None, names)))
    who = who or _text(entry, "publisher") or _text(entry, "container-title") or _text(entry, "title") or key
    year = re.search(r"(?<!\d)(?:(?<![\d.])-)?\d{4}(?!\d)", _text(entry, "issued"))
    return f"{who} {year[0]}" if year else who


def _name(person: Node) -> str:
    return (
        _text(person, "literal")
        or _text(person, "family")
        or (person.value or "" if isinstance(person, Text) else "")
    )


def _items(entry: Node, name: str) -> list[Node]:
    value = entry.entries.get(name) if isinstance(entry, Map) else None
    if value is None:
        return []
    return value[1].items if isinstance(value[1], Seq) else [value[1]]


def _text(entry: Node, name: str) -> str:
    value = entry.entries.get(name) if isinstance(entry, Map) else None
    if value is None:
        return ""
    if isinstance(value[1], Text):
        return value[1].value or ""
    if isinstance(value[1], Map) and name == "issued":  # CSL's date-parts, or a raw date
        return _text(value[1], "raw") or _first(value[1])
    return ""


def _first(node: Map) -> str:
    parts = node.entries.get("date-parts")
    inner = parts[1] if parts else None
    while isinstance(inner, Seq) and inner.items:
        inner = inner.items[0]
    return inner.value or "" if isinstance(inner, Text) else ""

"""How the fields of the bibliography are read that no other file has: addresses, languages, names and sides."""

import re
from typing import Self

from mkdocs_timeline import Collector, Field, Node, Seq, Text, shorten, wrong_address

INDEPENDENT = "independent"
# A language, as BCP 47 writes it: a browser and an e-book read it from an attribute.
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_URL = re.compile(r"https?://[^\s<>\"]+")


class Name(str):
    """A person or body as it is written out; `family` and `given` are empty where it was written in one piece."""

    family: str
    given: str

    def __new__(cls, text: str, family: str = "", given: str = "") -> Self:
        """Make a name; `text` is the whole of it."""
        name = super().__new__(cls, text)
        name.family, name.given = family, given
        return name


def _url(self: Collector, field: Field, node: Node) -> str | None:
    text = self.text(field, node)
    if text is not None and (not _URL.fullmatch(text) or wrong_address(text)):
        self.add(node.where, field.name, f"'{text[:60]}' is no web address; write it whole, beginning with https://")
        return None
    return text


def _language(self: Collector, field: Field, node: Node) -> str | None:
    text = self.text(field, node)
    if text is not None and not _LANGUAGE.fullmatch(text):
        self.add(node.where, field.name, f"'{shorten(text)}' is no language; write its short name, as ru or zh-Hant")
        return None
    return text


def _names(self: Collector, field: Field, node: Node) -> tuple[Name, ...] | None:
    """CSL names: `{literal: NATO}` or `{family: Shea, given: Jamie}`, or plain text for a body."""
    names = []
    known_problems = len(self.problems)
    for item in node.items if isinstance(node, Seq) else [node]:
        if not hasattr(item, "entries"):
            name = Name(self.text(field, item) or "")
        else:
            parts, _ = self.fields(item, NAME, "a name")
            family, given = parts.get("family", ""), parts.get("given", "")
            whole = " ".join(filter(None, (given, family)))
            name = Name(parts["literal"]) if "literal" in parts else Name(whole, family, given)
        if name:
            names.append(name)
    if not names and len(self.problems) == known_problems:
        self.add(node.where, field.name, "nobody is named; write {literal: the body that published it}")
    return tuple(names) or None


def _sides(self: Collector, field: Field, node: Node) -> tuple[str, ...] | None:
    """One side, or a list of several; who is of no side stands alone."""
    known_problems = len(self.problems)
    sides: list[str] = []
    for item in node.items if isinstance(node, Seq) else [node]:
        text = item.value or "" if isinstance(item, Text) else ""
        if "," in text:
            parts = ", ".join(filter(None, map(str.strip, text.split(","))))
            self.add(item.where, field.name, f"'{shorten(text)}' is one text; write a list: [{shorten(parts)}]")
            continue
        side = self.readers["choice"](self, field, item)
        if side in sides:
            self.add(item.where, field.name, f"'{side}' stands here twice; keep it once")
        elif side is not None:
            sides.append(side)
    if len(self.problems) > known_problems:
        return None
    if not sides:
        self.add(node.where, field.name, f"no side is named; write {INDEPENDENT} where no side speaks")
    elif INDEPENDENT in sides and len(sides) > 1:
        self.add(node.where, field.name, f"'{INDEPENDENT}' is no side; keep it alone, or delete it")
    return tuple(sides) if len(self.problems) == known_problems else None


NAME = (
    Field("literal", "text", "A body, or a name as it is."),
    Field("family", "text", "Family name."),
    Field("given", "text", "Given name."),
)
READERS = {"url": _url, "names": _names, "sides": _sides, "language": _language}

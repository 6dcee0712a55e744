"""Headings with an explicit id in Markdown text: the addresses that `see` may name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Backticks further on in the line make it code within a line, no fence.
_FENCE = re.compile(r"\s{0,3}(`{3,}(?!.*`)|~{3,})")
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*([^{}]*)\}[ \t]*$")
_ID = re.compile(r"#([^\s.#]+)")
_ALIASES = re.compile(r"""\baliases=(?:"([^"]*)"|'([^']*)'|(\S+))""")


@dataclass(frozen=True, slots=True)
class Section:
    """One heading. `id` is empty where none is written; `line` counts from 1 in the file.

    `aliases` are retired ids, from the attribute `{ #id aliases="old older" }`.
    """

    page: str
    id: str
    title: str
    level: int
    line: int
    aliases: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """`page.md#id`."""
        return f"{self.page}#{self.id}"


def find_sections(page: str, text: str) -> Iterator[Section]:
    """Yield the headings of a Markdown page (`## Title { #id }`), but none in fenced code or front matter."""
    for number, line in prose_lines(text):
        match = _HEADING.match(line)
        if not match:
            continue
        title = match[2]
        attributes = _ATTRIBUTES.search(title)
        found = _ALIASES.search(attributes[1]) if attributes else None
        aliases = tuple("".join(filter(None, found.groups())).split()) if found else ()
        id_match = _ID.search(attributes[1]) if attributes else None
        if attributes:
            title = title[: attributes.start()]
        yield Section(page, id_match[1] if id_match else "", title.strip(), len(match[1]), number, aliases)


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (number, line) of a Markdown page, leaving out front matter and fenced code."""
    lines = text.split("\n")
    start = _end_of_front_matter(lines)
    fence = ""
    for number, line in enumerate(lines[start:], start + 1):
        mark = _FENCE.match(line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if mark:
            fence = mark[1]
            continue
        yield number, line


def _end_of_front_matter(lines: list[str]) -> int:
    if not lines or lines[0].rstrip() != "---":
        return 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return number + 1
    return 0

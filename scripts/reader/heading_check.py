"""Headings of a page: an id of its own for each, in the whole site, and levels in order. Pure."""

import re
from collections.abc import Iterator

from mkdocs_timeline import Location, Problem, Section, find_sections, prose_lines

from .prose import blank
from .state import State

ID = re.compile(r"[a-z][a-z0-9-]*")
_ATTRIBUTES = re.compile(r"\{:?\s*#")
_NO_SPACE = re.compile(r"(#{1,6})(?=[^#\s])")
_MISPLACED = re.compile(r"(?:\s+|\s*(?:[-*+>]|\d+[.)])\s+)(#{1,6})\s+\S")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*")
_FENCE = re.compile(r"\s{0,3}(`{3,}(?!.*`)|~{3,})")


def taken_ids(state: State) -> dict[str, str]:
    """Ids that data gives, to what has them: a heading may not use them too."""
    taken = {name: "an event" for event in state.events for name in (event.id, *event.aliases) if name}
    aliases = (alias for figure in state.figures.values() for alias in figure.aliases)
    taken |= dict.fromkeys((*state.figures, *state.broken_figures, *aliases), "a figure")
    aliases = (alias for source in state.sources.values() for alias in source.aliases)
    return taken | {f"src-{key}": "a source" for key in (*(state.keys or ()), *aliases)}


def check_headings(name: str, path: str, text: str, taken: dict[str, str]) -> Iterator[Problem]:
    """Check one page; its ids are added to `taken`."""
    level = 0
    tops = []
    for section in find_sections(path, text):
        where = Location(name, section.line)
        if section.level == 1:
            tops.append(where)
        if not section.id:
            yield Problem(where, "heading", f"'{section.title}' has no id; write {'#' * section.level} {section.title} {{ #an-id }}")
        elif not ID.fullmatch(section.id):
            yield Problem(where, "heading", f"the id '{section.id}' is not allowed; use small letters, digits and '-'")
        elif section.id in taken:
            yield Problem(where, "heading", f"the id '{section.id}' is taken by {taken[section.id]}; an address is never used twice")
        else:
            taken[section.id] = f"the heading in {_name(where)}"
        yield from _aliases(section, where, taken)
        if level and section.level > level + 1:
            yield Problem(where, "heading", f"level {section.level} follows level {level}; write {'#' * (level + 1)} here")
        level = section.level
    if not tops:
        yield Problem(Location(name), "heading", "the page has no title; write one heading with a single #")
    for where in tops[1:]:
        yield Problem(where, "heading", f"the page has its title on line {tops[0].line}; write ## or more here")


def _aliases(section: Section, where: Location, taken: dict[str, str]) -> Iterator[Problem]:
    for alias in section.aliases:
        if not ID.fullmatch(alias):
            yield Problem(where, "aliases", f"the id '{alias}' is not allowed; use small letters, digits and '-'")
        elif alias in taken:
            yield Problem(where, "aliases", f"the id '{alias}' is taken by {taken[alias]}; an address is never used twice")
        else:
            taken[alias] = f"a retired id in {_name(where)}"


def _name(where: Location) -> str:
    """Name a place in a message: docs/history.md:12."""
    return f"{where.path}:{where.line}"


def check_forms(name: str, text: str) -> Iterator[Problem]:
    """Refuse other ways to write a heading or an id: they would stand without an address of their own."""
    before = ""
    for number, line in prose_lines(text):
        where = Location(name, number)
        short = _NO_SPACE.match(line)
        if short:
            yield Problem(where, "heading", f"a space is missing; write '{short[1]} ' before the title")
        elif _MISPLACED.match(line):
            yield Problem(where, "heading", "a heading stands at the left margin, in no list; move it there, or write # as \\#")
        elif before.strip() and not before.startswith(("#", "/", "|")) and _UNDERLINE.fullmatch(line):
            yield Problem(where, "heading", "this line makes a heading of the one above; write ## before it, or leave a line empty")
        elif re.search(r"<h[1-6]\b", blank(line), re.IGNORECASE):
            yield Problem(where, "heading", "HTML is no heading here; write ## Title { #an-id }")
        found = _ATTRIBUTES.search(blank(line))
        if found and not line.startswith("#") and not _MISPLACED.match(line):
            yield Problem(Location(name, number, found.start() + 1), "", "an id can only be given to a heading; move it there")
        before = line


def open_fence(name: str, text: str) -> Problem | None:
    """Find a code fence that is never closed: all that follows it would be lost as code."""
    fence, begin = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence, begin = mark[1], number
        elif mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
    message = f"the code that begins here never ends; write {fence} on a line of its own after it, or delete it here"
    return Problem(Location(name, begin), "code", message) if fence else None

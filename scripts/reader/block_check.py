"""The `///` blocks of a page: known, closed, and every position with a source of its own. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_timeline import Location, Problem, did_you_mean, prose_lines

from .index import CITATION

# Name to whether it holds text; the others hold options only, or nothing.
BLOCKS = {
    "timeline": False,
    "in-short": True,
    "positions": True,
    "position": True,
    "bibliography": False,
    "figure": False,
    "this-copy": False,
    "editions": False,
    "edition": False,
}
# Blocks that take words after a bar, to the message where these are missing.
_ARGUMENTS = {
    "position": "it does not say whose it is; write /// position | Who",
    "figure": "it does not say which; write /// figure | fig-name, the name of a file in docs/figures/",
    "edition": "it does not say which; write /// edition | zip, a name of docs/editions.yml",
}
_BLOCK = re.compile(r"(?P<slashes>/{3,})[ \t]*(?P<name>[^\s|]+)?[ \t]*(?:\|[ \t]*(?P<argument>.*))?$")


@dataclass(slots=True)
class _Open:
    """A block that is not yet closed."""

    slashes: str
    name: str
    line: int
    argument: str
    cited: bool = False
    inner: str = ""  # a block inside it with as many slashes or more


def check_blocks(name: str, text: str, is_chapter: bool) -> Iterator[Problem]:
    """Check one page; `name` is how problems call it."""
    stack: list[_Open] = []
    seen: set[str] = set()
    lines = dict(prose_lines(text))
    for number, line in lines.items():
        where = Location(name, number)
        match = _BLOCK.fullmatch(line.rstrip())
        if not match:
            if stack and CITATION.search(line):
                stack[-1].cited = True
        elif match["name"]:
            block = _Open(match["slashes"], match["name"], number, (match["argument"] or "").strip())
            yield from _opened(where, block, stack, "|" in line)
            yield from _options(name, block, lines)
            stack.append(block)
            seen.add(block.name)
        elif not any(block.slashes == match["slashes"] for block in stack):
            message = f"'{match['slashes']}' closes nothing; delete it, or open a block with as many slashes"
            yield Problem(where, "block", message)
        else:
            while stack[-1].slashes != match["slashes"]:
                yield _unclosed(name, stack.pop())
            block = stack.pop()
            if block.inner:
                yield _nested(name, block)
            if block.name == "position" and not block.cited:
                message = f"the position of '{block.argument}' has no source; cite its own words"
                yield Problem(Location(name, block.line), "position", message)
    for block in stack:
        yield _unclosed(name, block)
    if is_chapter and "in-short" not in seen and seen <= BLOCKS.keys():
        yield Problem(Location(name), "in-short", "the chapter has no summary; add one with /// in-short after its title")


def find_block(line: str) -> tuple[str, str]:
    """Return the name and the argument of a block that begins on a line; both empty where none does."""
    match = _BLOCK.fullmatch(line.rstrip())
    return ((match["name"] or ""), (match["argument"] or "").strip()) if match else ("", "")


def _opened(where: Location, block: _Open, stack: list[_Open], bar: bool) -> Iterator[Problem]:
    if block.name not in BLOCKS:
        yield Problem(where, "block", f"there is no block '{block.name}'; {did_you_mean(block.name, BLOCKS)}")
    elif block.name not in _ARGUMENTS and bar:
        yield Problem(where, block.name, f"it takes no words after '|'; write {block.slashes} {block.name}")
    elif block.name in _ARGUMENTS and not block.argument:
        yield Problem(where, block.name, _ARGUMENTS[block.name])
    if block.name == "position" and not any(outer.name == "positions" for outer in stack):
        yield Problem(where, "position", "it stands alone; put it between //// positions and ////")
    if stack and len(stack[-1].slashes) <= len(block.slashes):
        stack[-1].inner = block.slashes


def _options(name: str, block: _Open, lines: dict[int, str]) -> Iterator[Problem]:
    """Only a timeline takes options, and the timeline checks them itself: the others would stay raw text with them."""
    if block.name not in BLOCKS:
        return
    where, line = Location(name, block.line + 1), lines.get(block.line + 1, "")
    indented = line.startswith(("    ", "\t")) and line.strip()
    if BLOCKS[block.name] and indented:
        yield Problem(where, block.name, "it takes no options; begin its text at the left margin")
    elif not BLOCKS[block.name] and block.name != "timeline" and indented:
        yield Problem(where, block.name, "it takes no options; delete them")
    elif block.name == "bibliography" and line.strip() and not line.startswith("///"):
        yield Problem(where, block.name, "it holds no text; close it with ///")


def _nested(name: str, block: _Open) -> Problem:
    message = f"a block inside it has as many slashes; begin and end '{block.name}' with {block.inner}/"
    return Problem(Location(name, block.line), "block", message)


def _unclosed(name: str, block: _Open) -> Problem:
    if block.inner and block.name == "positions":
        return _nested(name, block)
    message = f"'{block.name}' is never closed; write {block.slashes} on a line of its own after it"
    return Problem(Location(name, block.line), "block", message)

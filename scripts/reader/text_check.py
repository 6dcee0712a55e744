"""Rules of the text that a machine can check, each with file, line and column. Pure: a State in, problems out."""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from mkdocs_timeline import Location, Problem, did_you_mean, find_blocks, find_sections, prose_lines, read_options

from .index import CITATION, CITED
from .state import State

ID = re.compile(r"[a-z][a-z0-9-]*")
_CODE = re.compile(r"(`+)(?:(?!\1).)+\1")
_LOOSE_CITATION = re.compile(r"(?<![\w@])@[a-z][a-z0-9-]{3,}")
_LINK = re.compile(r"(?<!!)\[[^\]\[]*\]\((?P<target>[^()\s]+)(?:\s+\"[^\"]*\")?\)")
_BLOCK = re.compile(r"(?P<slashes>/{3,})[ \t]*(?P<name>[a-z-]+)?[ \t]*(?:\|[ \t]*(?P<argument>.*))?$")
_ATTRIBUTES = re.compile(r"\{:?\s*#")
BLOCKS = {"timeline", "in-short", "positions", "position", "bibliography"}
LONGEST_DESCRIPTION = 200


def check_texts(state: State, docs: str, chapters: Collection[str]) -> list[Problem]:
    """Check every page.

    Args:
        state: the scanned site.
        docs: the docs folder, as problems should name it.
        chapters: the pages that are chapters, which need a summary.
    """
    problems: list[Problem] = []
    known = _addresses(state)
    taken = _taken(state)
    for path, text in state.texts.items():
        name = f"{docs}/{path}"
        problems += _front_matter(name, text)
        problems += _headings(name, path, text, taken)
        problems += _citations(name, path, text, state.sources)
        problems += _links(name, path, text, known)
        problems += _blocks(name, text, path in chapters)
        problems += _timelines(name, path, text, state)
    problems += _uncited(state)
    return problems


def _addresses(state: State) -> set[str]:
    """Every `page.md` and `page.md#id` that a link may name."""
    known = set(state.texts)
    known |= {section.address for page in state.index.pages.values() for section in page.sections if section.id}
    known |= {f"timeline.md#{name}" for event in state.events for name in (event.id, *event.aliases) if name}
    known |= {f"sources.md#src-{key}" for key in state.sources}
    return known


def _taken(state: State) -> dict[str, str]:
    """Ids that data gives, to what has them: a heading may not use them too."""
    taken = {name: "an event" for event in state.events for name in (event.id, *event.aliases) if name}
    return taken | {f"src-{key}": "a source" for key in state.sources}


def _front_matter(name: str, text: str) -> Iterator[Problem]:
    lines = text.split("\n")
    head = lines[1 : lines.index("---", 1)] if lines[0] == "---" and "---" in lines[1:] else None
    if head is None:
        yield Problem(Location(name), "", "the page has no front matter; begin with --- and the fields title and description")
        return
    fields = {line.partition(":")[0]: (number, line.partition(":")[2].strip()) for number, line in enumerate(head, 2)}
    for field in ("title", "description"):
        if not fields.get(field, (0, ""))[1]:
            yield Problem(Location(name), field, f"the front matter lacks it; write {field}: and one plain phrase")
    number, description = fields.get("description", (1, ""))
    if len(description) > LONGEST_DESCRIPTION:
        yield Problem(Location(name, number), "description", f"it has {len(description)} characters; write at most {LONGEST_DESCRIPTION}")


def _headings(name: str, path: str, text: str, taken: dict[str, str]) -> Iterator[Problem]:
    level = 0
    tops = 0
    for section in find_sections(path, text):
        where = Location(name, section.line)
        tops += section.level == 1
        if not section.id:
            yield Problem(where, "heading", f"'{section.title}' has no id; write {'#' * section.level} {section.title} {{ #an-id }}")
        elif not ID.fullmatch(section.id):
            yield Problem(where, "heading", f"the id '{section.id}' is not allowed; use small letters, digits and '-'")
        elif section.id in taken:
            yield Problem(where, "heading", f"the id '{section.id}' is taken by {taken[section.id]}; an address is never used twice")
        else:
            taken[section.id] = f"the heading in {name}:{section.line}"
        if level and section.level > level + 1:
            yield Problem(where, "heading", f"level {section.level} follows level {level}; write {'#' * (level + 1)} here")
        level = section.level
    if tops != 1:
        yield Problem(Location(name), "heading", f"the page has {tops} titles; write exactly one heading with a single #")


def _citations(name: str, path: str, text: str, sources: Mapping) -> Iterator[Problem]:
    for number, line in prose_lines(text):
        line = _blank(_CODE, line)
        for match in CITATION.finditer(line):
            where = Location(name, number, match.start() + 1)
            for part in match[1].split(";"):
                cited = CITED.fullmatch(part.strip())
                if not cited:
                    yield Problem(where, "citation", f"'{part.strip()}' cannot be read; write [@key] or [@key, para. 23]")
                elif cited["key"] not in sources:
                    hint = did_you_mean(cited["key"], sources)
                    hint = hint if hint.startswith("did you") else "add it to docs/sources.yml"
                    yield Problem(where, "citation", f"there is no source '{cited['key']}'; {hint}")
        for match in _LOOSE_CITATION.finditer(_blank(_LINK, _blank(CITATION, line))):
            where = Location(name, number, match.start() + 1)
            yield Problem(where, "citation", f"'{match[0]}' stands outside brackets; write [{match[0]}]")


def _links(name: str, path: str, text: str, known: Collection[str]) -> Iterator[Problem]:
    for number, line in prose_lines(text):
        for match in _LINK.finditer(_blank(_CODE, line)):
            target = match["target"]
            where = Location(name, number, match.start("target") + 1)
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                if not target.startswith(("https://", "http://", "mailto:")):
                    yield Problem(where, "link", f"'{target}' is of a kind that is refused; write an https link")
                continue
            page, _, fragment = target.partition("#")
            page = posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) if page else path
            if not page.endswith(".md"):
                continue
            address = f"{page}#{fragment}" if fragment else page
            if address not in known:
                hint = did_you_mean(address, known)
                hint = hint if hint.startswith("did you") else "name a page and an id that exist"
                yield Problem(where, "link", f"'{target}' leads nowhere; {hint}")


def _blocks(name: str, text: str, is_chapter: bool) -> Iterator[Problem]:
    """Check that blocks are known, closed, and that every position is cited."""
    open_blocks: list[tuple[str, str, int, str]] = []
    seen = set()
    cited = False
    for number, line in prose_lines(text):
        match = _BLOCK.fullmatch(line.rstrip())
        if not match:
            cited = cited or bool(CITATION.search(line))
            if _ATTRIBUTES.search(line) and not line.startswith("#"):
                yield Problem(Location(name, number, line.index("{") + 1), "", "an id can only be given to a heading; move it there")
            continue
        if match["name"]:
            seen.add(match["name"])
            if match["name"] not in BLOCKS:
                yield Problem(Location(name, number), "block", f"there is no block '{match['name']}'; {did_you_mean(match['name'], BLOCKS)}")
            if match["name"] == "position" and not (match["argument"] or "").strip():
                yield Problem(Location(name, number), "position", "it does not say whose it is; write /// position | Who")
            if match["name"] == "position" and not any(block[1] == "positions" for block in open_blocks):
                yield Problem(Location(name, number), "position", "it stands alone; put it between //// positions and ////")
            open_blocks.append((match["slashes"], match["name"], number, (match["argument"] or "").strip()))
            cited = False
            continue
        if not open_blocks or open_blocks[-1][0] != match["slashes"]:
            yield Problem(Location(name, number), "block", f"'{match['slashes']}' closes nothing; delete it, or open a block with as many slashes")
            continue
        _, kind, begin, label = open_blocks.pop()
        if kind == "position" and not cited:
            yield Problem(Location(name, begin), "position", f"the position of '{label}' has no source; cite its own words")
    for slashes, kind, begin, _ in open_blocks:
        yield Problem(Location(name, begin), "block", f"'{kind}' is never closed; write {slashes} on a line of its own after it")
    if is_chapter and "in-short" not in seen:
        yield Problem(Location(name), "in-short", "the chapter has no summary; add one with /// in-short after its title")


def _timelines(name: str, path: str, text: str, state: State) -> Iterator[Problem]:
    """Check the options of timeline blocks, and that they show anything."""
    sections = {address for event in state.events for address in (*event.see, *(see.partition("#")[0] for see in event.see))}
    known = {
        "section": sections,
        "category": {event.category for event in state.events},
        "actor": {actor for event in state.events for actor in event.actors},
        "ids": {name for event in state.events for name in (event.id, *event.aliases)},
    }
    for _, node, problems in find_blocks(name, text):
        yield from problems
        yield from read_options(node, known if state.events else {})[1]


def _uncited(state: State) -> Iterator[Problem]:
    """A source that nothing cites is dead weight, or a citation was lost."""
    for key, source in state.sources.items():
        if not source.listed and key not in state.index.citations and key not in state.index.event_sources:
            yield Problem(source.where, "id", f"nothing cites '{key}'; cite it, delete it, or say with 'listed:' why it stays")


def _blank(pattern: re.Pattern, line: str) -> str:
    """Replace matches by spaces, so that columns stay right."""
    return pattern.sub(lambda match: " " * len(match[0]), line)



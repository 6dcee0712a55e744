"""`moved_from` in the head of a page: the pages that are gone, whose text it took. Pure: texts in, problems out."""

import posixpath
from collections.abc import Collection, Iterator, Mapping

import yaml

from mkdocs_timeline import Location, Problem, did_you_mean

FIELD = "moved_from"


def moved_pages(texts: Mapping[str, str]) -> dict[str, str]:
    """Return old page to new page, as Markdown files; what cannot be read is told by `check_moved`."""
    return {old: page for page, text in texts.items() for old, *_ in _named(text) if old not in texts}


def check_moved(docs: str, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Check the field on every page; `docs` is how problems call the folder."""
    owner: dict[str, str] = {}
    for page, text in texts.items():
        seen: set[str] = set()
        for old, *place in _named(text):
            where = Location(f"{docs}/{page}", *place)
            if not _is_page(old):
                yield Problem(
                    where, FIELD, f"'{old}' is no page; write its path in the docs folder, as [old.md]"
                )
            elif old in texts:
                yield Problem(where, FIELD, f"the page '{old}' is still there; name only pages that are gone")
            elif old in seen:
                yield Problem(where, FIELD, f"'{old}' stands in the list twice; name it once")
            elif owner.setdefault(old, page) != page:
                yield Problem(
                    where, FIELD, f"'{old}' is named by {docs}/{owner[old]} too; one page takes its address"
                )
            seen.add(old)


def check_published(docs: str, texts: Mapping[str, str], pages: Collection[str]) -> Iterator[Problem]:
    """Check that each page named had an address to keep; `pages` are those of the ledger, as Markdown files."""
    for page, text in texts.items():
        for old, *place in _named(text):
            if _is_page(old) and old not in texts and old not in pages:
                hint = did_you_mean(old, {known for known in pages if known not in texts})
                hint = hint if hint.startswith("did you") else "take it out of the list"
                told = f"no page '{old}' was ever published; {hint}"
                yield Problem(Location(f"{docs}/{page}", *place), FIELD, told)


def _is_page(path: str) -> bool:
    plain = path == posixpath.normpath(path) and not path.startswith(("/", "../")) and "\\" not in path
    return plain and posixpath.splitext(path)[1] == ".md"


def _named(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (page, line, column) of the field; nothing where the head cannot be read, which is told elsewhere."""
    lines = [line.rstrip() for line in text.split("\n")]
    if lines[0] != "---" or "---" not in lines[1:]:
        return
    try:
        node = yaml.compose("\n".join(lines[1 : lines.index("---", 1)]), yaml.SafeLoader)
    except yaml.YAMLError:
        return
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == FIELD:
            for item in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                name = item.value if isinstance(item, yaml.ScalarNode) else "…"
                yield name, item.start_mark.line + 2, item.start_mark.column + 1

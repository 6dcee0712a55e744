"""Where figures stand in the text, and their numbers. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from mkdocs_timeline import prose_lines

from .figures import Figure

_FIGURE = re.compile(r"/{3,}[ \t]*figure[ \t]*\|[ \t]*(\S.*)")


@dataclass(frozen=True, slots=True)
class FigureUse:
    """Where a figure stands; `number` is counted within its chapter: "3.1"."""

    id: str
    page: str
    line: int
    number: str = ""
    title: str = ""

    @property
    def label(self) -> str:
        """How to name the figure: "Figure 3.1"."""
        return f"Figure {self.number}"

    @property
    def address(self) -> str:
        """Where it can be linked."""
        return f"{self.page}#{self.id}"


def find_figures(path: str, text: str) -> Iterator[FigureUse]:
    """Yield the figures that a page names, in order."""
    for number, line in prose_lines(text):
        match = _FIGURE.fullmatch(line.rstrip())
        if match:
            yield FigureUse(match[1], path, number)


def number_figures(
    texts: Mapping[str, str], chapters: Mapping[str, int | None], figures: Mapping[str, Figure]
) -> tuple[dict[str, FigureUse], dict[str, tuple[FigureUse, ...]]]:
    """Number the figures of each page; a chapter's number goes before them.

    Args:
        texts: page path to its Markdown.
        chapters: page path to the chapter's number, or None, in reading order.
        figures: id to figure.

    Returns:
        Id to use, and source to all uses of figures that cite it.
    """
    shown: dict[str, FigureUse] = {}
    cited: dict[str, tuple[FigureUse, ...]] = {}
    for path, chapter in chapters.items():
        known = [use for use in find_figures(path, texts[path]) if use.id in figures]
        for count, found in enumerate(known, 1):
            number = f"{chapter}.{count}" if chapter else str(count)
            use = replace(found, number=number, title=figures[found.id].title)
            if shown.setdefault(use.id, use) is use:
                for key in figures[use.id].cited:
                    cited[key] = (*cited.get(key, ()), use)
    return shown, cited

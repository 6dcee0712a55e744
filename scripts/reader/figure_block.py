"""The block `/// figure | fig-name`: drawing, caption, sources and data of a figure from docs/figures/."""

import re
import xml.etree.ElementTree as etree

from pymdownx.blocks.block import Block

from mkdocs_timeline import inline, plain

from .aliases import add_aliases
from .data_links import link_to_file
from .figure_drawing import MARKS
from .figure_drawing import PATTERNS as PARTS
from .figure_map import PATTERNS, draw_map, pattern_fills
from .figure_svg import draw_bars, draw_dots, draw_spans
from .figure_table import write_table
from .figure_values import outlines
from .figures import FOLDER, Figure
from .here import Here
from .index import SOURCES
from .paragraphs import place_link
from .sources import Source


class FigureBlock(Block):
    """A figure; the argument is its id, the name of its file."""

    NAME = "figure"
    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make the whole figure."""
        here: Here = self.config["here"]
        id = self.argument.strip()
        figure = here.state.figures.get(id)
        if figure is None:  # told by the checks; here only while the page is being written
            lost = etree.SubElement(parent, "p")
            lost.text = plain(f"There is no figure '{id}'.")
            return lost
        use = here.state.index.figures.get(id)
        name = use.label if use else "Figure"
        # Else the whole caption would be its name.
        label = plain(f"{name}: {figure.title}")
        element = etree.SubElement(parent, "figure", {"id": id, "class": "figure", "aria-label": label})
        element.append(_draw(figure))
        _legend(element, figure)
        add_aliases(element, figure.aliases)
        _caption(etree.SubElement(element, "figcaption"), figure, name, here)
        return element


def _draw(figure: Figure) -> etree.Element:
    if figure.kind == "map":
        return draw_map(figure, outlines())
    return {"bars": draw_bars, "spans": draw_spans, "dots": draw_dots}[figure.kind](figure)


def _legend(parent: etree.Element, figure: Figure) -> None:
    """Say in words what each pattern and mark stands for, where there is more than one."""
    if figure.kind == "spans":
        names = {
            "ring": figure.columns.get("mark"),
            "solid": figure.columns.get("from"),
            "hatched": figure.columns.get("halted"),
        }
        names |= {"cross": f"{figure.columns['to']}, without having been in force"} if _never(figure) else {}
        entries = [(shape, words) for shape, words in names.items() if words]
    elif figure.kind == "bars":
        entries = [(pattern, figure.columns[key]) for pattern, key in zip(PARTS, figure.parts, strict=False)]
    else:
        names = MARKS if figure.kind == "dots" else range(1, len(PATTERNS) + 1)
        entries = [(str(shape), words) for shape, words in zip(names, figure.series.values(), strict=False)]
    if len(entries) < 2:
        return
    items = etree.SubElement(parent, "ul", {"class": "figure-key"})
    for number, (shape, words) in enumerate(entries):
        item = etree.SubElement(items, "li")
        _swatch(item, figure, shape, number).tail = plain(words)


def _never(figure: Figure) -> bool:
    return any("to" in row.values and "from" not in row.values for row in figure.rows)


def _swatch(item: etree.Element, figure: Figure, shape: str, number: int) -> etree.Element:
    """Add a small picture of a pattern or a mark."""
    is_map = figure.kind == "map"
    box = "0 0 240 140" if is_map else "0 0 24 14"
    svg = etree.SubElement(item, "svg", {"class": "swatch", "viewBox": box, "aria-hidden": "true"})
    if is_map:
        fills = pattern_fills(svg, figure, "key-" + shape + "-")
        etree.SubElement(
            svg, "path", {"class": f"group group-{shape}", "fill": fills[number], "d": "M5 5H235V135H5z"}
        )
    elif shape in MARKS:
        place = etree.SubElement(svg, "g", {"transform": "translate(12 7)"})
        etree.SubElement(place, "path", {"class": f"mark mark-{shape}", "d": MARKS[shape]})
    else:
        fill = {"fill": f"url(#__{figure.id}-hatched)"} if shape == "hatched" else {}
        etree.SubElement(
            svg, "rect", {"class": f"part-{shape}", "x": "1", "y": "1", "width": "22", "height": "12", **fill}
        )
    return svg


def _caption(parent: etree.Element, figure: Figure, name: str, here: Here) -> None:
    title = etree.SubElement(parent, "p", {"class": "figure-title"})
    etree.SubElement(title, "span", {"class": "figure-number"}).text = plain(name)
    title[0].tail = plain(f" {figure.title}")
    title.append(place_link(figure.id, name, "#"))
    inline(parent, "p", figure.caption)
    inline(parent, "p", f"What is not shown: {figure.gaps}", class_="figure-gaps")
    cited = etree.SubElement(parent, "p", {"class": "figure-sources"})
    cited.text = plain("Sources: ")
    _cite(cited, figure.cited, here)
    data = etree.SubElement(parent, "details", {"class": "figure-data"})
    etree.SubElement(data, "summary").text = plain(f"The data of {name[0].lower()}{name[1:]}")
    write_table(data, figure, f"{name}: {figure.title}", lambda cell, keys: _cite(cell, keys, here))
    line = etree.SubElement(data, "p")
    link = link_to_file(line, f"{FOLDER}/{figure.id}.csv", f"{name} as CSV", {"class": "figure-csv"})
    link.tail = plain(", for a spreadsheet")


def _cite(parent: etree.Element, keys: tuple[str, ...], here: Here) -> None:
    """Add links to the list of sources, separated by semicolons."""
    for number, key in enumerate(keys):
        source = here.state.sources.get(key)
        link = etree.SubElement(parent, "a", {"href": f"{here.up}{SOURCES}#src-{key}"})
        link.text = plain(short_reference(source) if source else key)
        link.tail = plain("; " if number < len(keys) - 1 else "")


def short_reference(source: Source) -> str:
    """Name a source in a line of many: "NATO 2017"."""
    who = source.author[0].family or source.author[0]
    who = who if len(source.author) == 1 else f"{who} and others"
    who = re.sub(r" \(.*\)$", "", who)
    return f"{who} {source.issued.start.year}" if source.issued and source.issued.start else who

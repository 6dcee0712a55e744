"""The data of a figure as a table for readers and as CSV for machines. Pure."""

import csv
import io
import xml.etree.ElementTree as etree
from collections.abc import Callable

from mkdocs_timeline import When, guarded, plain, show_text

from .figure_drawing import thousands
from .figures import Figure, Row
from .reference import WORDS


def show(value: object) -> str:
    """Write a value of a row for people; a gap says that it is one."""
    if value is None:
        return "—"
    if isinstance(value, When):
        return show_text(value, WORDS)
    return thousands(value) if isinstance(value, tuple) else str(value)


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return "-".join(dict.fromkeys(map(str, value)))
    return "" if value is None else guarded(value) if isinstance(value, str) else str(value)


def _headings(figure: Figure) -> list[str]:
    words = list(figure.columns.values())
    words += ["As of"] if any(row.as_of for row in figure.rows) else []
    return words + (["Note"] if any(row.note for row in figure.rows) else [])


def _cells(figure: Figure, row: Row, write: Callable[[object], str]) -> list[str]:
    cells = [write(row.values.get(key)) for key in figure.columns]
    cells += [write(row.as_of) if row.as_of else ""] if any(row.as_of for row in figure.rows) else []
    return cells + ([write(row.note)] if any(row.note for row in figure.rows) else [])


def to_csv(figure: Figure) -> str:
    """Return the data as CSV (RFC 4180): numbers without commas, dates as YYYY-MM-DD, keys of sources, no formulas."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([*map(guarded, _headings(figure)), "Sources"])
    for row in figure.rows:
        writer.writerow([*_cells(figure, row, _plain), " ".join(row.sources)])
    return file.getvalue()


def write_table(
    parent: etree.Element, figure: Figure, caption: str, cite: Callable[[etree.Element, tuple], None]
) -> None:
    """Add the table in a box that scrolls, so that the page does not.

    Args:
        parent: the element to add to.
        figure: whose data.
        caption: the table's name.
        cite: adds links to sources to a cell.
    """
    box = etree.SubElement(
        parent, "div", {"class": "figure-table", "tabindex": "0", "role": "region", "aria-label": caption}
    )
    table = etree.SubElement(box, "table", {"class": "data"})
    etree.SubElement(table, "caption").text = plain(caption)
    line = etree.SubElement(etree.SubElement(table, "thead"), "tr")
    for words in (*_headings(figure), "Sources"):
        etree.SubElement(line, "th", {"scope": "col"}).text = plain(words)
    body = etree.SubElement(table, "tbody")
    for row in figure.rows:
        line = etree.SubElement(body, "tr")
        for number, words in enumerate(_cells(figure, row, show)):
            key = list(figure.columns)[number] if number < len(figure.columns) else ""
            attributes = {"scope": "row"} if key == "label" else {}
            attributes |= {"class": "number"} if isinstance(row.values.get(key), tuple) else {}
            etree.SubElement(line, "th" if key == "label" else "td", attributes).text = plain(words)
        cite(etree.SubElement(line, "td"), row.sources)

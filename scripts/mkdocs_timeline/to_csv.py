"""Timeline to CSV (RFC 4180, UTF-8) and back to records: one row an event, one column a field, nothing lost.

A list is written with `;` between its keys. `positions` and `media`, which have fields of their own, are written
as JSON in their cell. A text that a spreadsheet would take for a formula is guarded: see spreadsheet.py.
"""

import csv
import io
import json

from .model import Timeline
from .record import to_record
from .schema import EVENT
from .spreadsheet import guarded, unguarded

COLUMNS = tuple(field.name for field in EVENT)
LISTS = tuple(field.name for field in EVENT if field.kind in ("ids", "actors", "sections", "sources"))
NESTED = ("positions", "media")
# What may begin with any sign; all others have a form.
TEXTS = tuple(field.name for field in EVENT if field.kind in ("text", "inline"))


def to_csv(timeline: Timeline) -> str:
    """Write the events as CSV, with a heading row."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for event in timeline.events:
        writer.writerow({name: _cell(name, value) for name, value in to_record(event).items()})
    return text.getvalue()


def _cell(name: str, value: object) -> str:
    if name in LISTS:
        return ";".join(value)
    if name in NESTED:
        return json.dumps(value, ensure_ascii=False)
    return guarded(value) if name in TEXTS else str(value)


def read_cell(name: str, cell: str) -> object:
    """Read a cell back as the events file has it.

    Raises:
        ValueError: where a nested cell is not JSON.
    """
    if name in LISTS:
        return [part.strip() for part in cell.split(";") if part.strip()]
    if name in NESTED:
        return json.loads(cell)
    if name in TEXTS:
        return unguarded(cell)
    return int(cell) if name == "importance" and cell.isdigit() else cell



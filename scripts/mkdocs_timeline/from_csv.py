"""CSV to records of an events file, with a report of everything that did not fit. No column is dropped in silence.

Reads the columns of `to_csv`, and those of TimelineJS' spreadsheet (Year, Month, Day, Headline, Text, …).
"""

import csv
import io
from dataclasses import dataclass, field

from .record import Record
from .suggest import did_you_mean
from .to_csv import COLUMNS, read_cell
from .when import parse

# TimelineJS' spreadsheet: https://timeline.knightlab.com/docs/using-spreadsheets.html
_TIMELINEJS = {"headline": "title", "text": "summary", "group": "category", "media": "media", "media credit": "media"}
_DATE_PARTS = ("year", "month", "day")
_END_PARTS = ("end year", "end month", "end day")
_IGNORED = ("time", "end time", "display date", "type", "media caption", "media thumbnail", "alt text", "background")


@dataclass(slots=True)
class Imported:
    """The records that fit, and what did not, one sentence each with its row."""

    records: list[Record] = field(default_factory=list)
    report: list[str] = field(default_factory=list)


def from_csv(text: str) -> Imported:
    """Read a CSV file with a heading row."""
    result = Imported()
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except csv.Error as error:
        result.report.append(f"The file is not readable CSV ({error}); export it again as CSV with commas.")
        return result
    if not rows:
        result.report.append("The file is empty; its first row must name the columns.")
        return result
    columns = [name.strip().lower() for name in rows[0]]
    _report_columns(rows[0], columns, result)
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            _row(number, dict(zip(columns, (cell.strip() for cell in row), strict=False)), len(row) - len(columns), result)
    return result


def _report_columns(names: list[str], columns: list[str], result: Imported) -> None:
    known = {*COLUMNS, *_TIMELINEJS, *_DATE_PARTS, *_END_PARTS}
    for name, column in zip(names, columns, strict=True):
        if columns.count(column) > 1:
            result.report.append(f"Column '{name}': it stands in the file more than once; only the last is read.")
        if column not in known:
            hint = did_you_mean(column, COLUMNS)
            hint = f" {hint}" if hint.startswith("did") else ""
            why = "it has no place in an events file" if column in _IGNORED else "there is no such field;" + hint
            result.report.append(f"Column '{name}': not imported, {why.rstrip(';')}.")


def _row(number: int, cells: dict[str, str], surplus: int, result: Imported) -> None:
    if surplus > 0:
        result.report.append(f"Row {number}: {surplus} more cells than columns; not imported. Is a comma outside quotes?")
    record: Record = {}
    date = cells.get("date") or _spreadsheet_date(cells)
    try:
        record["date"] = str(parse(date))
    except ValueError as error:
        result.report.append(f"Row {number}: date: {error}. The row is left out.")
        return
    for column, cell in cells.items():
        name = _TIMELINEJS.get(column, column)
        if not cell or name == "date" or name not in COLUMNS:
            continue
        if column in ("media", "media credit") and not cell.startswith("{"):
            result.report.append(f"Row {number}: {column}: '{cell[:60]}' not imported; add a picture with file and alt by hand.")
            continue
        try:
            record[name] = read_cell(name, cell)
        except ValueError:
            result.report.append(f"Row {number}: {column}: '{cell[:60]}' is not the JSON that this column holds; not imported.")
    if "title" not in record:
        result.report.append(f"Row {number}: it has no title. The row is left out.")
        return
    result.records.append({name: record[name] for name in COLUMNS if name in record})


def _spreadsheet_date(cells: dict[str, str]) -> str:
    """Join the date columns of TimelineJS' spreadsheet as EDTF."""
    start = _join(cells, _DATE_PARTS)
    end = _join(cells, _END_PARTS)
    return f"{start}/{end}" if end else start


def _join(cells: dict[str, str], names: tuple[str, ...]) -> str:
    parts = [cells.get(name, "") for name in names]
    year = parts[0]
    if year.lstrip("-").isdigit():
        year = f"{int(year):05d}" if year.startswith("-") else f"{int(year):04d}"
    rest = []
    for part in parts[1:]:
        if not part:
            break
        rest.append(part.zfill(2))
    return "-".join([year, *rest])



"""Figures made from data: docs/figures/fig-….yml, one file a figure, read and checked with places.

No number stands in a figure without a source: each row names its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_timeline import (
    Collector,
    Field,
    Location,
    Node,
    Problem,
    When,
    did_you_mean,
    display_name,
    read_file,
)

from .figure_schema import HEAD, KINDS, MOST_PARTS, MOST_SERIES, row_fields
from .figure_values import READERS, Number

FOLDER = "figures"
ID = re.compile(r"fig-[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `values` by the key of the column; what is missing is a gap."""

    values: Mapping[str, str | Number | When]
    sources: tuple[str, ...]
    where: Location
    series: str = ""
    codes: tuple[str, ...] = ()
    as_of: When | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as its file has it."""

    id: str
    title: str
    kind: str
    caption: str
    alt: str
    gaps: str
    columns: Mapping[str, str]
    rows: tuple[Row, ...]
    where: Location
    series: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    total: str = ""
    step: int = 0
    until: When | None = None
    sources: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The columns that are parts of a bar."""
        must, may = KINDS[self.kind]
        return tuple(key for key in self.columns if key not in must | may) if self.kind == "bars" else ()

    @property
    def cited(self) -> tuple[str, ...]:
        """Every source of the figure once, in the order of the rows."""
        return tuple(dict.fromkeys([*(key for row in self.rows for key in row.sources), *self.sources]))


def load_figures(
    docs: Path, root: Path, keys: frozenset[str] | None
) -> tuple[dict[str, Figure], tuple[str, ...], list[Problem]]:
    """Read every figure.

    Args:
        docs: the docs folder.
        root: the folder that names in problems are relative to.
        keys: the keys of the bibliography; None if they are not all known.

    Returns:
        Id to figure for all that fit; the ids of the others; and all problems.
    """
    found: dict[str, Figure] = {}
    broken: list[str] = []
    problems: list[Problem] = []
    for path in sorted((docs / FOLDER).glob("*.yml")):
        name = display_name(path, root)
        node, unreadable = read_file(path, name)
        if node is None:
            told = unreadable or [Problem(Location(name), "", "the file is empty; begin with 'title: …'")]
            figure = None
        else:
            figure, told = check_figure(path.stem, node, keys)
            told = [*unreadable, *told]
        problems += told
        if figure is None or told:
            broken.append(path.stem)
        else:
            found[figure.id] = figure
    return found, tuple(broken), problems


def check_figure(id: str, node: Node, keys: frozenset[str] | None) -> tuple[Figure | None, list[Problem]]:
    """Check the node of one file; `id` is its name without `.yml`."""
    collector = Collector(READERS)
    if not ID.fullmatch(id):
        collector.add(
            Location(node.where.path), "", f"'{id}' is no name for a figure; name the file fig-words.yml"
        )
    values, places = collector.fields(node, HEAD, "a figure")
    if "kind" not in values or "columns" not in values or "rows" not in values:
        return None, collector.problems
    kind, columns, series = values["kind"], values["columns"], values.get("series", {})
    _columns(collector, kind, columns, series, places)
    declared = row_fields(kind, columns)
    rows = tuple(filter(None, (_row(collector, item, declared, series, keys) for item in values.pop("rows"))))
    if not rows:
        collector.add(places["rows"], "rows", "there is no data; write one row at least")
    for name in ("caption", "gaps"):
        if "[@" in values.get(name, ""):
            collector.add(
                places[name], name, "a caption cites nothing itself; name the source in the row it comes from"
            )
    _known(collector, values.get("sources", ()), places.get("sources", node.where), keys)
    if (
        kind == "spans"
        and "until" not in values
        and any("from" in row.values and "to" not in row.values for row in rows)
    ):
        collector.add(
            node.where, "until", "a span has no end; write to which day or month it is drawn, as 2026-10"
        )
    if any(item.name not in values for item in HEAD if item.needed and item.name != "rows"):
        return None, collector.problems
    values["step"] = values.get("step", (0, 0))[0]
    return Figure(id=id, rows=rows, where=node.where, **values), collector.problems


def _columns(collector: Collector, kind: str, columns: Mapping, series: Mapping, places: Mapping) -> None:
    must, may = KINDS[kind]
    for key in sorted(must - set(columns)):
        collector.add(
            places["columns"], "columns", f"a figure of the kind '{kind}' needs the column '{key}'; add it"
        )
    others = [key for key in columns if key not in must | may]
    if kind == "bars":
        reserved = sorted({"sources", "as_of", "note", "series", "codes"} & set(others))
        for key in reserved:
            collector.add(
                places["columns"], "columns", f"'{key}' is a field of every row; take another key here"
            )
        if not 1 <= len(others) <= MOST_PARTS:
            collector.add(
                places["columns"],
                "columns",
                f"a bar has one to {MOST_PARTS} parts; this one has {len(others)}",
            )
    else:
        for key in others:
            hint = did_you_mean(key, must | may)
            collector.add(places["columns"], "columns", f"the kind '{kind}' has no column '{key}'; {hint}")
    if kind in ("dots", "map") and not 1 <= len(series) <= MOST_SERIES:
        where = places.get("series", places["columns"])
        collector.add(where, "series", f"name one to {MOST_SERIES} groups, each with its words in the legend")


def _row(collector: Collector, node: Node, declared: tuple[Field, ...], series: Mapping, keys) -> Row | None:
    values, places = collector.fields(node, declared, "a row")
    if any(item.name not in values for item in declared if item.needed):
        return None
    group = values.pop("series", "")
    if group and group not in series:
        collector.add(
            places["series"], "series", f"there is no series '{group}'; {did_you_mean(group, series)}"
        )
    start, end = values.get("from"), values.get("to")
    if start and end and end.start.latest < start.start.earliest:
        collector.add(places["to"], "to", f"'{end}' is before '{start}'; write the later date here")
    sources = values.pop("sources")
    _known(collector, sources, places["sources"], keys)
    if not sources:
        collector.add(places["sources"], "sources", "no number without a source; name one at least")
    return Row(
        sources=sources,
        where=node.where,
        series=group,
        codes=values.pop("codes", ()),
        as_of=values.pop("as_of", None),
        note=values.pop("note", ""),
        values=values,
    )


def _known(
    collector: Collector, sources: tuple[str, ...], where: Location, keys: frozenset[str] | None
) -> None:
    for key in sources if keys is not None else ():
        if key not in keys:
            hint = did_you_mean(key, keys)
            hint = hint if hint.startswith("did you") else "add it to docs/sources.yml"
            collector.add(where, "sources", f"there is no source '{key}'; {hint}")

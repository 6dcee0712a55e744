"""The tables of the documentation, made from the declarations; a test compares what is committed."""

from collections.abc import Iterable

from .options import OPTIONS
from .schema import EVENT, FILE, MEDIA, PERIOD, POSITION, Field
from .settings import OPTIONS as SETTINGS


def fields_tables() -> str:
    """Return the tables of all fields of the events file, as Markdown."""
    groups = (("An event", EVENT), ("A position", POSITION), ("Media", MEDIA), ("A period", PERIOD), ("The file", FILE))
    parts = []
    for title, declared in groups:
        rows = [(f"`{field.name}`", "yes" if field.needed else "", _help(field)) for field in declared]
        parts.append(f"**{title}**\n\n" + _table(("Field", "Needed", "Meaning"), rows))
    return "\n".join(parts)


def block_table() -> str:
    """Return the table of a block's options."""
    return _table(("Option", "Meaning"), [(f"`{field.name}`", _help(field)) for field in OPTIONS])


def settings_table() -> str:
    """Return the table of a site's options."""
    rows = [(f"`{name}`", f"`{default}`" if default else "", help) for name, (default, help) in SETTINGS.items()]
    return _table(("Option", "Default", "Meaning"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _help(field: Field) -> str:
    if not field.choices or "`" in field.help:
        return field.help
    return f"{field.help} One of {', '.join(f'`{choice}`' for choice in field.choices)}."

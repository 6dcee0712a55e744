"""What can be cited as CSL-JSON (CSL 1.0.2), which Zotero, Pandoc and citeproc read. Pure."""

import json
from collections.abc import Iterable

from mkdocs_timeline import When

from .citable import Citable
from .source_fields import Name


def to_csl(sources: Iterable[Citable]) -> str:
    """Return them as a JSON list, in their order."""
    return json.dumps([csl_item(source) for source in sources], ensure_ascii=False, indent=1) + "\n"


def csl_item(source: Citable) -> dict[str, object]:
    """Return one as CSL has it; what is not known is left out."""
    item = {
        "id": source.id,
        "type": source.type,
        "author": [_name(name) for name in source.author],
        "title": source.title,
        "issued": _date(source.issued),
        "container-title": source.container,
        "publisher": "" if source.container else source.publisher,
        "edition": source.edition,
        "URL": source.URL,
        "accessed": _date(source.accessed),
        "language": source.language or "en",
        "keyword": ", ".join(source.keywords),
        "note": source.remarks,
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    if not name.family:
        return {"literal": str(name)}
    return {"family": name.family, "given": name.given} if name.given else {"family": name.family}


def _date(when: When | None) -> dict[str, object]:
    """Write a date with the parts that are known, and no others."""
    if when is None:
        return {}
    moment = when.start
    season = moment.month - 20 if moment.month and moment.month > 12 else None
    parts = [moment.year, *(part for part in (None if season else moment.month, moment.day) if part)]
    date: dict[str, object] = {"date-parts": [parts]}
    if season:
        date["season"] = season
    if moment.about or moment.uncertain:
        date["circa"] = True
    return date

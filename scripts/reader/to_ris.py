"""What can be cited as RIS, the tagged lines that nearly every program for references reads. Pure."""

from collections.abc import Iterable, Iterator

from mkdocs_timeline import When

from .citable import Citable
from .reference import WORDS
from .source_fields import Name

# Types of CSL as RIS has them; it has none for speeches and treaties.
_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "legislation": "STAT",
    "motion_picture": "MPCT",
    "report": "RPRT",
    "webpage": "ELEC",
}
_OTHER = "GEN"


def to_ris(sources: Iterable[Citable]) -> str:
    """Return them as records, in their order; lines end as the format asks, with CR and LF."""
    return "".join(
        f"{tag}  - {value}\r\n" if tag else "\r\n"
        for source in sources
        for tag, value in (*_record(source), ("", ""))
    )


def _record(source: Citable) -> Iterator[tuple[str, str]]:
    """Yield tags and values; a value is one line."""
    yield "TY", _TYPES.get(source.type, _OTHER)
    fields = [
        ("ID", source.id),
        *(("AU", _name(name)) for name in source.author),
        ("TI", source.title),
        ("T2", source.container),
        ("PB", "" if source.container else source.publisher),
        ("ET", source.edition),
        ("PY", f"{source.issued.year:04d}" if source.issued else ""),
        ("DA", _date(source.issued)),
        ("UR", source.URL),
        ("Y2", _date(source.accessed)),
        ("LA", source.language or "en"),
        *(("KW", keyword) for keyword in source.keywords),
        ("N1", source.remarks),
    ]
    yield from ((tag, " ".join(value.split())) for tag, value in fields if value)
    yield "ER", ""


def _name(name: Name) -> str:
    return ", ".join(filter(None, (name.family, name.given))) or name


def _date(when: When | None) -> str:
    """Write YYYY/MM/DD/other; unknown parts stay empty, a season and doubts are said in the last."""
    if when is None:
        return ""
    moment = when.start
    in_season = moment.month is not None and moment.month > 12
    month = f"{moment.month:02d}" if moment.month and not in_season else ""
    day = f"{moment.day:02d}" if moment.day else ""
    season = WORDS.seasons.split()[moment.month - 21] if in_season else ""
    doubts = ("about" if moment.about else "", "uncertain" if moment.uncertain else "")
    return f"{moment.year:04d}/{month}/{day}/{' '.join(filter(None, (season, *doubts)))}"

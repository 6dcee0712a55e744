"""The whole bibliography as BibTeX, RIS and CSL-JSON, read back by programs that other people wrote."""

import json
from pathlib import Path

import bibtexparser
import jsonschema
import pytest
import rispy
from bibtexparser import middlewares
from hypothesis import given, settings
from hypothesis import strategies as some

from mkdocs_timeline import Location, parse
from reader.downloads import DOWNLOADS
from reader.source_fields import Name
from reader.sources import TYPES, Source, load_sources
from reader.to_bibtex import to_bibtex
from reader.to_csl import to_csl
from reader.to_ris import to_ris

ROOT = Path(__file__).resolve().parents[2]
SOURCES, _, _ = load_sources(ROOT / "docs" / "sources.yml", ROOT)
ALL = list(SOURCES.values())
# LaTeX's words for braces, which the decoder used here does not know: they pass through it as signs.
# Its circumflex is a letter.
BRACES = {r"\textbraceleft{}": "⦃", r"\textbraceright{}": "⦄"}
SIGNS = str.maketrans("⦃⦄ˆ", "{}^")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

# The parts of the schema of CSL 1.0.2 (csl-data.json) that are used; as there, nothing else is allowed.
_NAME = {
    "type": "object",
    "properties": {"family": {"type": "string"}, "given": {"type": "string"}, "literal": {"type": "string"}},
    "additionalProperties": False,
    "minProperties": 1,
}
_DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        },
        "season": {"type": ["string", "integer"]},
        "circa": {"type": ["string", "integer", "boolean"]},
    },
    "required": ["date-parts"],
    "additionalProperties": False,
}
_TEXTS = ("id", "title", "container-title", "publisher", "URL", "language", "keyword", "note")
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"enum": list(TYPES)},
            "author": {"type": "array", "items": _NAME},
            "issued": _DATE,
            "accessed": _DATE,
            **{name: {"type": "string", "minLength": 1} for name in _TEXTS},
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}


def source(**given):
    """Make a source; what is not given is plain."""
    plain = {
        "id": "a-key",
        "type": "document",
        "author": (Name("NATO"),),
        "title": "Title",
        "side": ("nato", "russia"),
        "kind": "treaty",
    }
    return Source(where=Location("s.yml"), **{**plain, **given})


def sides(one):
    """Keywords of a source, one for each of its sides."""
    return [f"side:{side}" for side in one.side]


def read_bibtex(text):
    """Key to fields, decoded from LaTeX; the kind of entry as `ENTRYTYPE`."""
    for word, sign in BRACES.items():
        text = text.replace(word, sign)
    library = bibtexparser.parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    assert library.failed_blocks == []
    entries = {}
    for entry in library.entries:
        fields = {field.key: field.value.translate(SIGNS) for field in entry.fields}
        assert len(fields) == len(entry.fields), "a field stands twice"
        entries[entry.key] = {"ENTRYTYPE": entry.entry_type, **fields}
    return entries


def read_names(text):
    """Key to the names of the authors: (given, family) of persons, ("", name) of bodies."""
    stack = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]
    library = bibtexparser.parse_string(text, append_middleware=stack)
    assert library.failed_blocks == []
    joined = {}
    for entry in library.entries:
        names = entry.fields_dict["author"].value
        joined[entry.key] = [
            (" ".join(name.first), " ".join([*name.von, *name.last]).strip("{}")) for name in names
        ]
    return joined


def read_ris(text):
    return {entry["id"]: entry for entry in rispy.loads(text)}


def read_csl(text):
    items = json.loads(text)
    jsonschema.validate(items, SCHEMA)
    return {item["id"]: item for item in items}


def one_line(text):
    return " ".join(text.split())


# The whole bibliography


@pytest.mark.parametrize(
    ("write", "read"), [(to_bibtex, read_bibtex), (to_ris, read_ris), (to_csl, read_csl)]
)
def test_every_source_comes_back_under_its_key_in_its_order(write, read):
    assert list(read(write(ALL))) == [source.id for source in ALL]
    assert len(ALL) > 300


def test_every_source_comes_back_from_bibtex():
    entries, names = read_bibtex(to_bibtex(ALL)), read_names(to_bibtex(ALL))
    for one in ALL:
        entry = entries[one.id]
        assert entry["title"].replace("’", "'") == one_line(one.title).replace("’", "'")
        assert entry.get("date", "") == str(one.issued or "")
        assert entry.get("year", "") == (str(one.issued.year) if one.issued else "")
        assert entry.get("month", "") == (
            MONTHS[one.issued.start.month - 1] if one.issued and one.issued.start.month else ""
        )
        assert len(names[one.id]) == len(one.author)
        assert entry["keywords"].split(", ") == [*sides(one), f"kind:{one.kind}"]
        assert one.publisher == "" or one_line(one.publisher).replace("’", "'") in {
            value.replace("’", "'")
            for name, value in entry.items()
            if name in ("journal", "publisher", "institution")
        }


def test_every_address_comes_back_from_bibtex_as_it_is():
    # Programs read the address as it stands, without decoding LaTeX.
    library = bibtexparser.parse_string(to_bibtex(ALL))
    found = {
        entry.key: entry.fields_dict["url"].value for entry in library.entries if "url" in entry.fields_dict
    }
    assert found == {one.id: one.URL for one in ALL if one.URL}


def test_every_author_comes_back_from_bibtex_in_one_piece():
    names = read_names(to_bibtex(ALL))
    for one in ALL:
        assert names[one.id] == [
            (author.given, author.family or str(author).replace("&", r"\&")) for author in one.author
        ]


def test_every_source_comes_back_from_ris():
    entries = read_ris(to_ris(ALL))
    for one in ALL:
        entry = entries[one.id]
        assert entry["title"] == one_line(one.title)
        assert entry["authors"] == [
            ", ".join(filter(None, (author.family, author.given))) or one_line(author) for author in one.author
        ]
        assert entry.get("urls", []) == ([one.URL] if one.URL else [])
        written = str(one.issued or "").split("-")
        assert [part for part in entry.get("date", "").split("/") if part] == [
            part for part in written if part
        ]
        assert entry.get("year", "") == written[0]
        assert entry["keywords"] == [*sides(one), f"kind:{one.kind}"]
        assert entry["language"] == (one.language or "en")
        assert one_line(one.publisher) in (entry.get("publisher", ""), entry.get("secondary_title", ""))


def test_every_source_comes_back_from_csl():
    items = read_csl(to_csl(ALL))
    for one in ALL:
        item = items[one.id]
        assert (item["type"], item["title"], item.get("URL", "")) == (one.type, one.title, one.URL)
        parts = [(name.get("given", ""), name.get("family") or name["literal"]) for name in item["author"]]
        assert parts == [(author.given, author.family or author) for author in one.author]
        parts = [int(part) for part in str(one.issued).split("-")] if one.issued else None
        assert item.get("issued") == ({"date-parts": [parts]} if parts else None)
        assert item["language"] == (one.language or "en")
        assert item["keyword"].split(", ") == [*sides(one), f"kind:{one.kind}"]
        assert one.publisher in (item.get("publisher", ""), item.get("container-title", ""))


def test_the_schema_refuses_what_csl_does_not_know():
    for wrong in (
        {"kind": "treaty"},
        {"type": "newspaper"},
        {"issued": "1997"},
        {"author": ["NATO"]},
        {"title": ""},
    ):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([{"id": "a", "type": "document", **wrong}], SCHEMA)


# Names, dates and types


PEOPLE = (
    Name("Jamie Shea", "Shea", "Jamie"),
    Name("Bread and Roses, Inc."),
    Name("Plato", "Plato"),
    Name("X and Y, Jr. Z", "X and Y, Jr.", "Z"),
)


def test_persons_keep_their_parts_and_bodies_stay_whole():
    text = to_bibtex([source(author=PEOPLE)])
    assert read_names(text) == {
        "a-key": [("Jamie", "Shea"), ("", "Bread and Roses, Inc."), ("", "Plato"), ("Z", "X and Y, Jr.")]
    }
    (item,) = read_csl(to_csl([source(author=PEOPLE)])).values()
    assert item["author"] == [
        {"family": "Shea", "given": "Jamie"},
        {"literal": "Bread and Roses, Inc."},
        {"family": "Plato"},
        {"family": "X and Y, Jr.", "given": "Z"},
    ]
    assert read_ris(to_ris([source(author=PEOPLE)]))["a-key"]["authors"][:3] == [
        "Shea, Jamie",
        "Bread and Roses, Inc.",
        "Plato",
    ]


@pytest.mark.parametrize(
    ("written", "bibtex", "ris", "csl"),
    [
        ("1997", ("1997", "1997", None), "1997///", {"date-parts": [[1997]]}),
        ("1997-05", ("1997-05", "1997", "may"), "1997/05//", {"date-parts": [[1997, 5]]}),
        ("1997-05-07", ("1997-05-07", "1997", "may"), "1997/05/07/", {"date-parts": [[1997, 5, 7]]}),
        ("1997-21", ("1997-21", "1997", None), "1997///spring", {"date-parts": [[1997]], "season": 1}),
        ("1997-24", ("1997-24", "1997", None), "1997///winter", {"date-parts": [[1997]], "season": 4}),
        ("1990~", ("1990~", "1990", None), "1990///about", {"date-parts": [[1990]], "circa": True}),
        (
            "1990-02?",
            ("1990-02?", "1990", "feb"),
            "1990/02//uncertain",
            {"date-parts": [[1990, 2]], "circa": True},
        ),
    ],
)
def test_a_date_keeps_its_precision(written, bibtex, ris, csl):
    one = [source(issued=parse(written), accessed=parse("2026-10-01"))]
    raw = {field.key: field.value for field in bibtexparser.parse_string(to_bibtex(one)).entries[0].fields}
    assert (raw["date"], raw["year"], raw.get("month")) == bibtex
    assert raw["urldate"] == "2026-10-01"
    (entry,) = rispy.loads(to_ris(one))
    assert (entry["date"], entry["access_date"], entry["year"]) == (ris, "2026/10/01/", written[:4])
    (item,) = read_csl(to_csl(one)).values()
    assert (item["issued"], item["accessed"]) == (csl, {"date-parts": [[2026, 10, 1]]})


def test_what_is_not_known_is_left_out():
    one = [source()]
    assert set(read_bibtex(to_bibtex(one))["a-key"]) == {
        "ENTRYTYPE",
        "author",
        "title",
        "language",
        "keywords",
    }
    assert set(read_ris(to_ris(one))["a-key"]) == {
        "type_of_reference",
        "id",
        "authors",
        "title",
        "language",
        "keywords",
    }
    assert set(read_csl(to_csl(one))["a-key"]) == {"id", "type", "author", "title", "language", "keyword"}


def test_the_note_and_the_archived_copy_are_said_in_the_note():
    one = [source(note="Read in part.", archive="https://example.org/a_b", listed="as further reading")]
    words = "Read in part. Archived copy: https://example.org/a_b"
    assert read_bibtex(to_bibtex(one))["a-key"]["note"] == words
    assert read_ris(to_ris(one))["a-key"]["notes"] == [words]
    assert read_csl(to_csl(one))["a-key"]["note"] == words


@pytest.mark.parametrize("type", TYPES)
def test_every_type_is_one_that_the_formats_know(type):
    one = [source(type=type, publisher="A Press")]
    entry, record, item = (
        read(write(one))["a-key"]
        for write, read in ((to_bibtex, read_bibtex), (to_ris, read_ris), (to_csl, read_csl))
    )
    assert entry["ENTRYTYPE"] in {"article", "book", "incollection", "techreport", "misc"}
    assert record["type_of_reference"] in rispy.TYPE_OF_REFERENCE_MAPPING
    paper = type.startswith("article-")
    assert (
        (entry["ENTRYTYPE"] == "article")
        == ("journal" in entry)
        == ("secondary_title" in record)
        == ("container-title" in item)
        == paper
    )
    assert (
        (entry.get("publisher") or entry.get("institution"))
        == record.get("publisher")
        == item.get("publisher")
        == (None if paper else "A Press")
    )


# Escaping

HOSTILE = [
    r"50 % of $5 & #1_a {b} ~ ^ \ \textbf{x}",
    "} @misc{other, title = {x}",
    "{", "}", "}{", "\\", "\\}", "A -- B --- C", "``quoted''", "'' \"", "<< >> ,,", "?` !`",
    "line\nTY  - BOOK\r\nER  - ", "ER  - ", "  spaces   within  ",
    "Київ, Москва, 北京, é, 🕊", "<b>&amp;</b> *x* [x](y)", "@string{jan = 1}", "a, and b and c",
    "%20 # comment",
]  # fmt: skip


def same(read, written):
    """Whether a text came back; TeX sets straight quotation marks as curled ones, and a decoder may too."""
    return read.replace("’", "'").replace("”", '"') == one_line(written).replace("’", "'").replace("”", '"')


def assert_text_comes_back(text):
    several = [
        source(title=text, publisher=text, note=text, author=(Name(text), Name("B", "B"))),
        source(id="second"),
    ]
    entries = read_bibtex(to_bibtex(several))
    assert list(entries) == ["a-key", "second"]
    for field in ("title", "publisher", "howpublished", "note"):
        assert same(entries["a-key"][field], text), (field, entries["a-key"][field])
    assert len(read_names(to_bibtex(several))["a-key"]) == 2
    records = rispy.loads(to_ris(several))
    assert [record["id"] for record in records] == ["a-key", "second"]
    assert (records[0]["title"], records[0]["authors"]) == (one_line(text), [one_line(text), "B"])
    items = read_csl(to_csl(several))
    assert (items["a-key"]["title"], items["a-key"]["author"][0]) == (text, {"literal": text})


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_as_that_text(text):
    assert_text_comes_back(text)


@settings(max_examples=100, deadline=None)
@given(some.text("aé {}\\$&#%_^~-'`\",@=<>!?\n", min_size=1).filter(str.strip))
def test_any_text_comes_back_as_that_text(text):
    assert_text_comes_back(text)


@pytest.mark.parametrize(
    "address", ["https://example.org/a_b%20c?x=1&y=~z#frag", "https://example.org/{a}\\b"]
)
def test_an_address_cannot_end_its_value(address):
    several = [source(URL=address), source(id="second")]
    library = bibtexparser.parse_string(to_bibtex(several))
    assert library.failed_blocks == [] and len(library.entries) == 2
    safe = address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
    assert library.entries[0].fields_dict["url"].value == safe
    assert read_ris(to_ris(several))["a-key"]["urls"] == [address]


def test_lines_of_ris_end_with_cr_and_lf():
    text = to_ris([source(title="a\nb"), source(id="second")])
    assert text.count("\n") == text.count("\r\n") == len(text.splitlines())
    assert text.count("TY  - ") == text.count("\r\nER  - \r\n") == 2


def test_an_empty_bibliography_is_an_empty_file():
    assert [write([]) for _, write in DOWNLOADS.values()] == ["", "", "[]\n"]

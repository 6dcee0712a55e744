"""The PDF, opened with other programs than the one that made it: a validator, qpdf, Poppler, pikepdf."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest
from bidi import Firefox
from conftest import ROOT, Copy

from reader.book import read_book
from reader.places import built as built_page
from reader.project import read_project

pytestmark = pytest.mark.slow

PDF = "nato-russia-reader-2026-10.pdf"
# Writes a part of the book, as the whole takes a minute; run in a process of its own, for another place, time zone and language.
PART = """
import sys
from pathlib import Path
from reader.book import read_book
from reader.pdf import write_pdf
from reader.project import read_project
project = read_project(Path(sys.argv[1]))
write_pdf(project, project.site, read_book(project.site, ["index.html", "history.html"]), Path(sys.argv[2]), sys.argv[3])
"""


@pytest.fixture(scope="module")
def workshop(built, tmp_path_factory):
    """A built copy of which editions are made."""
    root = tmp_path_factory.mktemp("pdf") / "ein Büro #1"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("__pycache__"))
    return Copy(root)


@pytest.fixture(scope="module")
def pdf(workshop):
    """The whole book on A4."""
    done = workshop.run("editions", "--only", "pdf", timeout=1800)
    assert done.returncode == 0, done.stdout + done.stderr
    return workshop.root / "dist" / PDF


@pytest.fixture(scope="module")
def opened(pdf):
    import pikepdf

    with pikepdf.open(pdf) as document:
        yield document


@pytest.fixture(scope="module")
def book(workshop, pdf):
    """The pages of the site of which it was made."""
    project = read_project(workshop.root)
    return read_book(project.site, map(built_page, project.pages))


@pytest.fixture(scope="module")
def text(pdf):
    """All its text, in the order in which Poppler reads it."""
    return subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, text=True, check=True
    ).stdout


def part_of_the_book(root, target, paper="a4", **environment):
    values = {**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1", **environment}
    command = [sys.executable, "-c", PART, str(root), str(target), paper]
    return subprocess.run(command, env=values, capture_output=True, text=True, timeout=600)


def letters(words):
    """Only the letters, so that hyphens, breaks, notes and numbers in the margin do not count."""
    return "".join(letter for letter in words if letter.isalpha())


def test_a_validator_of_pdf_ua_finds_nothing(pdf):
    import page

    report = page.validate_pdf(
        pdf, profile=page.ValidationProfile.PDF_UA_1, limits=page.SafetyLimits.unlimited()
    )
    assert [(fault.rule_id, fault.message) for fault in report.failures] == []
    assert report.is_compliant


def test_qpdf_finds_it_whole_and_it_is_no_larger_than_it_may_be(pdf):
    done = subprocess.run(["qpdf", "--check", str(pdf)], capture_output=True, text=True)
    assert done.returncode == 0 and "No syntax or stream encoding errors" in done.stdout, (
        done.stdout + done.stderr
    )
    assert pdf.stat().st_size < 6_000_000


def test_it_says_what_it_is(opened):
    assert str(opened.docinfo.Title) == "NATO–Russia relations: An open course reader"
    assert str(opened.docinfo.Author) == "The contributors"
    assert "Edition 2026-10" in str(opened.docinfo.Subject)
    assert str(opened.docinfo.CreationDate) == "D:20261010000000Z"
    assert str(opened.Root.Lang) == "en"
    assert bool(opened.Root.MarkInfo.Marked) and bool(opened.Root.ViewerPreferences.DisplayDocTitle)
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_its_bookmarks_are_the_headings_of_the_site_with_their_numbers(opened, book):
    def walk(items):
        for item in items:
            yield item.title
            yield from walk(item.children)

    with opened.open_outline() as outline:
        titles = list(walk(outline.root))
    for chapter in book:
        for heading in chapter.content.xpath(".//h2[@data-number] | .//h3[@data-number]"):
            words = "".join(heading.xpath("./text() | ./*[not(self::a)]//text()")).strip()
            assert f"{heading.get('data-number')} {words}" in titles
    assert [title for title in titles if title in ("1 History", "6 Outlook")] == ["1 History", "6 Outlook"]
    assert "4 April 1949: Twelve states sign the North Atlantic Treaty in Washington" in titles


def test_every_link_in_it_leads_somewhere_and_every_place_can_be_linked(opened, book):
    names = opened.Root.Names.Dests.Names
    places = {str(names[index]) for index in range(0, len(names), 2)}
    links = [note for sheet in opened.pages for note in sheet.get("/Annots", [])]
    inside = {str(link.Dest) for link in links if "/Dest" in link}
    outside = {str(link.A.URI) for link in links if "/A" in link}
    assert len(inside) > 1000 and inside <= places
    assert all(re.match(r"https?://", address) for address in outside)
    for chapter in book:
        ids = chapter.content.xpath(
            ".//*[self::h1 or self::h2 or self::h3 or self::figure or self::li or self::sup]/@id"
        )
        assert [id for id in ids if id not in places] == []


def test_its_fonts_are_its_own(opened):
    fonts = {}
    for thing in opened.objects:
        if hasattr(thing, "keys") and thing.get("/Type") == "/FontDescriptor":
            fonts[str(thing.FontName)] = any(name in thing for name in ("/FontFile2", "/FontFile3"))
    assert len(fonts) == 6 and all(fonts.values())
    assert {name.split("+")[1].removeprefix("Reader-").split("-")[0] for name in fonts} == {"Serif", "Sans"}


def test_its_text_is_that_of_the_chapters_in_their_order(text, book):
    everything = letters(text)
    place = 0
    for chapter in book[1:7]:
        for paragraph in chapter.content.xpath("./p[not(@class)]"):
            start = letters("".join(paragraph.xpath(".//text()[not(ancestor::sup)]")))[:50]
            found = everything.find(start, place)
            assert found >= 0, start
            place = found
    assert "[@" not in text and "///" not in text


def test_a_screen_reader_does_not_hear_the_heads_of_pages(opened):
    kinds = set()
    for sheet in opened.pages[10:13]:
        import pikepdf

        for operands, operator in pikepdf.parse_content_stream(sheet):
            if str(operator) == "BDC":
                kinds.add((str(operands[0]), str(operands[1].get("/Type", ""))))
    assert ("/Artifact", "/Pagination") in kinds


def test_drawings_have_words_and_headers_a_direction(opened):
    found = {"Figure": [], "TH": []}
    for thing in opened.objects:
        if hasattr(thing, "keys") and thing.get("/Type") == "/StructElem" and str(thing.S)[1:] in found:
            found[str(thing.S)[1:]].append(thing)
    assert any("Horizontal bars" in str(figure.Alt) for figure in found["Figure"])
    assert all(str(figure.Alt) for figure in found["Figure"])
    assert {str(cell.A.Scope) for cell in found["TH"]} == {"/Column", "/Row"}


def test_the_same_site_gives_the_same_bytes_anywhere_and_letter_is_another_paper(workshop, pdf, tmp_path):
    import pikepdf

    here, there, letter = (
        tmp_path / "here.pdf",
        tmp_path / "ein Ordner, größer" / "there.pdf",
        tmp_path / "letter.pdf",
    )
    there.parent.mkdir()
    moved = tmp_path / "moved"
    shutil.copytree(workshop.root, moved, ignore=shutil.ignore_patterns("__pycache__"))
    for done in (
        part_of_the_book(workshop.root, here, TZ="UTC", LANG="C"),
        part_of_the_book(
            moved, there, TZ="Pacific/Kiritimati", LANG="de_DE.UTF-8", FONTCONFIG_FILE="/etc/fonts/fonts.conf"
        ),
        part_of_the_book(workshop.root, letter, "letter"),
    ):
        assert done.returncode == 0, done.stderr
    assert here.read_bytes() == there.read_bytes()
    with pikepdf.open(here) as a4, pikepdf.open(letter) as other:
        assert [round(float(size)) for size in a4.pages[0].MediaBox] == [0, 0, 595, 842]
        assert [round(float(size)) for size in other.pages[0].MediaBox] == [0, 0, 612, 792]


def test_a_missing_library_is_told_in_one_sentence(workshop, tmp_path):
    lacking = tmp_path / "weasyprint"
    lacking.mkdir()
    said = "cannot load library 'libpango-1.0-0': no such file.  Additionally, it was not found"
    (lacking / "__init__.py").write_text(f"print('a banner'); raise OSError({said!r})", "utf-8")
    before = sorted((workshop.root / "dist").iterdir())
    environment = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{workshop.root / 'scripts'}"}
    command = [sys.executable, "-m", "reader", "editions", "--only", "pdf"]
    done = subprocess.run(
        command, cwd=workshop.root, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1
    assert "needs libpango-1.0-0" in done.stderr and "apt install libpango-1.0-0" in done.stderr
    assert "Traceback" not in done.stderr and "banner" not in done.stdout
    assert sorted((workshop.root / "dist").iterdir()) == before


def test_a_run_that_is_stopped_leaves_no_half_file(workshop, pdf):
    before = pdf.read_bytes()
    environment = {**os.environ, "PYTHONPATH": str(workshop.root / "scripts"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "reader", "editions", "--only", "pdf"]
    run = subprocess.Popen(
        command, cwd=workshop.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    said = ""
    while not said.endswith("Writing the PDF") and (letter := run.stdout.read(1)):
        said += letter
    time.sleep(3)
    run.send_signal(signal.SIGTERM)
    run.communicate(timeout=120)
    assert run.returncode == 130
    assert pdf.read_bytes() == before
    assert [path for path in (workshop.root / ".build").iterdir() if path.is_dir()] == []


def test_firefox_opens_it_at_the_address_of_a_section(pdf):
    with Firefox(os.environ["READER_FIREFOX"]) as firefox:
        firefox.open(f"{pdf.as_uri()}#founding-act")
        assert int(firefox.wait("document.querySelectorAll('.page').length")) > 100
        sheet = firefox.wait(
            "+document.querySelector('#pageNumber').value > 1 && document.querySelector('#pageNumber').value"
        )
        words = "What did the Founding Act promise?"
        firefox.wait(
            f"document.querySelector('.page[data-page-number=\"{sheet}\"]').innerText.includes('{words}')"
        )
        assert [url for url in firefox.requests if url.startswith("http")] == []

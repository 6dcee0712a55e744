"""The EPUB opened with the engine of Foliate, a program for e-books: contents, chapter, a note that opens, timeline, figures."""

import functools
import os
import shutil
from pathlib import Path

import pytest
from bench.serving import Quiet, serve

pytestmark = pytest.mark.slow

# What an app made with the engine has to do, and no more: a view, and a second one for notes.
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A reading program</title>
<style>html, body { margin: 0; height: 100% } foliate-view { display: block; height: 100% }
#note { position: fixed; inset: auto 0 0; height: 12rem; background: #fff; border-top: 1px solid }</style>
<script type="module">
import "./foliate-js/view.js"
import { FootnoteHandler } from "./foliate-js/footnotes.js"
const view = document.createElement("foliate-view")
document.body.append(view)
const notes = new FootnoteHandler()
notes.addEventListener("before-render", (event) => {
  const box = document.createElement("div")
  box.id = "note"
  box.append(event.detail.view)
  document.body.append(box)
  window.note = event.detail.view
})
notes.addEventListener("render", (event) => { window.noteShown = event.detail })
view.addEventListener("link", (event) => notes.handle(view.book, event))
await view.open("book.epub")
await view.goTo(0)
window.view = view
</script>"""


@pytest.fixture(scope="module")
def program(edition, tmp_path_factory):
    """The address of the program with the book open in it."""
    engine = Path(os.environ["READER_NPM"], "foliate-js")
    assert engine.is_dir(), "the engine is missing; run 'python3 scripts/make.py test --all'"
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(engine, folder / "foliate-js")
    shutil.copy2(edition("epub"), folder / "book.epub")
    (folder / "index.html").write_text(PAGE, "utf-8")
    with serve(functools.partial(Quiet, directory=str(folder))) as address:
        yield f"{address}/index.html"


@pytest.fixture
def reading(chromium, program):
    """Open the book: `reading(width)` is the program's page."""
    contexts = []

    def open_book(width=800, height=900):
        context = chromium.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("request", lambda request: _elsewhere(request.url) and page.faults.append(request.url))
        page.goto(program)
        page.wait_for_function("window.view?.renderer", timeout=60_000)
        return page

    yield open_book
    for context in contexts:
        context.close()


def _elsewhere(url):
    return not url.startswith(("http://127.0.0.1:", "blob:", "data:", "about:"))


def go(page, address):
    """Go to a place of the book, and return the frame that shows it."""
    page.evaluate("(address) => view.goTo(`EPUB/${address}`)", address)
    name = address.partition("#")[0]
    title = page.evaluate("(name) => view.book.sections.findIndex((one) => one.id === `EPUB/${name}`)", name)
    page.wait_for_function(
        "(index) => view.renderer.getContents()[0]?.index === index", arg=title, timeout=60_000
    )
    wanted = page.evaluate("view.renderer.getContents()[0].doc.title")
    return next(frame for frame in page.frames if frame != page.main_frame and frame.title() == wanted)


def shown(page, id):
    """Whether an element stands on the page of the book that is open."""
    return page.evaluate(
        """(id) => {
          const range = view.lastLocation.range, element = range.startContainer.ownerDocument.getElementById(id)
          return element !== null && range.intersectsNode(element)
        }""",
        id,
    )


def test_the_program_knows_the_book(reading):
    page = reading()
    book = page.evaluate(
        "({ title: view.book.metadata.title, language: view.book.metadata.language, edition: view.book.metadata.identifier,"
        " contents: view.book.toc.map((line) => line.label), marks: view.book.landmarks.map((mark) => mark.type[0]) })"
    )
    assert book["title"].startswith("NATO–Russia relations") and book["language"] == "en-GB"
    assert "1 History" in book["contents"] and "Timeline" in book["contents"]
    assert "bodymatter" in book["marks"] and "bibliography" in book["marks"]
    cover = page.evaluate("view.book.getCover().then((blob) => [blob.type, blob.size > 1000])")
    assert cover == ["image/png", True]
    assert page.faults == []


def test_a_line_of_the_contents_leads_to_its_section(reading):
    page = reading()
    href = page.evaluate("view.book.toc.find((line) => line.label === '1 History').subitems[2].href")
    assert href.startswith("EPUB/history.xhtml#")
    go(page, href.removeprefix("EPUB/"))
    page.wait_for_function("view.lastLocation?.tocItem?.label?.startsWith('1.')", timeout=30_000)
    assert shown(page, href.partition("#")[2])


def test_a_note_opens_where_one_reads(reading):
    page = reading()
    chapter = go(page, "history.xhtml")
    chapter.locator("a.note-mark").first.click()
    page.wait_for_function("window.noteShown && note.renderer?.getContents()[0]", timeout=30_000)
    assert page.evaluate("noteShown.type") == "footnote" and page.evaluate("noteShown.hidden") is not True
    text = page.evaluate("note.renderer.getContents()[0].doc.body.innerText")
    assert text.startswith("1. ") and "In the list of sources" in text and "\n2. " not in text
    assert page.evaluate("view.renderer.getContents()[0].doc.title").startswith("History"), (
        "the text stays open behind it"
    )
    assert page.faults == []


def test_notes_also_stand_at_the_end_of_the_chapter(reading):
    page = reading()
    id = "fn-history-nato-treaty-text-1949"
    chapter = go(page, f"history.xhtml#{id}")
    page.wait_for_function("view.lastLocation?.range", timeout=30_000)
    assert chapter.locator(f"#{id}").is_visible() and shown(page, id)


@pytest.mark.parametrize(
    "address",
    [
        "timeline.xhtml#founding-act-1997",
        "sources.xhtml#src-charter-of-paris-1990",
        "glossary.xhtml#term-article-5",
    ],
)
def test_a_fragment_opens_at_its_place(reading, address):
    page = reading()
    go(page, address)
    id = address.partition("#")[2]
    page.wait_for_function("view.lastLocation?.range", timeout=30_000)
    assert shown(page, id)


@pytest.mark.parametrize("width", [360, 800])
def test_nothing_runs_off_the_side_of_a_page(reading, width):
    page = reading(width)
    for name in ("outlook", "history", "posture", "key-events"):
        chapter = go(page, f"{name}.xhtml")
        # In columns, a page begins at a multiple of the page's width; what is wider than a column is cut off.
        wide = chapter.evaluate(
            """() => {
              const column = parseFloat(getComputedStyle(document.documentElement).columnWidth)
              return [...document.querySelectorAll('table, th, td, figure > svg, h1, h2, h3, p')]
                .map((one) => [one.tagName, one.id || one.className || one.textContent.slice(0, 20), Math.max(...[...one.getClientRects()].map((box) => box.width)), column])
                .filter(([, , wide, column]) => wide > column + 1)
            }"""
        )
        assert wide == [], name

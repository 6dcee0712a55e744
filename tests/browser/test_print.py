"""On paper: edition, address and number on every page, notes with addresses, nothing closed, no controls."""

import io
import re
import unicodedata

import pypdf
import pytest
from lxml import html

LINE = "NATO–Russia relations · edition 2026-10 · "


@pytest.fixture(scope="session")
def printed(chromium, base_url):
    """Print a page: `printed("history.html", "A4")` gives the text of each sheet, and its size."""
    made = {}

    def print_one(address, paper="A4", **options):
        key = address, paper, *options.items()
        if key not in made:
            context = chromium.new_context(**options)
            page = context.new_page()
            page.goto(f"{base_url}/{address}")
            reader = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper)))
            made[key] = [sheet.extract_text() for sheet in reader.pages], reader.pages[0].mediabox
            context.close()
        return made[key]

    return print_one


def _notes(site):
    """The notes of the chapter History, as built."""
    return html.parse(str(site / "history.html")).xpath("//div[contains(@class, 'footnote')]/ol/li")


def plain(text):
    """Words alone: where lines break on paper says nothing, nor do letters set as one."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize(
    ("address", "short", "paper"),
    [
        ("history.html", "e/history.html", "A4"),
        ("timeline.html", "timeline.html", "A4"),
        ("glossary.html", "glossary.html", "Letter"),
        ("e/two-blocs.html", "e/two-blocs.html", "A4"),
        ("e/two-blocs.html", "e/two-blocs.html", "Letter"),
        ("e/draft-treaties-2021.html", "e/draft-treaties-2021.html", "A4"),
        pytest.param("history.html", "e/history.html", "Letter", marks=pytest.mark.slow),
        pytest.param("timeline.html", "timeline.html", "Letter", marks=pytest.mark.slow),
    ],
)
def test_every_sheet_carries_edition_short_address_and_its_number(printed, address, short, paper):
    sheets, size = printed(address, paper)
    assert abs(float(size.width) - {"A4": 595, "Letter": 612}[paper]) < 2
    for number, text in enumerate(sheets, 1):
        assert plain(LINE + short) in plain(text), (number, text[-200:])
        assert f"{number}/{len(sheets)}" in plain(text)
    # For browsers that cannot repeat a line, it also stands once at the end.
    assert plain("edition 2026-10 · facts checked to 10 October 2026") in plain(sheets[-1])


def test_a_public_address_is_printed_whole(chromium, published):
    page = chromium.new_page()
    for name, short in (
        ("history.html", "e/history.html"),
        ("e/kosovo.html", "e/kosovo.html"),
        ("about/method.html", "about/method.html"),
    ):
        page.goto((published / name).as_uri())
        first = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages[0].extract_text()
        assert plain(f"{LINE}https://reader.example.org/nato-russia/{short}") in plain(first)
    page.close()


def test_a_chapter_prints_with_its_numbers_and_all_its_notes(printed, site):
    text = plain("".join(printed("history.html")[0]))
    for number, title in (
        ("1.1", "Two blocs: why did Europe split"),
        ("1.7", "What did the Founding Act promise?"),
        ("1.14", "Further reading"),
    ):
        assert plain(number + title) in text
    assert (
        plain(
            "1. U.S. National Archives, 75 Years of Alliance <http://archives-20973928.hs-sites.com/75-years-of-alliance>"
        )
        in text
    )
    notes = _notes(site)
    last = plain(notes[-1].text_content())[:12]
    assert len(notes) > 100 and re.search(rf"(?<!\d){len(notes)}\.{re.escape(last)}", text)  # with all its digits


def test_a_section_prints_with_its_number_its_notes_and_their_addresses(printed, site):
    text = plain("".join(printed("e/two-blocs.html")[0]))
    assert plain("1.1 Two blocs: why did Europe split into two alliances?") in text
    number = next(number for number, note in enumerate(_notes(site), 1) if "Declaration on Berlin" in note.text_content())
    assert plain(f"{number}. North Atlantic Council, Declaration on Berlin") in text
    links = re.findall(r'<a [^>]*href="http', (site / "e/two-blocs.html").read_text("utf-8").partition("<main")[2].partition("<footer")[0])
    assert text.count("<http") == len(links) > 10
    assert "Readinitschapter" not in text


def test_an_event_prints_with_its_positions_and_sources(printed):
    text = plain("".join(printed("e/draft-treaties-2021.html")[0]))
    for part in ("17 December 2021", "Ukraine Only Ukraine", "Agreement on measures to ensure the security"):
        assert plain(part) in text
    assert "<http" in text


@pytest.mark.parametrize("address", ["history.html", "e/enlargement-decided.html"])
def test_what_is_closed_on_the_screen_is_open_on_paper(printed, address):
    text = plain("".join(printed(address)[0]))
    assert plain("Entry into force; the treaty was signed on 4 April 1949.") in text
    assert plain("The data of figure 1.1") not in text


def test_browsers_whose_style_cannot_show_it_get_it_opened(open_page, base_url):
    page = open_page(f"{base_url}/history.html")
    closed = "[...document.querySelectorAll('article details')].map(details => details.open)"
    assert set(page.evaluate(closed)) == {False}
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert set(page.evaluate(closed)) == {True}
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert set(page.evaluate(closed)) == {False}


def test_the_timeline_prints_every_event_with_its_address(printed, site):
    sheets, _ = printed("timeline.html")
    text = plain("".join(sheets))
    ids = re.findall(r'class="timeline-title" id="([^"]+)"', (site / "timeline.html").read_text("utf-8"))
    assert len(ids) >= 180
    assert [id for id in ids if f"#{id}" not in text] == []
    assert len(sheets) <= 44


def test_no_heading_is_the_last_line_of_a_sheet(printed, site):
    for address, paper in (("history.html", "A4"), ("glossary.html", "Letter"), ("timeline.html", "A4")):
        html = (site / address).read_text("utf-8")
        titles = {
            plain(re.sub("<[^>]+>", "", title)).rstrip("#")
            for title in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", html)
        }
        assert len(titles) > 10
        for text in printed(address, paper)[0]:
            lines = [plain(line) for line in text.splitlines() if line.strip() and LINE not in line]
            last = [line for line in lines if not re.fullmatch(r"\d+/\d+", line)][-1]
            assert last not in titles and not any(
                last.endswith(title) for title in titles if len(title) > 12
            ), (address, last)


@pytest.mark.parametrize("address", ["history.html", "timeline.html", "e/arms-control-endings.html"])
def test_paper_is_black_on_white_and_without_controls_also_where_the_screen_is_dark(
    open_page, base_url, address
):
    page = open_page(f"{base_url}/{address}", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    controls = page.locator(
        "button, select, input, .md-header, .md-sidebar, .headerlink, .footnote-backref, .md-footer__inner"
    )
    assert [control for control in controls.all() if control.is_visible()] == []
    for name in (".positions", ".timeline-positions", ".drawing"):
        found = page.locator(name)
        if found.count():
            assert set(found.evaluate_all("all => all.map(one => getComputedStyle(one).breakInside)")) <= {
                "avoid",
                "auto",
            }

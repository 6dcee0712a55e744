"""Figures in the built site: drawn, described, sourced; the data the same in table, CSV and file."""

import csv
import io

import html5lib
import pytest

from reader.figure_table import show, to_csv
from reader.figures import load_figures
from reader.project import read_project
from reader.sources import load_sources

SVG = "{http://www.w3.org/2000/svg}"
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def figures(built):
    _, keys, _ = load_sources(built.root / "docs" / "sources.yml", built.root)
    return load_figures(built.root / "docs", built.root, keys)[0]


@pytest.fixture(scope="module")
def shown(built, site):
    """Id to (page, figure element) for every figure of the chapters."""
    found = {}
    for chapter in read_project(built.root).chapters:
        page = chapter.replace(".md", ".html")
        tree = html5lib.parse((site / page).read_text("utf-8"))
        for element in tree.iter(f"{HTML}figure"):
            if element.get("class") == "figure":
                assert element.get("id") not in found
                found[element.get("id")] = page, element
    return found


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_every_chapter_has_a_figure_and_every_file_is_shown(built, figures, shown):
    assert sorted(shown) == sorted(figures)
    pages = {page for page, _ in shown.values()}
    assert pages == {chapter.replace(".md", ".html") for chapter in read_project(built.root).chapters}


def test_figures_carry_the_number_of_their_chapter(built, shown):
    chapters = [chapter.replace(".md", ".html") for chapter in read_project(built.root).chapters]
    counts = {}
    for page, element in shown.values():
        counts[page] = counts.get(page, 0) + 1
        number = f"Figure {chapters.index(page) + 1}.{counts[page]}"
        assert words(element.find(f".//{HTML}span[@class='figure-number']")) == number


def test_every_drawing_has_a_text_alternative(figures, shown):
    for id, (_, element) in shown.items():
        svg = element.find(f"{SVG}svg")
        assert (svg.get("role"), svg.get("aria-label")) == ("img", figures[id].alt), id


def test_the_table_of_each_figure_holds_its_data(figures, shown):
    for id, (_, element) in shown.items():
        rows = element.findall(f".//{HTML}tbody/{HTML}tr")
        assert len(rows) == len(figures[id].rows)
        for line, row in zip(rows, figures[id].rows, strict=True):
            cells = [words(cell) for cell in line]
            assert cells[: len(figures[id].columns)] == [
                show(row.values.get(key)) for key in figures[id].columns
            ], id
            targets = [link.get("href") for link in line.iter(f"{HTML}a")]
            assert targets == [f"sources.html#src-{key}" for key in row.sources], id


def test_the_numbers_of_each_drawing_are_those_of_its_data(figures, shown):
    for id, (_, element) in shown.items():
        text = " ".join(words(item) for item in element.iter(f"{SVG}text"))
        figure = figures[id]
        for row in figure.rows:
            numbers = [value for value in row.values.values() if isinstance(value, tuple)]
            if figure.total:
                numbers = [tuple(sum(column) for column in zip(*numbers, strict=True))]
            for number in numbers:
                assert show(number) in text, (id, number)


def test_the_csv_is_linked_and_equals_the_data(site, figures, shown):
    for id, (_, element) in shown.items():
        link = element.find(f".//{HTML}a[@class='figure-csv']").get("href")
        assert link == f"figures/{id}.csv"
        text = (site / link).read_bytes().decode("utf-8")
        assert text == to_csv(figures[id])
        assert len(list(csv.DictReader(io.StringIO(text)))) == len(figures[id].rows)


def test_the_list_of_sources_leads_back_to_each_figure(site, figures, shown):
    tree = html5lib.parse((site / "sources.html").read_text("utf-8"))
    entries = {item.get("id"): item for item in tree.iter(f"{HTML}li")}
    for id, (page, _) in shown.items():
        for key in figures[id].cited:
            targets = [link.get("href") for link in entries[f"src-{key}"].iter(f"{HTML}a")]
            assert f"{page}#{id}" in targets, (id, key)


def test_crimea_is_drawn_with_ukraine(shown):
    import map_shapes
    from unit.test_figures import inside

    point = tuple(10 * value for value in map_shapes.project(34.1, 44.95))
    _, element = shown["fig-members-map"]
    states = {
        path.get("data-state"): path.get("d") for path in element.iter(f"{SVG}path") if path.get("data-state")
    }
    assert [code for code, path in states.items() if inside(point, path)] == ["UKR"]


def test_the_data_as_written_is_not_published(site):
    assert not list(site.rglob("*.yml"))


def test_a_mistake_in_a_figure_stops_the_build_with_its_place(project_copy):
    project_copy.edit("docs/figures/fig-assembly-votes.yml", "yes: 141", "yes: many")
    project_copy.edit("docs/outlook.md", "/// figure | fig-accusations", "/// figure | fig-accusation")
    done = project_copy.run("check")
    assert done.returncode == 1
    assert "docs/figures/fig-assembly-votes.yml:" in done.stderr and "'many' is no number" in done.stderr
    assert "there is no figure 'fig-accusation'; did you mean 'fig-accusations'?" in done.stderr


def test_a_phone_shows_every_figure_without_scrolling_sideways_and_in_readable_type(
    base_url, open_page, shown
):
    for page in sorted({page for page, _ in shown.values()}):
        tab = open_page(f"{base_url}/{page}", width=320, java_script_enabled=False)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 320, page
        too_small = """() => [...document.querySelectorAll('.figure svg text')]
            .filter(text => parseFloat(getComputedStyle(text).fontSize) < 11).map(text => text.textContent)"""
        assert tab.evaluate(too_small) == []
        outside = """() => [...document.querySelectorAll('.figure svg text')].filter(text =>
            text.getBoundingClientRect().right > 321 || text.getBoundingClientRect().left < 0)
            .map(text => text.textContent)"""
        assert tab.evaluate(outside) == [], page

"""Addresses that moved: what is found, what stands at the old place, what an editor is told."""

import html5lib
import pytest

from reader.addresses import check_ledger, fragments
from reader.html_page import HtmlPage
from reader.moved import Move, find_moves, led_on, moved_short_pages, new_place
from reader.moved_check import check_moved, check_published, moved_pages
from reader.moved_page import add_pointers, stub
from reader.places import Place

PLACES = (
    Place("new", "chapter", "new.html", "New", "2", chapter="New"),
    Place("here", "section", "new.html", "A <b> & b", "2.1", chapter="New", aliases=("old-here",)),
    Place("term-a", "term", "glossary.html", "A", chapter="Glossary", aliases=("term-b",)),
    Place("told", "part", "about/a.html", "Told", chapter="About"),
)
PAGES = {
    "new.html": HtmlPage(article_ids=["new", "here", "old-here", "period-x"]),
    "glossary.html": HtmlPage(article_ids=["term-a", "term-b"]),
    "about/a.html": HtmlPage(article_ids=["told"]),
    "stay.html": HtmlPage(article_ids=["stay"]),
    "e/here.html": HtmlPage(),
}
LEDGER = [
    *(
        "stay.html",
        "stay.html#stay",
        "stay.html#told",
        "stay.html#old-here",
        "stay.html#period-x",
        "stay.html#nowhere",
    ),
    *("gone.html", "gone.html#here", "gone.html#term-b", "lost.html", "lost.html#told"),
    *("new.html#old-here", "e/here.html", "e/old-here.html", "e/told.html", "e/nowhere.html"),
]
MOVED_FROM = {"gone.html": "new.html"}


def test_what_stands_on_another_page_has_moved_there():
    moves = {f"{move.page}#{move.id}": move for move in find_moves(LEDGER, PAGES, PLACES, MOVED_FROM)}
    assert {old: move.address for old, move in moves.items()} == {
        "gone.html#here": "new.html#here",
        "stay.html#old-here": "new.html#here",
        "gone.html#term-b": "glossary.html#term-a",
        "stay.html#told": "about/a.html#told",
        "stay.html#period-x": "new.html#period-x",
    }
    assert list(moves) == [  # as one reads the new places, whatever the order of the ledger
        "gone.html#here", "stay.html#old-here", "gone.html#term-b", "stay.html#told", "stay.html#period-x",
    ]  # fmt: skip
    assert moves["gone.html#here"].title == "2.1 A <b> & b" and moves["stay.html#period-x"].title == ""
    assert moves["stay.html#told"].within == "About"


def test_a_short_page_that_is_no_longer_made_leads_to_the_place():
    found = {address: place.id for address, place in moved_short_pages(LEDGER, PAGES, PLACES)}
    assert found == {"e/old-here.html": "here", "e/told.html": "told"}


def test_every_address_that_leads_elsewhere_is_told():
    assert led_on(LEDGER, PAGES, PLACES, MOVED_FROM) == {
        "stay.html#told": "about/a.html#told",
        "stay.html#old-here": "new.html#here",
        "stay.html#period-x": "new.html#period-x",
        "gone.html": "new.html#new",
        "gone.html#here": "new.html#here",
        "gone.html#term-b": "glossary.html#term-a",
        "new.html#old-here": "new.html#here",
        "e/old-here.html": "e/here.html",
        "e/told.html": "about/a.html#told",
    }


def test_a_page_leads_to_its_own_title_where_that_still_stands():
    assert new_place("here.html", "new.html", PLACES).id == "here"
    assert new_place("deep/old-here.html", "new.html", PLACES).id == "here"
    assert new_place("gone.html", "new.html", PLACES).id == "new"
    assert new_place("gone.html", "unknown.html", PLACES) is None


def test_in_one_document_an_address_is_its_fragment():
    assert fragments(["a.html", "a.html#b", "e/c.html", "d/e.html#f-1"]) == {
        "a.html#b": "b",
        "d/e.html#f-1": "f-1",
    }


def ids(document):
    return {node.get("id"): node for node in document.iter() if node.get("id")}


def test_the_page_at_an_old_address_holds_each_old_id_with_its_link():
    moves = find_moves(
        ["old/gone.html#here", "old/gone.html#term-b"], PAGES, PLACES, {"old/gone.html": "new.html"}
    )
    text = stub("old/gone.html", PLACES[0], moves, "https://example.org/new.html")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    found = {
        id: ("".join(node.itertext()), next(node.iter("a")).get("href")) for id, node in ids(page).items()
    }
    assert found == {
        "here": ("2.1 A <b> & b", "../new.html#here"),
        "term-b": ("A (in Glossary)", "../glossary.html#term-a"),
    }
    assert [script.get("src") for script in page.iter("script")] == ["../assets/moved.js"]
    assert [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"] == ["noindex"]
    links = [(link.get("rel"), link.get("href")) for link in page.iter("link")]
    assert links == [("stylesheet", "../assets/embed.css"), ("canonical", "https://example.org/new.html")]
    assert "canonical" not in stub("gone.html", PLACES[0], []) and "<ul>" not in stub(
        "gone.html", PLACES[0], []
    )


def test_pointers_stand_after_the_content_and_outside_it():
    before = "<div><article><p>Text</p></article></div><footer></footer>"
    after = add_pointers(
        before, "about/b.html", [Move("about/b.html", "told", "about/a.html", "told", "Told", "About")]
    )
    start, rest = after.split("</article>")
    assert start + "</article>" + rest[rest.index("</script>") + 9 :] == before
    assert '<li id="told" data-moved=""><a href="a.html#told">Told</a> (in About)</li>' in rest
    assert 'src="../assets/moved.js"' in rest and 'aria-label="Moved from this page"' in rest
    assert add_pointers(before, "about/b.html", []) == before


HEAD = "---\ntitle: T\n{}\n---\n# T {{ #t }}\n"


@pytest.mark.parametrize(
    ("field", "problems"),
    [
        ("moved_from: [old.md, about/older.md]", []),
        ("moved_from: old.md", []),
        ("moved_from:\n  - old.md\n  - b.md", ["5:5: moved_from: the page 'b.md' is still there; name only pages that are gone"]),
        ("moved_from: [a.md]", ["3:14: moved_from: the page 'a.md' is still there; name only pages that are gone"]),
        ("moved_from: [taken.md]", ["3:14: moved_from: 'taken.md' is named by docs/b.md too; one page takes its address"]),
        ("moved_from: [old.md, old.md]", ["3:22: moved_from: 'old.md' stands in the list twice; name it once"]),
        *(
            (f"moved_from: [{wrong}]", [f"3:14: moved_from: '{told}' is no page; write its path in the docs folder, as [old.md]"])
            for wrong, told in {
                **{path: path for path in ("old.html", "/old.md", "../old.md", "a/../old.md", "./old.md", "a\\old.md", ".md")},
                "'old.md#part'": "old.md#part", "{a: b}": "…", "''": "",
            }.items()
        ),
    ],
)  # fmt: skip
def test_a_wrong_moved_from_is_told_with_its_place(field, problems):
    texts = {"b.md": HEAD.format("moved_from: [taken.md]"), "a.md": HEAD.format(field)}
    assert [str(problem) for problem in check_moved("docs", texts)] == [
        f"docs/a.md:{problem}" for problem in problems
    ]


def test_pages_that_moved_are_found_and_unreadable_heads_left_to_their_own_check():
    texts = {
        "a.md": HEAD.format("moved_from: [old.md, b.md]"),
        "b.md": "# No head",
        "c.md": HEAD.format("moved_from: [x.md"),
    }
    assert moved_pages(texts) == {"old.md": "a.md"}
    assert len(list(check_moved("docs", texts))) == 1


def test_only_what_was_published_has_an_address_to_keep():
    texts = {"a.md": HEAD.format("moved_from: [posture.md, postur.md, xyzzy.md, a.md]")}
    assert [
        str(problem) for problem in check_published("docs", texts, {"posture.md", "history.md", "a.md"})
    ] == [
        "docs/a.md:3:26: moved_from: no page 'postur.md' was ever published; did you mean 'posture.md'?",
        "docs/a.md:3:37: moved_from: no page 'xyzzy.md' was ever published; take it out of the list",
    ]


def test_a_torn_ledger_is_told_line_by_line():
    good = "\ufeff# why\r\na.html\r\n\n  b/c-1.html#d\nBig_Page.html#x\n"
    assert list(check_ledger("l.txt", good)) == []
    bad = [
        "a.html",
        "a",
        "a.html#",
        "#",
        "a.html#b c",
        "/a.html",
        "../a.html",
        "a.html?x",
        "https://e.org/a.html",
        "a.html#b#c",
        "<<<<<<< x",
        "a\\b.html",
    ]
    told = [str(problem) for problem in check_ledger("l.txt", "a.html\n" + "\n".join(bad))]
    assert told == [
        "l.txt:2:1: 'a.html' stands on line 1 already; delete it here",
        *(
            f"l.txt:{number}:1: '{line}' is no address; write page.html or page.html#id, one a line"
            for number, line in enumerate(bad, 2)
            if line not in ("a.html", "#")
        ),
    ]

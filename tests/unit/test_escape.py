"""Hostile text in every field, through the real conversion with the site's extensions on.

Plain fields come out as exactly that text; inline fields never as live HTML or a link
that a browser would run.
"""

import html
import json
import re

import html5lib
import markdown
import pytest

from mkdocs_timeline import TimelineError
from mkdocs_timeline.kinds import LONGEST_INLINE
from mkdocs_timeline.links import SAFE_SCHEMES

# The extensions of mkdocs.yml, and fenced_code, which MkDocs adds; once with ours first, once with it last.
OTHERS = ["toc", "tables", "fenced_code", "abbr", "attr_list", "footnotes"]
ORDERS = [[*OTHERS, "mkdocs_timeline"], ["mkdocs_timeline", *OTHERS]]
HTML = "{http://www.w3.org/1999/xhtml}"

HOSTILE = [
    "<script>alert(1)</script>",
    "<b>bold</b>",
    "<img src=x onerror=alert(1)>",
    "</p></li></ol><h1>out</h1>",
    "<!-- comment",
    "<![CDATA[x]]>",
    "<?php x ?>",
    "*x* **y** _z_ __a__",
    "[x](y)",
    "[x](https://example.org)",
    "[x][evil]",
    "[evil]",
    "![x](y.png)",
    "`code` ``c`` `",
    "\\*x\\* \\`",
    "&amp; &lt;b&gt; &#60; &colon; &nosuch;",
    "a & b",
    "\"double\" 'single' “curly”",
    "/// timeline",
    "///",
    "--- *** ===",
    "# heading",
    "> quote",
    "- item",
    "1. item",
    ":smile:",
    "[^1]",
    "{#id}",
    "x {#id}",
    "x { #id onclick=alert(1) }",
    "x {: .c style=color:red }",
    "a | b",
    "| - | - |",
    "ABC and abc",
    "https://example.org <https://example.org>",
    "user@example.org",
    "*[ABC]: again",
    "[TOC]",
    "wzxhzdk:0 klzzwxh:0000",
    "amp lt #x7b;",
    "==x== ~~y~~ ^^z^^ H~2~O",
    "العربية עברית 𝒳 🙂",
]

NOTES = """
[^1]: Note.
[evil]: {0}
*[ABC]: Alphabet
"""
PAGE = """
# Title {#title}

ABC is short.[^1]

/// timeline
    group: period
///

/// timeline
    form: compact
///
"""

FINE = PAGE + NOTES.format("fine.md")

FIELDS = """
- id: e{n}
  date: {year}
  title: {value}
  category: c{n}
  actors: [a{n}, b{n}]
  status: contested
  sources: [s{n}]
  see: [page.md#part]
  related: e{n}x
  media: {{file: a.png, alt: {value}, credit: {value}}}
  positions: [{{who: a{n}, says: plain, sources: [s{n}]}}]
- {{id: e{n}x, date: {year}, title: {value}}}
"""


def quoted(value):
    return json.dumps(value, ensure_ascii=False)


def all_plain():
    """An events file in which every plain field holds each hostile text once, and such a bibliography."""
    values = [(n, 1900 + n, quoted(value)) for n, value in enumerate(HOSTILE)]
    events = [
        "categories: {" + ", ".join(f"c{n}: {value}" for n, _, value in values) + "}",
        "actors: {" + ", ".join(f"a{n}: {value}, b{n}: {value}" for n, _, value in values) + "}",
        "periods:",
        *(f"- {{id: p{n}, title: {value}, from: {year}, to: {year}}}" for n, year, value in values),
        "events:" + "".join(FIELDS.format(n=n, year=year, value=value) for n, year, value in values),
    ]
    sources = [f"- {{id: s{n}, title-short: {value}}}" for n, _, value in values]
    return "\n".join(events), "\n".join(sources)


class Site:
    """A small site in a folder, whose one page is converted."""

    def __init__(self, folder):
        self.docs = folder / "docs"
        self.docs.mkdir()
        (self.docs / "a.png").write_bytes(b"")
        (self.docs / "page.md").write_text("# Page {#page}\n\n## Part {#part}\n", "utf-8")

    def html(
        self,
        events,
        page=FINE,
        sources="- {id: s, title: S}\n",
        order=ORDERS[0],
        **options,
    ):
        (self.docs / "events.yml").write_text(events, "utf-8")
        (self.docs / "sources.yml").write_text(sources, "utf-8")
        ours = {"docs": str(self.docs), "sources": "sources.yml", "source_page": "sources.md", **options}
        return markdown.markdown(page, extensions=order, extension_configs={"mkdocs_timeline": ours})

    def tree(self, *arguments, **options):
        return html5lib.parse(self.html(*arguments, **options))


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


def find(tree, name, css):
    return [item for item in tree.iter(HTML + name) if css in item.get("class", "").split()]


def text(item):
    return " ".join("".join(item.itertext()).split())


def folded(value):
    return " ".join(value.split())


def harmless(tree):
    """Fail where anything that a text must not make has become live."""
    shown = [item for item in tree.iter() if isinstance(item.tag, str)]
    assert {item.tag.rpartition("}")[2] for item in shown}.isdisjoint(
        {"script", "iframe", "object", "style", "b"}
    )
    for item in shown:
        for name, value in item.attrib.items():
            assert not name.startswith("on"), (item.tag, name)
            assert name != "style", item.tag
            if name in ("href", "src"):
                scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
                assert not scheme or scheme[1].lower() in SAFE_SCHEMES, value


@pytest.fixture(scope="module", params=ORDERS, ids=["ours last", "ours first"])
def plain_page(request, tmp_path_factory):
    events, sources = all_plain()
    return Site(tmp_path_factory.mktemp("plain")).tree(events, sources=sources, order=request.param)


@pytest.mark.parametrize(("number", "value"), list(enumerate(HOSTILE)))
def test_plain_fields_come_out_as_exactly_that_text(plain_page, number, value):
    exact, year = folded(value), 1900 + number
    (section,) = [
        item for item in plain_page.iter(HTML + "section") if item.get("aria-labelledby") == f"p{number}"
    ]
    titles = find(section, "h3", "timeline-title")
    assert [text(item) for item in titles] == [exact, exact]
    assert [item.get("id") for item in titles] == [f"e{number}", f"e{number}x"]
    (heading,) = section.iter(HTML + "h2")
    assert (text(heading), heading.get("id")) == (f"{exact} {year}–{year}", f"p{number}")
    assert [text(item) for item in find(section, "span", "timeline-category")] == [exact]
    assert [text(item) for item in find(section, "span", "timeline-actors")] == [f"{exact}, {exact}"]
    assert [text(item) for item in section.iter(HTML + "dt")] == [exact]
    assert [text(item) for item in section.iter(HTML + "figcaption")] == [f"Credit: {exact}"]
    (picture,) = section.iter(HTML + "img")
    assert (picture.get("alt"), picture.get("src")) == (value, "a.png")
    assert [text(item) for item in find(section, "p", "timeline-related")] == [f"See also: {exact}"]
    assert [text(item) for item in find(section, "p", "timeline-sources")] == [f"Sources: {exact}"]
    assert [text(item) for item in find(section, "dd", "")] == []
    (short,) = find(plain_page, "ol", "timeline-compact")
    assert [text(item) for item in short.iter(HTML + "a")][2 * number : 2 * number + 2] == [exact, exact]


def test_plain_fields_make_nothing_live(plain_page):
    harmless(plain_page)
    ids = [item.get("id") for item in plain_page.iter() if item.get("id")]
    assert sorted(ids) == sorted(set(ids))
    assert "id" not in ids


@pytest.mark.parametrize("value", [value for value in HOSTILE if "{" not in value][::4])
def test_words_of_the_site_come_out_exactly(site, value):
    words = {"sources": value, "link": value, "unplaced": value}
    tree = site.tree("- {id: e, date: 1949, title: x, sources: [s]}\n", words=words)
    assert [item.get("aria-label") for item in find(tree, "a", "timeline-link")] == [value]
    assert [text(item) for item in find(tree, "p", "timeline-sources")] == [f"{folded(value)}: S"]
    assert [text(item) for item in tree.iter(HTML + "h2")] == [folded(value)]
    harmless(tree)


INLINE = """
- id: e
  date: 1949
  title: x
  summary: {0}
  positions: [{{who: a, says: {0}}}]
"""

# What Python-Markdown makes of these alone would be live HTML, or an attribute.
INLINE_HOSTILE = [
    "``<script>alert(1)</script>`",
    "`<script>alert(1)</script>``",
    "\\`<script>alert(1)</script>`",
    "`a` <script>alert(1)</script> `b`",
    "[<script>alert(1)</script>](y)",
    "*<img src=x onerror=alert(1)>*",
    '[x](y "<script>alert(1)</script>")',
    "[x](y '\" onclick=alert(1) x=\"')",
    '[x](y" onclick="alert(1))',
    "*x*{onclick=alert(1)}",
    "[x](y){: onclick=alert(1) style=color:red}",
    "[x](y){href=javascript:alert(1)}",
    "`x`{#e}",
    "<javascript:alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "[x](java\\script:alert(1))",
    "[x](y)(javascript:alert(1))",
    "[x] (javascript:alert(1))",
    "[^1] [^2]",
]


@pytest.fixture(scope="module", params=ORDERS, ids=["ours last", "ours first"])
def inline_page(request, tmp_path_factory):
    values = enumerate([*HOSTILE, *INLINE_HOSTILE])
    events = "".join(INLINE.format(quoted(value)).replace("id: e", f"id: e{n}") for n, value in values)
    page = Site(tmp_path_factory.mktemp("inline")).tree(events, order=request.param)
    articles = [
        (heading.get("id"), article)
        for article in page.iter(HTML + "article")
        for heading in article.iter()
        if heading.get("id")
    ]
    return page, dict(articles)


ALLOWED = {"p", "dd", "em", "strong", "code", "a", "img", "abbr", "sup"}


@pytest.mark.parametrize(("number", "value"), list(enumerate([*HOSTILE, *INLINE_HOSTILE])))
def test_inline_fields_never_come_out_as_live_html(inline_page, number, value):
    article = inline_page[1][f"e{number}"]
    harmless(article)
    shown = [*find(article, "p", "timeline-summary"), *article.iter(HTML + "dd")]
    assert len(shown) == 2
    for item in shown:
        assert {part.tag[len(HTML) :] for part in item.iter()} <= ALLOWED
        assert "\x02" not in text(item)
        assert "\x03" not in text(item)
        words = set(re.findall(r"[a-z]{4,}", value)) - {"https"}
        attributes = " ".join(value for part in item.iter() for value in part.attrib.values())
        assert {word for word in words if word not in text(item) + attributes} <= {
            "nosuch",
            "colon",
            "evil",
        }, "text was lost"


def test_inline_fields_make_nothing_live(inline_page):
    page, _ = inline_page
    harmless(page)
    ids = [
        item.get("id") for item in page.iter() if item.get("id") and not item.get("id").startswith("fnref")
    ]
    assert sorted(ids) == sorted(set(ids))
    assert "id" not in ids


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("`<b>` and <b>", "<b> and <b>"),
        ("``<b>`", "`<b>"),
        ("[TOC]", "[TOC]"),
        ("a {b} `{c}`", "a {b} {c}"),
        ("*x*{#id}", "x{#id}"),
        ("/// timeline", "/// timeline"),
        ("R&D &amp; A&nbsp;B", "R&D & A B"),
    ],
)
def test_inline_fields_show_html_and_attribute_lists_as_text(site, value, shown):
    tree = site.tree(INLINE.format(quoted(value)))
    assert [text(item) for item in (*find(tree, "p", "timeline-summary"), *tree.iter(HTML + "dd"))] == [
        shown,
        shown,
    ]


def test_inline_fields_keep_their_emphasis_code_and_links(site):
    tree = site.tree(INLINE.format(quoted("*a* **b** `c` [d](page.md#part) [e](https://example.org 'T')")))
    (summary,) = find(tree, "p", "timeline-summary")
    assert [(part.tag[len(HTML) :], text(part), part.get("href")) for part in summary] == [
        ("em", "a", None), ("strong", "b", None), ("code", "c", None),
        ("a", "d", "page.md#part"), ("a", "e", "https://example.org"),
    ]  # fmt: skip


# Links that a browser would run

SHORT = "/// timeline\n///\n"


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "java&#115;cript&colon;x",
        "java&Tab;script:x",
        "data:text/html,x",
    ],
)
def test_a_refused_link_is_told_at_its_place(site, target):
    with pytest.raises(
        TimelineError, match=r"events\.yml:5:12: summary: links that begin with '[a-z]+:' are refused"
    ):
        site.html(INLINE.format(quoted(f"[x]({target})")))


@pytest.mark.parametrize("link", ["[x][evil]", "[evil]", "[evil][]", "![x][evil]", "*[x][evil]*"])
@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "java&#115;cript&colon;x",
        "<java&#9;script:x>",
        "data:text/html,x",
    ],
)
def test_a_link_by_reference_is_refused_where_the_page_leads_it_astray(site, link, target):
    page = SHORT + NOTES.format(target)
    with pytest.raises(
        TimelineError, match=r"begins with '(javascript|data):', which is refused; write an https link"
    ):
        site.html(INLINE.format(quoted(link)), page=page)
    assert "evil" not in site.html(INLINE.format("fine"), page=page)


def test_a_refused_link_is_shown_as_text_while_the_page_is_being_written(site):
    tree = site.tree(
        INLINE.format(quoted("[x][evil] ![y][evil]")),
        on_error="show",
        page=SHORT + NOTES.format("javascript:alert(1)"),
    )
    harmless(tree)
    assert text(find(tree, "p", "timeline-summary")[0]).startswith("x")
    assert [item for item in tree.iter() if "alert(1)" in "".join(item.attrib.values())] == []


def test_the_tests_of_this_file_would_notice_live_html():
    for made in (
        "<p onclick=x>",
        "<script></script>",
        "<a href='java&#115;cript:x'>",
        "<p style=x>",
        "<img src=' data:x'>",
    ):
        with pytest.raises(AssertionError):
            harmless(html5lib.parse(made))


def test_a_text_of_a_megabyte_comes_out_whole(site):
    long = "a<b&{" * 200_000
    assert f">{long} <a " in html.unescape(
        site.html(f"- {{id: e, date: 1949, title: '{long}'}}\n", page=SHORT)
    )


@pytest.mark.parametrize("sign", ["[", "a<b&{", "*a ", "`"])
def test_the_longest_inline_text_that_is_taken_is_shown_in_good_time(site, sign):
    long = (sign * LONGEST_INLINE)[:LONGEST_INLINE].strip().replace("*a *", "*a a")
    site.html(INLINE.format(quoted(long)), page=SHORT)

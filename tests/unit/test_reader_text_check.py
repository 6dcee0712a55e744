"""Rules of the text: each fault at its place, said once, and no consequence of a fault beside it."""

import pytest

from reader.project import read_project
from reader.state import load_state
from reader.text_check import check_texts

HEAD = "---\ntitle: A page\ndescription: What it holds.\n---\n\n"
SHORT = "/// in-short\nIn short.\n///\n\n"
SOURCES = """\
- id: act-1997
  type: treaty
  author: [{literal: NATO}]
  title: Act
  side: nato
  kind: treaty
"""
EVENTS = "- id: an-event\n  aliases: [old-event]\n  date: 1997\n  title: An event\n  see: [one.md#part]\n"
TEXT = f"{HEAD}# One {{ #one }}\n\n{SHORT}## Part {{ #part }}\n\nText.[@act-1997]\n\n"
START = TEXT.count("\n") + 1  # the first line of what a case adds


@pytest.fixture
def told(tmp_path):
    """Check a small site: `told("text added to the chapter", {"path": "other text"})` returns the lines."""

    def check(added="", files=None, events=EVENTS, sources=SOURCES):
        wanted = {"one.md": TEXT + added, "events.yml": events, "sources.yml": sources, **(files or {})}
        for path, text in wanted.items():
            (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            data = text if isinstance(text, bytes) else text.encode()
            (tmp_path / "docs" / path).write_bytes(data)
        state = load_state(
            tmp_path / "docs", tmp_path, ("one.md",), {"events": "events.yml", "sources": "sources.yml"}
        )
        return [str(problem) for problem in check_texts(state, "docs", ("one.md",))]

    return check


def at(line, message, column=1, page="one.md"):
    return f"docs/{page}:{START + line}:{column}: {message}"


def test_a_page_without_fault_is_told_nothing_of(told):
    assert (
        told(
            "[Here](#part), [there](one.md#one), [event](timeline.md#old-event).\n",
            {"timeline.md": page("Timeline", "timeline")},
        )
        == []
    )


def page(title, id, text=""):
    return f"{HEAD}# {title} {{ #{id} }}\n\n{text}"


@pytest.mark.parametrize(
    "text",
    [
        "```\n## No heading\n[@no-such]\n[x](no.md)\n/// no-such\n```\n",
        "~~~ text\n```\n## No heading\n~~~\n",
        "`[@no-such]` and `[x](no.md)` and `{ #x }`\n",
        "Mail me@example.org, or write to <mailto:a@b.c>.\n",
        "[x](https://example.org/a_(b)) and [y](mailto:a@b.c)\n",
        'A [x](one.md#part "with a title") too.\n',
        "| a | b |\n| --- | --- |\n| 1 | 2 |\n",
        "A dash --- and\n\n---\n\na rule.\n",
        "#### not yet\n".replace("#### not yet", "### Deeper { #deeper }\n\n#### Deepest { #deepest }"),
        "[^note] by hand.\n\n[^note]: Text.\n",
        "C# is no heading, and \\# neither.\n",
    ],
)
def test_what_looks_like_a_fault_and_is_none_passes(told, text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("## Title\n", 0, 1, "heading: 'Title' has no id; write ## Title { #an-id }"),
        (
            "## Title { #An_Id }\n",
            0,
            1,
            "heading: the id 'An_Id' is not allowed; use small letters, digits and '-'",
        ),
        (
            "## Title { #old-event }\n",
            0,
            1,
            "heading: the id 'old-event' is taken by an event; an address is never used twice",
        ),
        (
            "## Title { #src-act-1997 }\n",
            0,
            1,
            "heading: the id 'src-act-1997' is taken by a source; an address is never used twice",
        ),
        ("#Title { #title }\n", 0, 1, "heading: a space is missing; write '# ' before the title"),
        (
            "> ## Title { #title }\n",
            0,
            1,
            "heading: a heading stands at the left margin, in no list; move it there, or write # as \\#",
        ),
        (
            "Text [@act-1997 p. 2].\n",
            0,
            6,
            "citation: '@act-1997 p. 2' cannot be read; write [@key] or [@key, para. 23]",
        ),
        ("Text [@act-1997;].\n", 0, 6, "citation: '' cannot be read; write [@key] or [@key, para. 23]"),
        (
            "Text [@Act-1997].\n",
            0,
            6,
            "citation: '@Act-1997' cannot be read; write [@key] or [@key, para. 23]",
        ),
        ("Text [@act-1998].\n", 0, 6, "citation: there is no source 'act-1998'; did you mean 'act-1997'?"),
        ("Text @an-act.\n", 0, 6, "citation: '@an-act' stands outside brackets; write [@an-act]"),
        ("A [link]().\n", 0, 10, "link: the link leads nowhere; write a page and an id between ( and )"),
        (
            "A [link](../one.md).\n",
            0,
            10,
            "link: there is no page or file '../one.md'; did you mean 'one.md'?",
        ),
        (
            "A [link][by-name].\n",
            0,
            3,
            "link: this link cannot be read; write [words](page.md#id), with no space between ] and (",
        ),
        ("# Again { #again }\n", 0, 1, "heading: the page has its title on line 6; write ## or more here"),
        (
            "A [link](/one.md).\n",
            0,
            10,
            "link: '/one.md' would not work from disk; write the path from this page's own folder",
        ),
        ("A [link](#parts).\n", 0, 10, "link: '#parts' leads nowhere; did you mean 'one.md#part'?"),
        (
            "![x](data:image/png;base64,AAAA)\n",
            0,
            6,
            "picture: 'data:image/png;base64,AAAA' would be fetched from another host; "
            "put the picture into the docs folder",
        ),
    ],
)
def test_a_fault_is_told_at_its_place_and_alone(told, text, line, column, message):
    assert told(text) == [at(line, message, column)]


def test_faults_of_all_pages_come_in_the_order_of_the_files(told):
    lines = told("## A\n\n## B\n", {"about/x.md": page("X", "x", "## C\n")})
    assert [line.split(": ")[2].split(" ")[0] for line in lines] == ["'C'", "'A'", "'B'"]


def test_an_id_may_stand_once_in_the_whole_site(told):
    assert told("", {"two.md": page("Two", "two", "## Again { #part }\n")}) == [
        "docs/two.md:8:1: heading: the id 'part' is taken by the heading in docs/one.md:12; "
        "an address is never used twice"
    ]


def test_a_page_with_no_title_is_told(told):
    assert told("", {"two.md": f"{HEAD}Text.\n"}) == [
        "docs/two.md:1:1: heading: the page has no title; write one heading with a single #"
    ]


def test_a_source_that_nothing_cites_is_told_where_it_stands_unless_it_is_listed(told):
    more = SOURCES.replace("act-1997", "book").replace("  side", "  side")
    assert told(sources=SOURCES + more) == [
        "docs/sources.yml:7:3: id: nothing cites 'book'; "
        "cite it, delete it, or say with 'listed:' why it stays"
    ]
    assert told(sources=SOURCES + more + "  listed: as further reading\n") == []
    assert told(sources=SOURCES + more, events=EVENTS + "  sources: [book]\n") == []


def test_a_misspelt_citation_is_told_once_not_again_as_a_source_without_citation(told):
    more = SOURCES.replace("act-1997", "book-2001")
    assert told("Text.[@book-2002]\n", sources=SOURCES + more) == [
        at(0, "citation: there is no source 'book-2002'; did you mean 'book-2001'?", 6)
    ]


def test_a_heading_that_lost_its_id_is_told_once_not_again_by_every_link_to_it(told):
    text = TEXT.replace("{ #part }", "")
    assert told(files={"one.md": text, "two.md": page("Two", "two", "[x](one.md#part)\n")}) == [
        "docs/one.md:12:1: heading: 'Part' has no id; write ## Part { #an-id }"
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"one.md": TEXT.encode() + b"\xff\n"},
            f"docs/one.md:{START}:1: this is not UTF-8 text; save the file as UTF-8",
        ),
        (
            {"sources.yml": "# nothing\n"},
            "docs/sources.yml:1:1: the file is empty; begin with a list of sources",
        ),
        ({"events.yml": EVENTS + "  sources: [act-1997\n"}, None),
    ],
)
def test_a_file_that_cannot_be_read_is_told_once_without_what_follows_from_it(told, files, message):
    other = page("Two", "two", "[x](one.md#part), [y](timeline.md#an-event), [z](sources.md#src-act-1997).\n")
    lines = told(
        files={"two.md": other, "timeline.md": page("T", "t"), "sources.md": page("S", "s"), **files}
    )
    assert len(lines) == 1, lines
    assert message is None or lines == [message]


@pytest.mark.parametrize(
    ("one", "two", "clash"),
    [("p. 3", "p 3", True), ("p. 3", "p. 4", False), ("п. 3", "ч. 3", True), ("P. 3", "p. 3", True)],
)
def test_two_places_that_would_share_a_note_are_told(told, one, two, clash):
    lines = told(f"A.[@act-1997, {one}]\n\nB.[@act-1997, {two}]\n")
    message = (
        f"citation: '@act-1997, {two}' and '@act-1997, {one}' on line {START} would become one note; "
        "write them alike, or so that they differ in the letters a to z or in digits"
    )
    assert lines == ([at(2, message)] if clash else [])


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ("actor: [nato]", "actor: no event has 'nato'; known: russia"),
        ("ids: [an-evnt]", "ids: no event has 'an-evnt'; did you mean 'an-event'?"),
        ("section: [one.md#prt]", "section: no event has 'one.md#prt'; did you mean 'one.md#part'?"),
    ],
)
def test_a_timeline_of_what_no_event_has_is_told(told, option, message):
    events = f"actors: {{russia: Russia}}\nevents:\n{EVENTS}  actors: [russia]\n".replace(
        "\n  ", "\n    "
    ).replace("- id", "  - id")
    (line,) = told(f"/// timeline\n    {option}\n///\n", events=events)
    assert line.startswith(f"docs/one.md:{START + 1}:")
    assert line.endswith(message)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "/// in-short\nText.\n",
            [(0, "block: 'in-short' is never closed; write /// on a line of its own after it")],
        ),
        (
            "/// no-such\n///\n",
            [
                (
                    0,
                    "block: there is no block 'no-such'; "
                    "known: bibliography, figure, in-short, position, positions, timeline",
                )
            ],
        ),
        ("/// bibliography\n    a: b\n///\n", [(1, "bibliography: it takes no options; delete them")]),
        (
            "/// figure\n///\n",
            [
                (
                    0,
                    "figure: it does not say which; "
                    "write /// figure | fig-name, the name of a file in docs/figures/",
                )
            ],
        ),
        (
            "//// positions\n/// position | NATO and Allies\nText.\n///\n"
            "/// position | Russia\nText.\n///\n////\n",
            [
                (1, "position: the position of 'NATO and Allies' has no source; cite its own words"),
                (4, "position: the position of 'Russia' has no source; cite its own words"),
            ],
        ),
    ],
)
def test_a_block_that_is_wrong_is_told(told, text, lines):
    found = told(text)
    for line, message in lines:
        shown = [
            item
            for item in found
            if item.startswith(f"docs/one.md:{START + line}:") and message.split(";")[0] in item
        ]
        assert shown, found
    assert len(found) == len(lines)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("", "1:1: the page has no front matter; begin with --- and the fields title and description"),
        ("---\n- a\n---\n", '2:1: the front matter cannot be read; write each field as name: "text"'),
        (
            "---\ntitle: [a]\ndescription: B\n---\n",
            "2:8: title: it must be one plain phrase; write it in quotes after the colon",
        ),
        (
            "---\ntitle: A\n---\n",
            "1:1: description: the front matter lacks it; write description: and one plain phrase",
        ),
        (
            '---\ntitle: A\ndescription: "B" b\n---\n',
            '3:18: the front matter cannot be read; write each field as name: "text", in straight quotes',
        ),
        (
            '---\ntitle: "A" b\ndescription: B\n---\n',
            '2:12: the front matter cannot be read; write each field as name: "text", in straight quotes',
        ),
    ],
)
def test_the_head_of_a_page_is_checked(told, head, message):
    lines = told(files={"two.md": f"{head}# Two {{ #two }}\n"})
    assert lines[0] == f"docs/two.md:{message}"


def test_the_settings_of_this_project_can_be_read(request):
    project = read_project(request.config.rootpath)
    assert project.chapters
    assert project.bundle.name == f"nato-russia-reader-{project.edition}.zip"

"""Headings with an id in Markdown: the addresses that `see` may name."""

import pytest

from mkdocs_timeline import find_sections, prose_lines, section_titles


def sections(text):
    return [
        (section.address, section.title, section.level, section.line)
        for section in find_sections("p.md", text)
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("# Title { #top }", ("p.md#top", "Title", 1)),
        ("## Title {#a-b}", ("p.md#a-b", "Title", 2)),
        ("###### Title {: #a .wide }", ("p.md#a", "Title", 6)),
        ("## Title { .wide #a data-x=y }", ("p.md#a", "Title", 2)),
        ("## Title ## ", ("p.md#", "Title", 2)),
        ("## A {b} c { #d }", ("p.md#d", "A {b} c", 2)),
        ("## No. #5 { #five }", ("p.md#five", "No. #5", 2)),
        ("##\tTitle { #a }", ("p.md#a", "Title", 2)),
    ],
)
def test_a_heading_has_an_address_a_title_and_a_level(line, expected):
    assert sections(line) == [(*expected, 1)]


@pytest.mark.parametrize(
    "line", ["####### Seven { #a }", "text # no { #a }", "#", "    ## code { #a }", "- ## in a list { #a }"]
)
def test_what_is_no_heading_is_left_out(line):
    assert sections(line) == []


def test_code_and_front_matter_hold_no_headings():
    page = "---\n# comment { #a }\n---\n# One { #one }\n```\n## Two { #two }\n```\n~~~~ md\n"
    page += "## X { #x }\n~~~\n## Y { #y }\n~~~~\n## Three { #three }\n"
    assert [(address, line) for address, _, _, line in sections(page)] == [
        ("p.md#one", 4),
        ("p.md#three", 13),
    ]


def test_a_line_of_code_between_backticks_opens_no_fence():
    assert [address for address, *_ in sections("```x``` is code\n## Two { #two }\n")] == ["p.md#two"]


def test_a_rule_at_the_top_is_no_front_matter_unless_it_ends():
    assert [address for address, *_ in sections("---\n## Two { #two }\n")] == ["p.md#two"]


def test_lines_keep_their_numbers():
    assert list(prose_lines("---\na: b\n---\nx\n```\ny\n```\nz")) == [(4, "x"), (8, "z")]
    assert list(prose_lines("")) == [(1, "")]


def test_titles_to_show_name_the_page_first():
    from mkdocs_timeline import Section

    found = [
        Section("a.md", "", "", 0, 0),
        *find_sections("a.md", "# A { #top }\n## B { #b }\n## C\n"),
        Section("e.md", "", "", 0, 0),
    ]
    assert section_titles(found) == {"a.md": "A", "a.md#top": "A", "a.md#b": "A: B", "e.md": "e.md"}

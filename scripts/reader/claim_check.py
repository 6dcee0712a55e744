"""Claims: what could be checked must be cited in its paragraph. Pure.

A sentence with a date, a number, a quotation in “ ” or a superlative needs a citation in its paragraph or
list item. For a table row the row itself counts, and the paragraph right before or after the table.
Headings, labels, and the parts of a chapter that only point or ask (in dates, key terms, questions, further
reading) are exempt; so are lines that retell a claim of the article, and the other spellings in the
glossary.

The start page, the timeline's page, the bibliography's page and the corrections speak of the reader itself
as well: how many chapters it has, which source comes first. There only a year and a quotation of two words
or more need a citation, for those are claims about the world; the words of a link are none. The pages on
method and licence are exempt (`lint.ABOUT_ITSELF`): they tell what was done, and which sources were not
found, and neither can be cited.
"""

import re
from collections.abc import Iterator

from mkdocs_timeline import Location, Problem

from .index import SOURCES, TIMELINE
from .passages import NOT_OWN, Finding, Passage, of_chapter

RULE = "claim"
_ASK = "cite its source after the full stop, as .[@key], or make it an exception with a reason"

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# Digits that count nothing: in names of things, before an item of a list, and in marks of notes.
_NAMES = re.compile(
    r"\b(?:Articles?|paragraphs?|chapters?|volumes?|[Rr]esolutions?)\s+\d[\d/]*|\b[A-Z][A-Za-z]*-?\d[\w/.-]*"
    r"|\b\d+/\d+\b|^\s*\d+[.)]\s|\[\^[^\]]+\]"
)
_DATE = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{4}}\b|\b(?:1[89]|20)\d\d\b")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b(?!-)")
_NUMBER = re.compile(
    r"(?<![\w.#-])\d[\d,.]*(?![\w-])|\b(?:eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|"
    r"hundreds?|thousands?|millions?|billions?|dozens?|per cent)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:first|last|largest|biggest|smallest|longest|shortest|highest|lowest|oldest|newest|earliest|deadliest|"
    r"strongest|gravest|only|sole|never|always|unprecedented|unique|no other)\b",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(r"\[[^\[\]]*\]")
_QUOTATION = re.compile(r"“[^”]+”?")
_LONG_QUOTATION = re.compile(r"“[^”\s]+\s[^”]+”?")
# Words that count steps or limit a clause, and compare nothing.
_STEPS = re.compile(
    r"\b(?:at first|first of all|at last|not only|only (?:if|when|where|after|because|in part|by|for|to)|"
    r"the last (?:two|three)|(?:first|last) (?:name|words?|use))\b|^\W*(?:First|Last),",
    re.IGNORECASE,
)


def check_claims(name: str, page: str, passages: list[Passage]) -> Iterator[Finding]:
    """Check one page; `name` is how problems call it."""
    about = page.startswith("about/") or page in ("index.md", TIMELINE, SOURCES)
    for passage in of_chapter(passages):
        if passage.cited:
            continue
        for line in passage.lines:
            if NOT_OWN.match(line.raw):
                continue
            found = _of_the_world(line.text) if about else _checkable(line.text)
            if found:
                what, match = found
                message = f"{what} '{match[0].strip()}' stands in a paragraph without a citation; {_ASK}"
                yield Finding(
                    Problem(Location(name, line.number, match.start() + 1), RULE, message), page, line.raw
                )


def _checkable(text: str) -> tuple[str, re.Match] | None:
    text = _away(_NAMES, text)
    for what, pattern in (("the date", _DATE), ("the quotation", _QUOTATION), ("the number", _NUMBER)):
        match = pattern.search(text)
        if match:
            return what, match
    match = _SUPERLATIVE.search(_away(_STEPS, text))
    return ("the superlative", match) if match else None


def _of_the_world(text: str) -> tuple[str, re.Match] | None:
    text = _away(_LINK_WORDS, text)
    for what, pattern in (("the year", _YEAR), ("the quotation", _LONG_QUOTATION)):
        match = pattern.search(text)
        if match:
            return what, match
    return None


def _away(pattern: re.Pattern, text: str) -> str:
    return pattern.sub(lambda match: " " * len(match[0]), text)

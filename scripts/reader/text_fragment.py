"""Links to words on a page, `#section:~:text=first%20words,last%20words` (WICG, URL Fragment Text). Pure.

A browser looks for the first words from the top of the page, and for the last words from there on. So the
first must stand nowhere else on the page, and the last nowhere else in the passage. Only whole words count.
"""

import re
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import quote

# The fewest words at either end; with fewer, words from elsewhere on the page (its menu, say) could be meant.
FIRST, LAST = 4, 3
# Elements between which a browser sees the end of one text and the beginning of another.
_BLOCKS = {
    "blockquote", "br", "caption", "details", "div", "dd", "dl", "dt", "figcaption", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "section", "summary", "svg",
    "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
_MARK = "sup"  # a note's mark, whose number is no part of the sentence
# What Python-Markdown puts back when the tree is written; only the ampersand is known here.
_STASHED = re.compile("\x02(?!amp\x03)[^\x03]*\x03")
_WORD = re.compile(r"\w")
_CUT, _CUT_BY_MARK = "\x1e", "\x1f\x1e"


class Run(NamedTuple):
    """A stretch of text that nothing interrupts; `marked` if a note's mark or something unknown follows."""

    text: str
    marked: bool = False


def runs(element: etree.Element) -> list[Run]:
    """Return the text of an element as it is shown, cut where a block, a mark or something unknown stands."""
    pieces: list[str] = []

    def walk(node: etree.Element) -> None:
        pieces.append(node.text or "")
        for child in node:
            if child.tag == _MARK:
                pieces.append(_CUT_BY_MARK)
            elif child.tag in _BLOCKS:
                pieces.append(_CUT)
                walk(child)
                pieces.append(_CUT)
            elif isinstance(child.tag, str):  # no comment
                walk(child)
            pieces.append(child.tail or "")

    walk(element)
    text = _STASHED.sub(_CUT_BY_MARK, "".join(pieces)).replace("\x02amp\x03", "&")
    pieces = text.split(_CUT)
    found = (Run(" ".join(piece.removesuffix("\x1f").split()), piece.endswith("\x1f")) for piece in pieces)
    return [run for run in found if _WORD.search(run.text)]


def fold(text: str) -> str:
    """Make words alike that a browser's search takes for the same: capitals and accents do not count."""
    signs = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def text_fragment(passage: Sequence[Run], page: str) -> str:
    """Return the words that lead to a passage, percent-encoded, or nothing if no words of it are its own.

    Args:
        passage: the runs of its text.
        page: the folded text of the whole page, the passage included.
    """
    if not passage:
        return ""
    words = _words(passage[0])
    short = len(passage) == 1 and len(words) <= FIRST + LAST
    for count in range(len(words) if short else min(FIRST, len(words)), len(words) + 1):
        first = _bare(" ".join(words[:count]))
        if first and page.count(fold(first)) == 1:
            last = "" if short else _last(passage, first)
            return ",".join(encode(part) for part in (first, last) if part)
    return ""


def encode(words: str) -> str:
    """Percent-encode words, also the signs that mean something in such a link: comma, hyphen, ampersand."""
    return quote(words, safe="").replace("-", "%2D")


def _last(passage: Sequence[Run], first: str) -> str:
    """The fewest last words that stand nowhere between the first words and themselves."""
    words = _words(passage[-1])
    after = fold("\n".join(run.text for run in passage)).partition(fold(first))[2]
    for count in range(LAST, len(words) + 1):
        last = " ".join(words[-count:])
        if after.count(fold(last)) == 1:
            return last
    return ""


def _words(run: Run) -> list[str]:
    """The words of a run without the signs around them, and without a last word that a mark lengthens.

    To a browser "1991." and a mark "5" are one word, "1991.5", and so are "Pact" and "5".
    """
    words = run.text[_WORD.search(run.text).start() :].split()
    if run.marked and (words[-1][-1].isalnum() or _bare(words[-1])[-1:].isdigit()):
        del words[-1]
    while words and not _bare(words[-1]):
        del words[-1]
    return [*words[:-1], _bare(words[-1])] if words else []


def _bare(word: str) -> str:
    return re.sub(r"\W+$", "", word)

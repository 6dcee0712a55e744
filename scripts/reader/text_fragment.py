"""Links to words on a page, `#section:~:text=first%20words,last%20words` (WICG Scroll to Text Fragment). Pure.

A browser looks for the first words from the top of the page and for the last words from there on, so the first words
must stand nowhere else on the page, and the last words nowhere else in the passage. It takes whole words only.
"""

import re
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Iterable
from urllib.parse import quote

# The fewest words at either end; with fewer, words from elsewhere on the page (its menu, say) could be meant.
FIRST, LAST = 4, 3
# Elements between which a browser sees the end of one text and the beginning of another.
_BLOCKS = {
    "blockquote", "br", "caption", "details", "div", "dd", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "li", "ol", "p", "section", "summary", "svg", "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
_MARK = "sup"  # a note's mark, whose number is no part of the sentence
_STASHED = re.compile("\x02(?!amp\x03)[^\x03]*\x03")  # what Python-Markdown puts back after the tree: unknown here
_WORD = re.compile(r"\w")
_CUT = "\x1e"


def runs(element: etree.Element) -> list[str]:
    """Return the text of an element as it is shown, cut wherever a block, a note's mark or unknown content interrupts it."""
    pieces: list[str] = []

    def walk(node: etree.Element) -> None:
        pieces.append(node.text or "")
        for child in node:
            if child.tag == _MARK:
                pieces.append(_CUT)
            elif child.tag in _BLOCKS:
                pieces.append(_CUT)
                walk(child)
                pieces.append(_CUT)
            elif isinstance(child.tag, str):  # no comment
                walk(child)
            pieces.append(child.tail or "")

    walk(element)
    text = _STASHED.sub(_CUT, "".join(pieces)).replace("\x02amp\x03", "&")
    found = (" ".join(piece.split()) for piece in text.split(_CUT))
    return [piece for piece in found if _WORD.search(piece)]


def fold(text: str) -> str:
    """Make words alike that a browser's search takes for the same: capitals and accents do not count."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def text_fragment(passage: Iterable[str], page: str) -> str:
    """Return the words that lead to a passage, percent-encoded, or nothing if no words of it are its own.

    Args:
        passage: the runs of its text.
        page: the folded text of the whole page, the passage included.
    """
    passage = list(passage)
    if not passage:
        return ""
    words = _trim(passage[0].split(), marked=len(passage) > 1)
    end = _trim(passage[-1].split(), marked=True)
    short = len(passage) == 1 and len(words) <= FIRST + LAST
    for count in [len(words)] if short else range(min(FIRST, len(words)), len(words) + 1):
        first = _bare(" ".join(words[:count]))
        if first and page.count(fold(first)) == 1:
            last = "" if short else _last(passage, end, first)
            return ",".join(encode(part) for part in (first, last) if part)
    return ""


def encode(words: str) -> str:
    """Percent-encode words, also the signs that have a meaning in a text fragment: comma, hyphen and ampersand."""
    return quote(words, safe="").replace("-", "%2D")


def _last(passage: list[str], words: list[str], first: str) -> str:
    """The fewest last words that stand nowhere between the first words and themselves."""
    text = fold("\n".join(passage))
    after = text[text.index(fold(first)) + len(fold(first)) :]
    for count in range(LAST, len(words) + 1):
        last = " ".join(words[-count:]).strip()
        if after.count(fold(last)) == 1:
            return last
    return ""


def _trim(words: list[str], marked: bool) -> list[str]:
    """Drop the signs around the words and, before a note's mark, a last word that the mark would lengthen.

    To a browser "1991." and a mark "5" are one word, "1991.5", and so are "Pact" and "5".
    """
    words = list(words)
    while words and not _WORD.search(words[0]):
        del words[0]
    if words:
        words[0] = words[0][_WORD.search(words[0]).start() :]
    if marked and words and (words[-1][-1].isalnum() or _bare(words[-1])[-1:].isdigit()):
        del words[-1]
    while words and not _bare(words[-1]):
        del words[-1]
    return [*words[:-1], _bare(words[-1])] if words else []


def _bare(word: str) -> str:
    return re.sub(r"\W+$", "", word)

"""Notes on paper: they stand at the end of their chapter under a heading, and their marks stay with the words they belong to."""

import re

from lxml.html.builder import E

from .book import Element


def prepare_notes(content: Element, name: str) -> None:
    """Prepare the notes of a page.

    Args:
        content: the content of the page.
        name: what the id of the heading ends with: notes-history.
    """
    for notes in content.xpath(".//div[@class='footnote']"):
        notes.insert(0, E.h2("Notes", {"class": "notes"}, id=f"notes-{name}"))
    for back in content.xpath(".//a[contains(@class, 'footnote-backref')]"):
        back.text = "↑"  # the stylesheet adds the page
    for mark in content.xpath(".//sup[following-sibling::node()[1][self::sup]]/following-sibling::sup[1]"):
        mark.set("class", "another")
    for mark in content.xpath(".//sup[not(@class)]"):
        _hold(mark)


def _hold(mark: Element) -> None:
    """Keep a mark, and those that follow it at once, on one line with the end of the word before it."""
    before, parent = mark.getprevious(), mark.getparent()
    text = (parent.text if before is None else before.tail) or ""
    word = re.search(r"\S*$", text)[0]
    marks = [mark]
    while not marks[-1].tail and (following := marks[-1].getnext()) is not None and following.tag == "sup":
        marks.append(following)
    holder = mark.makeelement("span", {"class": "held"})
    holder.text, holder.tail = word, marks[-1].tail
    marks[-1].tail = None
    parent.insert(parent.index(mark), holder)
    holder.extend(marks)
    if before is None:
        parent.text = text.removesuffix(word)
    else:
        before.tail = text.removesuffix(word)

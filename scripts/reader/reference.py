"""How a source is written out: one house style, as elements, so that nothing in the data is read as Markdown."""

import xml.etree.ElementTree as etree

from markdown.util import AtomicString

from mkdocs_timeline import Words, plain, show_text

from .sources import Source

WORDS = Words()


def write_reference(parent: etree.Element, source: Source, place: str = "") -> etree.Element:
    """Add "Author, Title, publisher, date, place." with a link to where it can be read.

    Args:
        parent: the element to add to.
        place: where in the source, such as "para. 23".
    """
    holder = etree.SubElement(parent, "span", {"class": "reference"})
    _text(holder, " and ".join(source.author) + ", ")
    target = holder
    if source.URL:
        target = etree.SubElement(holder, "a", {"href": source.URL, "rel": "external noopener"})
    title = etree.SubElement(target, "cite")
    title.text = plain(source.title)
    if source.language:
        title.set("lang", source.language)
    rest = [source.publisher] if source.publisher and source.publisher not in source.author else []
    if source.issued:
        rest.append(show_text(source.issued, WORDS))
    if place:
        rest.append(place)
    _text(holder, "".join(f", {part}" for part in rest) + ".")
    if source.archive:
        _text(holder, " ")
        etree.SubElement(holder, "a", {"href": source.archive, "rel": "external noopener"}).text = plain("Archived copy")
        _text(holder, ".")
    if source.accessed:
        _text(holder, f" Opened {show_text(source.accessed, WORDS)}.")
    return holder


def _text(holder: etree.Element, text: str) -> None:
    """Add plain text at the end of an element."""
    if len(holder):
        holder[-1].tail = AtomicString((holder[-1].tail or "") + plain(text))
    else:
        holder.text = AtomicString((holder.text or "") + plain(text))

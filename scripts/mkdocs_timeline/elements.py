"""Elements with plain text or inline Markdown that no extension of the host reads as anything else."""

import xml.etree.ElementTree as etree

from markdown.util import AMP_SUBSTITUTE, AtomicString

# Notation of the host for an entity that it has read already; it holds inside code too. Without it `&amp;` in a text
# would come out as `&`, and `{…}` would be an attribute list, which reaches into plain text.
_PLAIN = {ord("&"): f"{AMP_SUBSTITUTE}amp;", ord("{"): f"{AMP_SUBSTITUTE}#x7b;"}
_INLINE = {ord("<"): f"{AMP_SUBSTITUTE}lt;", ord("{"): f"{AMP_SUBSTITUTE}#x7b;"}
_AS_IS = ("href", "src")  # the host must know these to rewrite them


def plain(text: str) -> AtomicString:
    """Return a text that comes out of the host exactly as it is."""
    return AtomicString(text.translate(_PLAIN))


def element(parent: etree.Element | None, tag: str, text: str = "", **attributes: str) -> etree.Element:
    """Make an element with plain text, never read as Markdown; `class_` becomes `class`, `_` becomes `-`."""
    names = {name: name.rstrip("_").replace("_", "-") for name in attributes}
    clean = {names[name]: value if name in _AS_IS else plain(value) for name, value in attributes.items()}
    made = etree.Element(tag, clean) if parent is None else etree.SubElement(parent, tag, clean)
    if text:
        made.text = plain(text)
    return made


def inline(parent: etree.Element, tag: str, markdown: str, **attributes: str) -> etree.Element:
    """Make an element whose text the host reads as inline Markdown; HTML and attribute lists in it come out as text."""
    made = element(parent, tag, **attributes)
    made.text = markdown.translate(_INLINE)
    return made

"""Elements with plain text or inline Markdown that no extension of the host reads as anything else."""

import xml.etree.ElementTree as etree

from markdown.util import AMP_SUBSTITUTE, AtomicString

# Notation of the host for an entity that it has read already; it holds inside code too. Without it `&amp;` in
# a text would come out as `&`, `{…}` would be an attribute list and `[TOC]` a list of contents: these reach
# into plain text.
_BRACKET, _BRACE = f"{AMP_SUBSTITUTE}#x5b;", f"{AMP_SUBSTITUTE}#x7b;"
_PLAIN = {ord("&"): f"{AMP_SUBSTITUTE}amp;", ord("{"): _BRACE, ord("["): _BRACKET}
_INLINE = {ord("<"): f"{AMP_SUBSTITUTE}lt;", ord("{"): _BRACE}
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
    """Make an element whose text the host reads as inline Markdown, without HTML and attribute lists."""
    made = element(parent, tag, **attributes)
    made.text = markdown.translate(_INLINE).replace("[TOC]", f"{_BRACKET}TOC]")
    return made

"""HTML as XHTML, the form of HTML that e-books need: the same elements in XML names. Pure."""

import copy

from lxml import etree

from .book import Element, restore_case

XHTML = "http://www.w3.org/1999/xhtml"
SVG = "http://www.w3.org/2000/svg"
OPS = "http://www.idpf.org/2007/ops"
# The attribute by which an e-book says what an element is: a note, a chapter, a glossary.
TYPE = f"{{{OPS}}}type"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def write_xhtml(root: Element) -> bytes:
    """Return a whole document, from its `html` element on."""
    root = copy.deepcopy(root)
    restore_case(root)
    tree = _copied(root, XHTML, None)
    return etree.tostring(tree, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>") + b"\n"


def _copied(node: Element, space: str, parent: etree._Element | None) -> etree._Element:
    if node.tag == "svg":
        space = SVG
    name = f"{{{space}}}{node.tag}"
    if parent is None:
        made = etree.Element(name, nsmap={None: space, "epub": OPS})
    else:
        made = etree.SubElement(parent, name, nsmap={None: space})
    for attribute, value in node.attrib.items():
        made.set(attribute, value)
        if attribute == "lang":
            made.set(_LANGUAGE, value)
    made.text = node.text
    for child in node:
        if isinstance(child.tag, str):
            _copied(child, space, made)
        elif child.tail:
            _append(made, child.tail)
    if space == XHTML and not len(made) and not made.text and node.tag not in _VOID:
        made.text = ""  # an end tag of its own, for programs that read the file as HTML all the same
    if parent is not None:
        made.tail = node.tail
    return made


def _append(made: etree._Element, text: str) -> None:
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text

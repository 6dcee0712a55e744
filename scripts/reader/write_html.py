"""Elements as the text of a page. Pure.

libxml2 takes `<!-- … -->` in an attribute for a command to a server and writes it as it is, so that `&amp;` in such a text would be
read as `&`: what stands there is escaped before.
"""

import copy
import re

from lxml import etree, html

_COMMAND = re.compile("<!--.*?-->", re.DOTALL)


def write_html(element: etree._Element, doctype: str | None = None) -> str:
    """Return an element as HTML; `doctype` stands before it."""
    element = copy.deepcopy(element)
    for part in element.iter(etree.Element):
        for name, value in part.attrib.items():
            if "<!--" in value:
                part.set(name, _COMMAND.sub(lambda match: match[0].replace("&", "&amp;"), value))
    return html.tostring(element, encoding="unicode", doctype=doctype)

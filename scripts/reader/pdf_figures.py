"""Figures as the PDF needs them: each drawing alone with its style, its patterns and its text alternative. Pure."""

import copy
from pathlib import Path

from .book import Element

STYLE = Path(__file__).with_name("pdf_figures.css")
# Type size of a drawing in pixels (96 to the inch); its heights are multiples of it. The stylesheet of the book has it too.
_SIZE = "10"


def prepare_drawings(content: Element, style: str) -> None:
    """Make every drawing of a page whole in itself.

    In a browser a drawing takes its colours from the page and may fill from a pattern of another one; the writer of the PDF
    looks at each drawing alone. A screen reader finds the words for it in its title.
    """
    patterns = {pattern.get("id"): pattern for pattern in content.iter("pattern")}
    for number, svg in enumerate(content.xpath(".//svg[not(ancestor::svg)]"), 1):
        words = svg.attrib.pop("aria-label", "") or "Sample of the marking"
        svg.set("font-size", _SIZE)
        own = {pattern.get("id") for pattern in svg.iter("pattern")}
        wanted = {
            node.get("fill")[5:-1] for node in svg.iter() if (node.get("fill") or "").startswith("url(#")
        }
        holder = svg.makeelement("defs")
        for name in sorted(wanted - own):
            if name in patterns:
                pattern = copy.deepcopy(patterns[name])
                pattern.set("id", f"{name}-{number}")
                holder.append(pattern)
                for node in svg.xpath(".//*[@fill = $fill]", fill=f"url(#{name})"):
                    node.set("fill", f"url(#{name}-{number})")
        if len(holder):
            svg.insert(0, holder)
        for tag, text in (("style", style), ("title", words)):
            element = svg.makeelement(tag)
            element.text = text
            svg.insert(0, element)

"""Maps: states in groups that a pattern tells apart. Pure: a Figure and outlines in, an SVG element out."""

import xml.etree.ElementTree as etree
from collections.abc import Mapping

from mkdocs_timeline import plain

from .figures import Figure

# One a group, from dense to light: (size of the pattern, path in it); the first is solid.
PATTERNS: tuple[tuple[int, str], ...] = (
    (0, ""),
    (54, "M0 27H54"),
    (60, "M0 60 60 0M-15 15 15-15M45 75 75 45"),
    (52, "M26 0V52M0 26H52"),
    (56, "M8 8h14v14H8zM36 36h14v14H36z"),
)
# The boundary of these is drawn dashed: their status is disputed.
DISPUTED = ("XKX",)


def draw_map(figure: Figure, outlines: Mapping) -> etree.Element:
    """Draw every state of the outlines; those that a row names have the pattern of the row's group."""
    box = f"0 0 {outlines['width']} {outlines['height']}"
    svg = etree.Element(
        "svg", {"class": "drawing drawing-map", "viewBox": box, "role": "img"}
    )
    svg.set("aria-label", plain(figure.alt))
    svg.set("data-search-exclude", "")
    fills = pattern_fills(svg, figure)
    group_of = {code: row.series for row in figure.rows for code in row.codes}
    for code, path in sorted(outlines["shapes"].items(), key=lambda item: item[0] in DISPUTED):
        group = group_of.get(code)
        attributes = {
            "class": "state state-disputed" if code in DISPUTED else "state",
            "data-state": code,
            "d": path,
        }
        if group:
            number = list(figure.series).index(group)
            attributes |= {"class": f"group group-{number + 1}", "fill": fills[number]}
        etree.SubElement(svg, "path", attributes)
        if code in DISPUTED:
            etree.SubElement(svg, "path", {"class": "boundary-disputed", "d": path})
    return svg


def pattern_fills(svg: etree.Element, figure: Figure, prefix: str = "") -> list[str]:
    """Add one pattern a group to a drawing; returns how a shape refers to each."""
    holder = etree.SubElement(svg, "defs")
    fills = []
    for number, (size, path) in zip(range(1, len(figure.series) + 1), PATTERNS, strict=False):
        if not size:
            fills.append("currentColor")
            continue
        # Ids that begin with __ are no addresses: nobody links to a pattern.
        name = f"__{figure.id}-{prefix}{number}"
        attributes = {"id": name, "width": str(size), "height": str(size), "patternUnits": "userSpaceOnUse"}
        pattern = etree.SubElement(holder, "pattern", attributes)
        # Paper below the lines, so that the sea does not show through.
        etree.SubElement(pattern, "rect", {"class": "ground", "width": str(size), "height": str(size)})
        etree.SubElement(pattern, "path", {"class": "hatch" if "z" not in path else "speck", "d": path})
        fills.append(f"url(#{name})")
    return fills

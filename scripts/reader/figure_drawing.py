"""What all drawings of figures share: a growing SVG with its text, bars, lines, marks and scale. Pure.

Widths are shares of the drawing and heights are multiples of the type size: so the type is as large as the
text around it on a phone and on a wide screen, and only the bars grow. All looks come from classes;
a pattern, not a colour, tells parts apart.
"""

import textwrap
import xml.etree.ElementTree as etree
from collections.abc import Iterable

from mkdocs_timeline import plain

from .figure_values import Number
from .figures import Figure

# Characters on one line of a drawing that is 17.5 rem wide: the text of a phone of 320 px.
LINE = 38
PATTERNS = ("solid", "hatched", "hollow")
MARKS = {
    "dot": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
    "diamond": "M-7.5 0 0-7.5 7.5 0 0 7.5z",
    "ring": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "square": "M-5-5H5V5H-5z",
    "cross": "M-5-5 5 5M5-5-5 5",
}
TOP = 2.2  # room for the scale
EDGE = 2.0  # room for half a mark, in hundredths of the width


def thousands(number: Number) -> str:
    """Write a number or a range for people."""
    return "–".join(dict.fromkeys(f"{part:,}" for part in number))


class Drawing:
    """An SVG being made; `y` is where the next thing goes, in multiples of the type size."""

    def __init__(self, figure: Figure) -> None:
        """Begin with nothing but the text alternative."""
        self.figure = figure
        self.svg = etree.Element(
            "svg", {"class": f"drawing drawing-{figure.kind}", "width": "100%", "role": "img"}
        )
        self.svg.set("aria-label", plain(figure.alt))
        self.svg.set("data-search-exclude", "")
        self.y = 0.0

    def done(self) -> etree.Element:
        """Give the drawing its height."""
        self.svg.set("height", f"{self.y + 0.3:.2f}em")
        return self.svg

    def hatching(self) -> str:
        """Add the pattern of hatched parts; returns how a part refers to it."""
        # Ids that begin with __ are no addresses: nobody links to a pattern.
        name = f"__{self.figure.id}-hatched"
        attributes = {
            "id": name,
            "width": "5",
            "height": "5",
            "patternUnits": "userSpaceOnUse",
            "patternTransform": "rotate(45)",
        }
        pattern = etree.SubElement(etree.SubElement(self.svg, "defs"), "pattern", attributes)
        etree.SubElement(pattern, "path", {"class": "hatch", "d": "M1.25 0V5"})
        return f"url(#{name})"

    def text(self, x: float, y: float, words: str, name: str = "", anchor: str = "start") -> None:
        """Write a line of text."""
        place = {"x": f"{x:.2f}%", "y": f"{y:.2f}em", "text-anchor": anchor}
        element = etree.SubElement(self.svg, "text", {**place, **({"class": name} if name else {})})
        element.text = plain(words)

    def bar(self, start: float, end: float, y: float, name: str, fill: str = "", height: float = 0.9) -> None:
        """Draw a bar; one that has a length is never too thin to be seen."""
        start = min(start, 99.5)
        place = {
            "x": f"{start:.2f}%",
            "y": f"{y:.2f}em",
            "width": f"{max(end - start, 0.5):.2f}%",
            "height": f"{height}em",
        }
        etree.SubElement(self.svg, "rect", {**place, "class": name, **({"fill": fill} if fill else {})})

    def line(self, x1: float, y1: float, x2: float, y2: float, name: str) -> None:
        """Draw a straight line."""
        ends = {"x1": f"{x1:.2f}%", "y1": f"{y1:.2f}em", "x2": f"{x2:.2f}%", "y2": f"{y2:.2f}em"}
        etree.SubElement(self.svg, "line", {**ends, "class": name})

    def mark(self, x: float, y: float, shape: str) -> None:
        """Draw a mark whose size does not change with the width."""
        place = etree.SubElement(
            self.svg, "svg", {"x": f"{x:.2f}%", "y": f"{y:.2f}em", "overflow": "visible"}
        )
        etree.SubElement(place, "path", {"class": f"mark mark-{shape}", "d": MARKS[shape]})

    def heading(self, label: str, value: str) -> None:
        """Write a label with its value at the other end of the line, or below it where both find no room."""
        lines = textwrap.wrap(label, LINE) or [""]
        for words in lines:
            self.y += 1.35
            self.text(0, self.y, words, "row-label")
        if len(lines[-1]) + len(value) + 2 <= LINE:
            self.text(100, self.y, value, "row-value", "end")
        elif value:
            self.below(value)

    def below(self, words: str) -> None:
        """Write text in lines of its own."""
        for line in textwrap.wrap(words, LINE + 2):
            self.y += 1.35
            self.text(0, self.y, line, "row-detail")

    def scale(self, ticks: Iterable[tuple[float, str]], bottom: float) -> None:
        """Draw the scale above the rows, with a fine line through all of them."""
        for x, words in ticks:
            anchor = "start" if x < 4 else "end" if x > 94 else "middle"
            self.text(x, 1.1, words, "tick", anchor)
            line = etree.Element("line", {"class": "grid"})
            for name, value in (
                ("x1", f"{x:.2f}%"),
                ("x2", f"{x:.2f}%"),
                ("y1", "1.60em"),
                ("y2", f"{bottom:.2f}em"),
            ):
                line.set(name, value)
            self.svg.insert(0, line)

"""The fonts of the PDF: cut out of Source Serif 4 and Source Sans 3 (OFL), so that no font of this machine has a say.

Both come as one file for all weights; a PDF holds one weight a font, so each is fixed here, with the letters that the book uses.
"""

import xml.etree.ElementTree as etree
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

# What the stylesheet draws beside the text of the book: marks of kinds of events, arrows, leaders, figures and brackets.
ALWAYS = "0123456789 .…·•◦‐-–—↑←→●▲■◆○△□#¶§&<>()[]/:,"
# Features that the stylesheet asks for; all others would only be carried along.
_FEATURES = ["kern", "liga", "ccmp", "locl", "mark", "mkmk", "lnum", "onum", "tnum", "pnum"]


@dataclass(frozen=True, slots=True)
class Face:
    """One font of the book: as the stylesheet calls it, and where it lies among the weights and sizes of its family."""

    family: str
    package: str
    style: str
    weight: int
    axes: tuple[tuple[str, float], ...]

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.family.replace(' ', '')}-{self.weight}-{self.style}.ttf"


FACES = (
    Face("Reader Serif", "Source Serif 4", "normal", 400, (("wght", 400), ("opsz", 11))),
    Face("Reader Serif", "Source Serif 4", "italic", 400, (("wght", 400), ("opsz", 11))),
    Face("Reader Serif", "Source Serif 4", "normal", 700, (("wght", 650), ("opsz", 18))),
    Face("Reader Sans", "Source Sans 3", "normal", 400, (("wght", 400),)),
    Face("Reader Sans", "Source Sans 3", "italic", 400, (("wght", 400),)),
    Face("Reader Sans", "Source Sans 3", "normal", 700, (("wght", 600),)),
)


def cut_fonts(folder: Path, text: str) -> str:
    """Write the fonts that a text needs into a folder, and return the style rules that name them."""
    letters = frozenset(letter for letter in {*text, *text.upper(), *ALWAYS} if letter.isprintable())
    for face in FACES:
        (folder / face.file).write_bytes(_cut(face, letters))
    return "\n".join(
        f'@font-face {{ font-family: "{face.family}"; src: url("{face.file}"); '
        f"font-style: {face.style}; font-weight: {face.weight}; }}"
        for face in FACES
    )


@cache  # both sizes of paper have the same letters
def _cut(face: Face, letters: frozenset[str]) -> bytes:
    import fontpkg
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(fontpkg.path(face.package, face.weight, face.style), recalcTimestamp=False)
    subsetter = Subsetter(Options(layout_features=_FEATURES))
    subsetter.populate(unicodes=sorted(map(ord, letters)))
    subsetter.subset(font)
    written = BytesIO()
    instantiateVariableFont(font, dict(face.axes), static=True).save(written)
    return written.getvalue()


def no_system_fonts(folder: Path) -> Path:
    """Write a configuration for fontconfig that finds the fonts of this folder and none of the machine, and return its path."""
    settings = etree.Element("fontconfig")
    etree.SubElement(settings, "dir").text = str(folder)
    etree.SubElement(settings, "cachedir").text = str(folder / "cache")
    path = folder / "fonts.conf"
    path.write_bytes(etree.tostring(settings, encoding="utf-8", xml_declaration=True))
    return path

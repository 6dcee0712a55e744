"""What the page on going offline says: in a copy of the site, and in the published site with its files.

In a build, and so in every copy, it names the editions and says where a newer one would be. In the published
site `website.py` fills it once more, with the files that lie beside it.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from dataclasses import dataclass

from markdown.util import AtomicString

from .here import Here
from .index import plain
from .numbering import day_month_year
from .offline_data import Offer
from .project import NAME

THIS_COPY, EDITIONS, EDITION = "this-copy", "editions", "edition"
_HOLDER = "data-offline"
_FILLED = re.compile(rf'<div class="offline" {_HOLDER}="(?P<what>[a-z0-9-]+)">.*?</div>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file beside the page: its address from there, its size in bytes, its SHA-256 in hexadecimal."""

    address: str
    size: int
    digest: str

    @property
    def megabytes(self) -> str:
        """Its size: "1.4 MB"."""
        return f"{max(self.size / 1_000_000, 0.1):.1f} MB"


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the blocks are filled with.

    Attributes:
        here: the edition, the day of its facts, and the titles of the sections.
        files: name of an edition to its file, where these lie beside the page; None in a copy of the site.
        sums: the address of the file with all checksums, where it lies there too.
    """

    here: Here
    files: Mapping[str, OfferedFile] | None = None
    sums: str = ""


def fill_page(text: str, shelf: Shelf) -> str:
    """Fill all blocks of a finished page anew."""

    def filled(match: re.Match) -> str:
        return etree.tostring(fill(match["what"], shelf), encoding="unicode", method="html")

    return _FILLED.sub(filled, text)


def fill(what: str, shelf: Shelf) -> etree.Element:
    """Make one block. No `div` stands in it, so that its end can be found again."""
    holder = etree.Element("div", {"class": "offline", _HOLDER: what})
    offers = {f"{EDITION}-{offer.name}": offer for offer in shelf.here.state.offers}
    if what == THIS_COPY:
        _this_copy(holder, shelf)
    elif what == EDITIONS:
        _table(holder, tuple(offers.values()), shelf)
    elif what in offers:
        _one(holder, offers[what], shelf)
    else:  # told by the checks; here only while the page is being written
        _line(holder, f"There is no edition '{what.removeprefix(f'{EDITION}-')}'.")
    return holder


def _this_copy(holder: etree.Element, shelf: Shelf) -> None:
    here = shelf.here
    day = day_month_year(here.facts_checked)
    if shelf.files is not None:
        words = f"This is edition {here.edition}, with facts checked to {day}."
        _line(holder, f"{words} The newest edition is always on this page.")
        return
    line = _line(holder, f"You are reading edition {here.edition}, with facts checked to {day}. ")
    if here.site_url:
        line.text = AtomicString(f"{line.text}This edition as other files, and any newer one, would be at ")
        address = f"{here.site_url}offline.html"
        _link(line, address, address).tail = AtomicString(".")
    else:
        line.text = AtomicString(
            f"{line.text}This copy was made without a public address, so it cannot say where a newer one "
            "would be: ask whoever gave it to you."
        )


def _table(holder: etree.Element, offers: tuple[Offer, ...], shelf: Shelf) -> None:
    table = etree.SubElement(holder, "table")
    head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
    for words in ("You have", "Take", "File"):
        etree.SubElement(head, "th", {"scope": "col"}).text = AtomicString(words)
    body = etree.SubElement(table, "tbody")
    for offer in offers:
        row = etree.SubElement(body, "tr")
        etree.SubElement(row, "td").text = AtomicString(offer.device)
        title = plain(shelf.here.state.index.title(offer.section))
        _link(etree.SubElement(row, "td"), f"#{offer.section.partition('#')[2]}", title)
        cell = etree.SubElement(row, "td")
        file = (shelf.files or {}).get(offer.name)
        if file:
            _link(cell, file.address, f"{offer.ending}, {file.megabytes}", download="")
        else:
            cell.text = AtomicString(offer.ending if shelf.files is None else "not offered here")
    if shelf.sums:
        line = _line(holder, "The checksums of all files: ")
        _link(line, shelf.sums, shelf.sums.rpartition("/")[2], download="")


def _one(holder: etree.Element, offer: Offer, shelf: Shelf) -> None:
    name = f"{NAME}-{shelf.here.edition}{offer.ending}"
    file = (shelf.files or {}).get(offer.name)
    if file:
        link = _link(_line(holder, ""), file.address, name, download="")
        link.tail = AtomicString(f" · {file.megabytes} · {day_month_year(shelf.here.facts_checked)}")
        line = _line(holder, "SHA-256: ")
        line.set("class", "checksum")
        etree.SubElement(line, "code").text = AtomicString(file.digest)
    elif shelf.files is not None:
        _line(holder, "This edition is not offered here.")
        return
    else:
        line = _line(holder, "File: ")
        etree.SubElement(line, "code").text = AtomicString(name)
    _line(holder, _tested(offer))


def _tested(offer: Offer) -> str:
    systems = dict.fromkeys(trial.system for trial in offer.tested)
    if not systems:
        return "Not yet tested in any program."
    groups = []
    for system in systems:
        names = [str(trial) for trial in offer.tested if trial.system == system]
        groups.append(f"{' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))} on {system}")
    return f"Tested in {'; '.join(groups)}. Other programs and versions are untested."


def _link(parent: etree.Element, address: str, words: str, **attributes: str) -> etree.Element:
    link = etree.SubElement(parent, "a", {"href": address, **attributes})
    link.text = AtomicString(words)
    return link


def _line(holder: etree.Element, words: str) -> etree.Element:
    line = etree.SubElement(holder, "p")
    line.text = AtomicString(words)
    return line

"""The blocks of the page on taking the reader offline: `/// this-copy`, `/// editions`, `/// edition | zip`.

In a build, and so in every copy of the site, they name the editions and say where a newer one would be. In the
published site `website.py` fills them once more, with the files that lie beside it.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from dataclasses import dataclass

from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from .here import Here
from .index import plain
from .numbering import day_month_year
from .offline_data import Offer
from .project import NAME

_HOLDER = "data-offline"
_FILLED = re.compile(rf'<div class="offline" {_HOLDER}="(?P<what>[a-z0-9-]+)">.*?</div>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file that lies beside the page: its address from there, its size in bytes, its SHA-256 in hexadecimal."""

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


class _Offline(Block):
    """A block that holds nothing but what is made for it."""

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Make it as a copy of the site has it."""
        what = f"{self.NAME}-{self.argument.strip()}" if self.ARGUMENT else self.NAME
        holder = fill(what, Shelf(self.config["here"]))
        parent.append(holder)
        return holder


class ThisCopy(_Offline):
    """Which edition a reader has, and where a newer one would be."""

    NAME = "this-copy"
    ARGUMENT = False


class Editions(_Offline):
    """Which edition is for which device."""

    NAME = "editions"
    ARGUMENT = False


class Edition(_Offline):
    """The file of one edition, and where it was tested; the argument is its name."""

    NAME = "edition"
    ARGUMENT = True


ALL = (ThisCopy, Editions, Edition)


def fill_page(text: str, shelf: Shelf) -> str:
    """Fill all blocks of a finished page anew."""

    def filled(match: re.Match) -> str:
        return etree.tostring(fill(match["what"], shelf), encoding="unicode", method="html")

    return _FILLED.sub(filled, text)


def fill(what: str, shelf: Shelf) -> etree.Element:
    """Make one block. No `div` stands in it, so that its end can be found again."""
    holder = etree.Element("div", {"class": "offline", _HOLDER: what})
    offers = {f"edition-{offer.name}": offer for offer in shelf.here.state.offers}
    if what == ThisCopy.NAME:
        _this_copy(holder, shelf)
    elif what == Editions.NAME:
        _table(holder, tuple(offers.values()), shelf)
    elif what in offers:
        _one(holder, offers[what], shelf)
    else:  # told by the checks; here only while the page is being written
        _line(holder, f"There is no edition '{what.removeprefix('edition-')}'.")
    return holder


def _this_copy(holder: etree.Element, shelf: Shelf) -> None:
    here = shelf.here
    day = day_month_year(here.facts_checked)
    if shelf.files is not None:
        _line(holder, f"This is edition {here.edition}, with facts checked to {day}. The newest edition is always on this page.")
        return
    line = _line(holder, f"You are reading edition {here.edition}, with facts checked to {day}. ")
    if here.site_url:
        line.text = AtomicString(f"{line.text}This edition as other files, and any newer one, would be at ")
        address = f"{here.site_url}offline.html"
        link = etree.SubElement(line, "a", {"href": address})
        link.text = AtomicString(address)
        link.tail = AtomicString(".")
    else:
        line.text = AtomicString(
            f"{line.text}This copy was made without a public address, so it cannot say where a newer one would be: "
            "ask whoever gave it to you."
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
        how = etree.SubElement(etree.SubElement(row, "td"), "a", {"href": f"#{offer.section.partition('#')[2]}"})
        how.text = AtomicString(plain(shelf.here.state.index.title(offer.section)))
        cell = etree.SubElement(row, "td")
        file = (shelf.files or {}).get(offer.name)
        if file:
            link = etree.SubElement(cell, "a", {"href": file.address, "download": ""})
            link.text = AtomicString(f"{offer.ending}, {file.megabytes}")
        else:
            cell.text = AtomicString(offer.ending if shelf.files is None else "not offered here")
    if shelf.sums:
        line = _line(holder, "The checksums of all files: ")
        etree.SubElement(line, "a", {"href": shelf.sums, "download": ""}).text = AtomicString(shelf.sums.rpartition("/")[2])


def _one(holder: etree.Element, offer: Offer, shelf: Shelf) -> None:
    name = f"{NAME}-{shelf.here.edition}{offer.ending}"
    file = (shelf.files or {}).get(offer.name)
    if file:
        line = _line(holder, "")
        link = etree.SubElement(line, "a", {"href": file.address, "download": ""})
        link.text = AtomicString(name)
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
    groups = (f"{_listed([str(one) for one in offer.tested if one.system == system])} on {system}" for system in systems)
    words = "; ".join(groups)
    return f"Tested in {words}. Other programs and versions are untested." if words else "Not yet tested in any program."


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _line(holder: etree.Element, words: str) -> etree.Element:
    line = etree.SubElement(holder, "p")
    line.text = AtomicString(words)
    return line

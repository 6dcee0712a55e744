"""The package of an e-book: what it is called, which files it has, and in which order they are read. Pure."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from .epub_access import ACCESS
from .linked_data import AUTHOR, LICENCE
from .project import NAME, Project

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
CONTAINER = "urn:oasis:names:tc:opendocument:xmlns:container"
LANGUAGE = "en-GB"
NCX = "toc.ncx"
SUBJECTS = ("International relations", "NATO", "Russia")
TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the e-book.

    Attributes:
        file: its name.
        properties: what it is or holds: `nav`, `svg`, `cover-image`.
        read: whether it is one of those that are read one after the other.
    """

    file: str
    properties: str = ""
    read: bool = False


def identifier(project: Project) -> str:
    """The name by which programs know this edition again, wherever it was built."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{NAME}/{project.edition}").urn


def package(project: Project, items: Iterable[Item]) -> bytes:
    """Return the package document.

    Args:
        project: how the book is called, which edition it is, and when it counts as made.
        items: all files, those that are read in their order.
    """
    root = etree.Element(f"{{{OPF}}}package", nsmap={None: OPF}, version="3.0")
    root.set("unique-identifier", "edition")
    root.set("{http://www.w3.org/XML/1998/namespace}lang", LANGUAGE)
    root.set("prefix", "cc: http://creativecommons.org/ns#")
    metadata = etree.SubElement(root, f"{{{OPF}}}metadata", nsmap={"dc": DC})
    _describe(metadata, project)
    _meta(
        metadata,
        "dcterms:modified",
        datetime.fromtimestamp(project.epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    for name, value in ACCESS:
        _meta(metadata, f"schema:{name}", value)
    manifest = etree.SubElement(root, f"{{{OPF}}}manifest")
    spine = etree.SubElement(root, f"{{{OPF}}}spine", toc=_id(NCX))
    for item in items:
        attributes = {"id": _id(item.file), "href": item.file, "media-type": kind_of(item.file)}
        etree.SubElement(
            manifest,
            f"{{{OPF}}}item",
            attributes | ({"properties": item.properties} if item.properties else {}),
        )
        if item.read:
            etree.SubElement(spine, f"{{{OPF}}}itemref", idref=_id(item.file))
        if item.properties == "cover-image":
            etree.SubElement(
                metadata, f"{{{OPF}}}meta", name="cover", content=_id(item.file)
            )  # as EPUB 2 says it
    return _write(root)


def kind_of(file: str) -> str:
    """The media type of a file; raises KeyError for one that programs for books need not know."""
    return TYPES["." + file.rpartition(".")[2].lower()]


def container(place: str) -> bytes:
    """Return the file that says where the package document is."""
    root = etree.Element(f"{{{CONTAINER}}}container", nsmap={None: CONTAINER}, version="1.0")
    files = etree.SubElement(root, f"{{{CONTAINER}}}rootfiles")
    etree.SubElement(
        files, f"{{{CONTAINER}}}rootfile", {"full-path": place, "media-type": "application/oebps-package+xml"}
    )
    return _write(root)


def _describe(metadata: etree._Element, project: Project) -> None:
    _dc(metadata, "identifier", identifier(project), {"id": "edition"})
    _dc(metadata, "title", project.title)
    _dc(metadata, "language", LANGUAGE)
    _dc(metadata, "creator", AUTHOR, {"id": "author"})
    _meta(metadata, "role", "aut", {"refines": "#author", "scheme": "marc:relators"})
    _dc(metadata, "date", project.facts_checked.isoformat())
    _dc(metadata, "description", project.description)
    for subject in SUBJECTS:
        _dc(metadata, "subject", subject)
    _dc(metadata, "rights", f"Text: CC BY 4.0, {AUTHOR}; quotations belong to those quoted.")
    if project.site_url:
        _dc(metadata, "source", project.site_url)
    _meta(metadata, "schema:bookEdition", project.edition)
    etree.SubElement(metadata, f"{{{OPF}}}link", {"rel": "cc:license", "href": LICENCE})


def _dc(parent: etree._Element, name: str, words: str, attributes: Mapping[str, str] | None = None) -> None:
    etree.SubElement(parent, f"{{{DC}}}{name}", attributes or {}).text = words


def _meta(parent: etree._Element, name: str, words: str, attributes: Mapping[str, str] | None = None) -> None:
    etree.SubElement(parent, f"{{{OPF}}}meta", {"property": name, **(attributes or {})}).text = words


def _id(file: str) -> str:
    return "file-" + file.replace("/", "-").replace(".", "-")


def _write(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)

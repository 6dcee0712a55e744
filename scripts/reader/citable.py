"""What a file for programs that keep references needs: a source has it, and so has a place of this reader."""

from collections.abc import Sequence
from typing import Protocol

from mkdocs_timeline import When

from .source_fields import Name


class Citable(Protocol):
    """One entry of such a file; what is not known is empty.

    Attributes:
        id: the key of the entry, unique in its file.
        type: a type of CSL 1.0.2.
        container: the larger work that it is part of, a journal or a book.
        issued: when it was published.
        accessed: the day on which its address was opened.
        language: of its text, where that is not English.
        keywords: words to find it by.
        remarks: what the formats have no field for.
    """

    id: str
    type: str
    author: Sequence[Name]
    title: str
    container: str
    publisher: str
    edition: str
    issued: When | None
    URL: str
    accessed: When | None
    language: str
    keywords: Sequence[str]
    remarks: str

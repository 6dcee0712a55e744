"""The links of the book inside an e-book: pages are its files, other files of the site lie elsewhere. Pure."""

import posixpath
from collections.abc import Iterable
from urllib.parse import quote

from .book import BookPage, Element
from .links_of_book import block_of, goal, say_where
from .project import Project


def file_of(page: str) -> str:
    """The file of the e-book that holds a page: about/method.html, about/method.xhtml."""
    return page.removesuffix(".html") + ".xhtml"


def way(start: str, file: str) -> str:
    """The link from one file of the e-book to another."""
    return quote(posixpath.relpath(file, posixpath.dirname(start) or "."))


class Links:
    """Rewrites the links of pages.

    Attributes:
        pictures: the files of the site that pages show, in the order in which they were met.
    """

    def __init__(self, pages: Iterable[str], project: Project, elsewhere: str):
        """Remember what is known of the site.

        Args:
            pages: the pages of the book.
            project: where the site is published, if it is.
            elsewhere: name of the file in which the site's other files can be had.
        """
        self.pages, self.project, self.elsewhere = frozenset(pages), project, elsewhere
        self.pictures: dict[str, None] = {}

    def rewrite(self, page: BookPage, content: Element) -> None:
        """Rewrite all links and pictures of a page's content."""
        left_out: list[Element] = []
        for link in list(content.iter("a")):
            if not self._lead(page.path, link):
                block = block_of(link)
                if block is not None and block not in left_out:
                    left_out.append(block)
                link.drop_tag()
        for block in left_out:
            say_where(block, self.elsewhere)
        for picture in content.iter("img"):
            place = goal(page.path, picture.get("src") or "")
            if place:
                self.pictures[place[0]] = None
                picture.set("src", way(page.path, place[0]))

    def _lead(self, page: str, link: Element) -> bool:
        """Set where a link leads; False if it can lead nowhere."""
        place = goal(page, link.get("href") or "")
        if place is None:
            return True
        file, fragment = place
        # Neither a filter of a list nor words to look for are a place in an e-book.
        fragment = "" if fragment.startswith("f=") else fragment.partition(":~:")[0]
        mark = "#" + fragment if fragment else ""
        if file in self.pages:
            link.set("href", mark if file == page and mark else way(page, file_of(file)) + mark)
            return True
        if self.project.site_url:
            link.set("href", self.project.public(file + mark))
            return True
        return False

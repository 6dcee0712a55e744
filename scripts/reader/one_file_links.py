"""The links of the book inside one document: every id stands once there, so a place is its fragment alone. Pure."""

from collections.abc import Callable, Mapping

from .book import BookPage, Element
from .inlined import data_address
from .links_of_book import block_of, goal, say_where
from .project import Project

SMALL = 8_000  # bytes of a file that is put into the document as a download; larger ones would outweigh the text


class Links:
    """Rewrites the links of a page.

    Args:
        tops: page of the book to the id of its title.
        read: gives the bytes of a file of the site, or None.
        project: where the reader is published, if it is.
        elsewhere: name of the file in which larger files can be had.
    """

    def __init__(self, tops: Mapping[str, str], read: Callable[[str], bytes | None], project: Project, elsewhere: str):
        """Remember what is known of the site."""
        self.tops, self.read, self.project, self.elsewhere = tops, read, project, elsewhere

    def rewrite(self, page: BookPage, content: Element) -> None:
        """Rewrite all links and pictures of a page's content."""
        left_out: list[Element] = []
        for link in list(content.iter("a")):
            if not self._lead(page, link):
                block = block_of(link)
                if block is not None and block not in left_out:
                    left_out.append(block)
                link.drop_tag()
        for block in left_out:
            say_where(block, self.elsewhere)
        for picture in content.iter("img"):
            place = goal(page.path, picture.get("src") or "")
            data = self.read(place[0]) if place else None
            if place and data is not None:
                picture.set("src", data_address(place[0], data))

    def _lead(self, page: BookPage, link: Element) -> bool:
        """Set where a link leads; False if it can lead nowhere."""
        place = goal(page.path, link.get("href") or "")
        if place is None:
            return True
        file, fragment = place
        if file in self.tops:
            self._lead_inside(link, file, fragment)
            return True
        data = self.read(file)
        if data is not None and not file.endswith(".html") and len(data) <= SMALL:
            link.set("href", data_address(file, data))
            link.set("download", file.rpartition("/")[2])
            return True
        public = self.project.public(file + ("#" + fragment if fragment else ""))
        if public:
            link.set("href", public)
        return bool(public)

    def _lead_inside(self, link: Element, file: str, fragment: str) -> None:
        if fragment.startswith("f="):
            # A filter is no place: without scripts the link leads to the page, and the script takes up the filter.
            link.set("data-filter", fragment)
            fragment = ""
        link.set("href", "#" + (fragment or self.tops[file]))

"""Numbers to say aloud, and the line above a chapter's title. Numbers are no part of ids, copied text or search."""

import xml.etree.ElementTree as etree
from datetime import date

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from .here import Here
from .reference import WORDS


class Numbers(Treeprocessor):
    """Give each numbered heading its number in `data-number`, which the style shows in the margin."""

    def __init__(self, md: Markdown, here: Here):
        super().__init__(md)
        self.here = here

    def run(self, root: etree.Element) -> None:
        """Number the headings of a chapter and add its line."""
        page = self.here.state.index.pages.get(self.here.page)
        if page is None or page.number is None:
            return
        for heading in root:
            number = self.here.state.index.numbers.get(f"{page.path}#{heading.get('id')}")
            if number and heading.tag in ("h2", "h3"):
                heading.set("data-number", number)
        for index, heading in enumerate(root):
            if heading.tag == "h1":
                root.insert(index, _line(page.number, page.minutes, month_and_year(self.here.facts_checked)))
                return


def _line(number: int, minutes: int, facts_checked: str) -> etree.Element:
    line = etree.Element("p", {"class": "kicker"})
    time = f"{minutes} minute{'' if minutes == 1 else 's'}"
    line.text = AtomicString(f"Chapter {number} · {time} · facts checked to {facts_checked}")
    return line


def month_and_year(day: date) -> str:
    """Write a day as "October 2026", whatever the machine's language."""
    return f"{WORDS.months.split()[day.month - 1]} {day.year}"


def day_month_year(day: date) -> str:
    """Write a day as "10 October 2026"."""
    return f"{day.day} {month_and_year(day)}"

"""Which page is being made: filled in when its conversion begins, read by every part that changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mkdocs_timeline import Problem

from .state import State


@dataclass(slots=True)
class Here:
    """The page (path inside the docs folder), and what is known of the whole site; `site_url` is its public address."""

    page: str = ""
    facts_checked: date = date.min
    edition: str = ""
    site_url: str = ""
    state: State = field(default_factory=State)
    problems: Sequence[Problem] = ()

    @property
    def up(self) -> str:
        """What leads from this page to the docs folder: `../` for each folder it lies in."""
        return "../" * self.page.count("/")

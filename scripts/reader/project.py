"""Where things lie in this project, and which edition it is. Read from mkdocs.yml, the one place that says so."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from mkdocs.utils.yaml import yaml_load

NAME = "nato-russia-reader"


@dataclass(frozen=True, slots=True)
class Project:
    """Folders, edition ("2026-10") and the day to which facts were checked.

    Attributes:
        chapters: the pages that are chapters, in order; the first is chapter 1.
        site_url: the public address, or empty where none is configured.
    """

    root: Path
    docs: Path
    site: Path
    dist: Path
    edition: str
    facts_checked: date
    chapters: tuple[str, ...]
    site_url: str

    @property
    def bundle(self) -> Path:
        """The offline bundle."""
        return self.dist / f"{NAME}-{self.edition}.zip"

    @property
    def epoch(self) -> int:
        """Seconds since 1970 that stand for the time of this build: SOURCE_DATE_EPOCH, else the day of the facts."""
        given = os.environ.get("SOURCE_DATE_EPOCH", "")
        if given.isdigit():
            return int(given)
        return int(datetime(*self.facts_checked.timetuple()[:3], tzinfo=UTC).timestamp())


def read_project(root: Path) -> Project:
    """Read the project in a folder."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        config = yaml_load(file)
    extra = config["extra"]
    return Project(
        root=root,
        docs=root / config.get("docs_dir", "docs"),
        site=root / "site",
        dist=root / "dist",
        edition=str(extra["edition"]),
        facts_checked=date.fromisoformat(str(extra["facts_checked_on"])),
        chapters=tuple(extra["chapters"]),
        site_url=config.get("site_url") or "",
    )

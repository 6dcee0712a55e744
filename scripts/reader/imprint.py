"""How the reader is called, by whom and under which terms: what every edition says of itself. From mkdocs.yml."""

from dataclasses import dataclass

from .project import Project, read_config

LANGUAGE = "en"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on a title page and in the metadata of a file.

    Attributes:
        name: NATO–Russia relations.
        tagline: an open course reader.
        description: one sentence.
        author: by whom.
        edition: 2026-10.
        checked: 10 October 2026, the day to which facts were checked.
        address: the public address, or empty where none is configured.
    """

    name: str
    tagline: str
    description: str
    author: str
    edition: str
    checked: str
    address: str

    @property
    def title(self) -> str:
        """The whole title: NATO–Russia relations, an open course reader."""
        return f"{self.name}, {self.tagline}" if self.tagline else self.name


def read_imprint(project: Project) -> Imprint:
    """Read it from the settings of the project."""
    config = read_config(project.root)
    extra = config.get("extra") or {}
    day = project.facts_checked
    return Imprint(
        name=str(config.get("site_name") or ""),
        tagline=str(extra.get("tagline") or ""),
        description=str(config.get("site_description") or ""),
        author=str(config.get("site_author") or ""),
        edition=project.edition,
        checked=f"{day.day} {day:%B %Y}",
        address=project.site_url,
    )

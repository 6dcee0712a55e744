"""Where things lie in this project, and which edition it is. Read from mkdocs.yml, the one place that says so."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import yaml_load

from mkdocs_timeline import Location, Problem, TimelineError, did_you_mean, hidden_characters, read_text

from .theme_text import markup_in

NAME = "nato-russia-reader"
CONFIG = "mkdocs.yml"
ADDRESS = "READER_SITE_URL"
NOT_SHOWN = ("plugins",)  # settings that hold patterns, and reach no page as text
_PUBLIC = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[A-Za-z0-9._~/-]*)?")


@dataclass(frozen=True, slots=True)
class Project:
    """Folders, edition ("2026-10") and the day to which facts were checked.

    Attributes:
        chapters: the pages that are chapters, in order; the first is chapter 1.
        pages: every page of the navigation, in its order: the order in which the book is read.
        site_url: the public address, with a slash at its end, or empty where none is configured.
        name: the name of the site; `tagline` says what it is, `description` what it is about.
    """

    root: Path
    docs: Path
    site: Path
    dist: Path
    edition: str
    facts_checked: date
    chapters: tuple[str, ...]
    pages: tuple[str, ...]
    site_url: str
    name: str = ""
    tagline: str = ""
    description: str = ""

    @property
    def title(self) -> str:
        """The title of the book: "NATO–Russia relations: An open course reader"."""
        return f"{self.name}: {self.tagline[:1].upper()}{self.tagline[1:]}" if self.tagline else self.name

    def public(self, address: str) -> str:
        """The public address of a place of the site, or empty where none is configured."""
        return self.site_url + address if self.site_url else ""

    @property
    def base(self) -> str:
        """The path of the public address, with a slash at both ends: "/courses/nato/"."""
        return urlsplit(self.site_url).path or "/"

    @property
    def bundle(self) -> Path:
        """The offline bundle."""
        return self.dist / f"{NAME}-{self.edition}.zip"

    @property
    def epoch(self) -> int:
        """Seconds since 1970 that stand for the time of this build: SOURCE_DATE_EPOCH, else the day of the facts."""
        given = os.environ.get("SOURCE_DATE_EPOCH", "")
        if given.isdecimal():
            return int(given)
        return int(datetime(*self.facts_checked.timetuple()[:3], tzinfo=UTC).timestamp())


def read_config(root: Path) -> dict:
    """Read mkdocs.yml.

    Raises:
        TimelineError: when it is missing or no readable YAML.
    """
    text, problems = read_text(root / CONFIG, CONFIG)
    problems = problems or list(hidden_characters(text, CONFIG))
    if problems:
        raise TimelineError(problems)
    try:
        problems = list(_markup(yaml.compose(text, yaml.SafeLoader)))
        config = yaml_load(text)
    except (yaml.YAMLError, ConfigurationError) as error:
        raise TimelineError([_unreadable(error)]) from None
    if not isinstance(config, dict):
        raise TimelineError([Problem(Location(CONFIG), "", "the settings are missing; bring the file back")])
    if problems:
        raise TimelineError(problems)
    return config


def _markup(node: yaml.Node | None, name: str = "") -> Iterator[Problem]:
    """Tell of every text and title that the theme would take for markup."""
    if isinstance(node, yaml.ScalarNode) and (wrong := markup_in(node.value)):
        yield Problem(Location(CONFIG, node.start_mark.line + 1, node.start_mark.column + 1), name, wrong)
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        yield from _markup(item, name)
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value not in NOT_SHOWN:
            yield from _markup(key, name)
            yield from _markup(value, str(key.value))


def _unreadable(error: Exception) -> Problem:
    fault = error.__context__ if isinstance(error, ConfigurationError) else error
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    where = Location(CONFIG, mark.line + 1, mark.column + 1) if mark else Location(CONFIG)
    wrong = getattr(fault, "problem", None) or "it cannot be read"
    return Problem(where, "", f"this is not readable YAML ({wrong}); check quotes, colons and indentation here and above")


def read_project(root: Path) -> Project:
    """Read the project in a folder.

    Raises:
        TimelineError: with all that is wrong with the settings that the reader needs.
    """
    config = read_config(root)
    docs = root / str(config.get("docs_dir") or "docs")
    extra = config.get("extra") if isinstance(config.get("extra"), dict) else {}
    edition, day, chapters = (extra.get(name) for name in ("edition", "facts_checked_on", "chapters"))
    wrong = {}
    if not re.fullmatch(r"\d{4}-\d{2}", str(edition)):
        wrong["edition"] = 'write the year and month to which facts were checked, as "2026-10"'
    try:
        checked = date.fromisoformat(str(day))
    except ValueError:
        wrong["facts_checked_on"] = 'write the day to which facts were checked, as "2026-10-10"'
    if not isinstance(chapters, list) or not chapters:
        wrong["chapters"] = "list the pages that are chapters, as [history.md, outlook.md]"
    else:
        missing = [str(page) for page in chapters if not (docs / str(page)).is_file()]
        hints = [f"there is no page '{page}'; {_near(page, docs)}" for page in missing]
        wrong.update({"chapters": ", and ".join(hints)} if hints else {})
    if not isinstance(config.get("markdown_extensions"), list):
        wrong["markdown_extensions"] = "the list is missing; bring it back"
    site_url = str(config.get("site_url") or "")
    if site_url and not _PUBLIC.fullmatch(site_url):
        form = f"write it as https://example.org/courses/nato/, here or in the environment variable {ADDRESS}"
        wrong["site_url"] = f"'{site_url[:80]}' is no public address; {form}"
    if wrong:
        found = [Problem(_place(root, name), name, message) for name, message in wrong.items()]
        raise TimelineError(found)
    return Project(
        root=root,
        docs=docs,
        site=root / "site",
        dist=root / "dist",
        edition=str(edition),
        facts_checked=checked,
        chapters=tuple(map(str, chapters)),
        pages=tuple(_pages(config.get("nav") or [])),
        site_url=with_slash(site_url),
        name=str(config.get("site_name") or ""),
        tagline=str(extra.get("tagline") or ""),
        description=str(config.get("site_description") or ""),
    )


def with_slash(address: str) -> str:
    """Return a public address with one slash at its end, as MkDocs writes it; an empty one stays empty."""
    return address and address.rstrip("/") + "/"


def _pages(nav: object) -> Iterator[str]:
    """Yield the pages of a navigation: paths, `title: path`, and groups of them."""
    if isinstance(nav, str):
        yield nav
    for item in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from _pages(item)


def _near(page: str, docs: Path) -> str:
    hint = did_you_mean(page, [path.name for path in docs.glob("*.md")])
    return hint if hint.startswith("did you") else "name one that exists"


def _place(root: Path, name: str) -> Location:
    """Where a setting stands in mkdocs.yml; where it would have to stand, under `extra`, if it is not there."""
    extra = Location(CONFIG)
    inside = False
    for number, line in enumerate((root / CONFIG).read_text("utf-8-sig").splitlines(), 1):
        if re.match(r"[^\s#-]", line):
            inside = line.startswith("extra:")
            if line.startswith(f"{name}:"):
                return Location(CONFIG, number)
            extra = Location(CONFIG, number) if inside and name != "markdown_extensions" else extra
        if inside and re.match(rf"\s+{name}\s*:", line):
            return Location(CONFIG, number, len(line) - len(line.lstrip()) + 1)
    return extra

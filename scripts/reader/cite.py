"""How a place of this reader is cited: APA 7, Chicago 18 (bibliography) and MLA 9. Pure.

What is the same for all places is filled in at build; what differs stays open in the template, so that the
browser writes the very text that the tests read. A work is set in italics between two `*`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_timeline import Words, show_text
from mkdocs_timeline import parse as parse_date

from .linked_data import AUTHOR
from .places import Place
from .project import Project

# An event is told by its date too, because its title alone says no year.
TITLES = {"event": "{title} ({date})"}
_NAMED = {"figure": ", {number}", "event": ", {chapter}", "part": ", {chapter}", "term": ", {chapter}"}


@dataclass(frozen=True, slots=True)
class Style:
    """One style of citing.

    Attributes:
        text: the citation; `{where}` and `{at}` are filled with what follows, or with nothing. No full stop
            follows another mark.
        where: kind of place to how its place in the book is said.
        paragraph: how a paragraph of it is said, after that.
        at: how its address is said; left out where no public address is known.
    """

    text: str
    where: Mapping[str, str]
    paragraph: str
    at: str


STYLES = {
    "APA": Style(
        text="{author}. ({year}). {title}. In *{book}* ({edition} ed.{where}). {checked}.{at}",
        where={"chapter": ", Chapter {number}", "section": ", Section {number}", **_NAMED},
        paragraph=", para. {paragraph}",
        at=" {address}",
    ),
    "Chicago": Style(
        text="{author}. “{title}.” In *{book}*, {edition} ed.{where}. {year}. {checked}.{at}",
        where={"chapter": ", chap. {number}", "section": ", sec. {number}", **_NAMED},
        paragraph=", para. {paragraph}",
        at=" {address}.",
    ),
    "MLA": Style(
        text="{author}. “{title}.” *{book}*, {edition} ed.{where}, {year}{at}. {checked}.",
        where={"chapter": ", ch. {number}", "section": ", sec. {number}", **_NAMED},
        paragraph=", par. {paragraph}",
        at=", {address}",
    ),
}


def checked(project: Project) -> str:
    """Say to which day the facts were checked."""
    return f"Facts checked to {show_text(parse_date(project.facts_checked.isoformat()), Words())}"


def template(style: Style, project: Project) -> dict[str, object]:
    """Return a style with all filled in that is the same for every place, as the browser takes it."""
    text = _fill(
        style.text,
        author=AUTHOR,
        year=str(project.facts_checked.year),
        book=project.title,
        edition=project.edition,
        checked=checked(project),
    )
    return {"text": text, "where": dict(style.where), "paragraph": style.paragraph, "at": style.at}


def cite(place: Place, style: str, project: Project, paragraph: str = "") -> str:
    """Return the citation of a place as plain text.

    Args:
        place: what is cited.
        style: a name out of `STYLES`.
        project: the book, its edition and its address.
        paragraph: the number of a paragraph in it, or nothing.
    """
    form = template(STYLES[style], project)
    title, address = cited_title(place), project.public(place.address)
    where = form["where"].get(place.kind, "") + (form["paragraph"] if paragraph else "")
    text = form["text"].replace("*", "")
    if title.endswith(("?", "!")):
        text = text.replace("{title}.", "{title}")
    if not where:
        text = text.replace("{where}.", "")
    return _fill(
        text,
        title=title,
        where=_fill(where, number=place.number, chapter=place.chapter, paragraph=paragraph),
        at=_fill(form["at"], address=address) if address else "",
    )


def cited_title(place: Place) -> str:
    """Return the title under which a place is cited."""
    return _fill(TITLES.get(place.kind, "{title}"), title=place.title, date=place.date)


def _fill(text: str, **values: str) -> str:
    """Put values in at one stroke, so that no value is read as a template."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), text)

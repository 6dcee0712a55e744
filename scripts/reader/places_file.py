"""The script file `assets/places.js`: every place by number, id and title, for going to a place and taking it along. Pure.

A script, not JSON, because a page opened from disk may load scripts only. It is loaded when it is first needed.
"""

import json
from collections.abc import Iterable

from .places import Place
from .project import Project
from .take import take

FILE = "assets/places.js"


def places_script(places: Iterable[Place], project: Project) -> str:
    """Return the text of the file: one line for each place, so that a changed title is a changed line."""
    head = {"edition": project.edition, "checked": project.facts_checked.isoformat(), "address": project.site_url}
    head |= take(project)
    rows = (
        [place.id, place.kind, place.number, place.title, place.page, place.date, *_retired(place)]
        for place in places
        if place.kind != "source"  # thousands of words that the site's search finds too
    )
    lines = ",\n".join(_json(row) for row in rows)
    return f"window.readerPlaces = {{...{_json(head)}, places: [\n{lines}\n]}};\n"


def _retired(place: Place) -> list[str]:
    return [" ".join(place.aliases)] if place.aliases else []


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

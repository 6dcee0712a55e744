"""What a site tells the timeline: the options of the Markdown extension, which the plugin shares."""

from dataclasses import dataclass
from pathlib import Path

from .errors import Location, Problem, TimelineError
from .exports import EXPORTS
from .suggest import did_you_mean
from .words import Words

ON_ERROR = ("raise", "show")

# name: (default, meaning); the defaults suit a site whose docs folder is `docs`.
OPTIONS: dict[str, tuple[object, str]] = {
    "events": ("events.yml", "Events file, or a list of them that make one timeline; paths inside the docs folder."),
    "page": ("timeline.md", "Page with the full timeline; compact timelines link to it."),
    "sources": ("", "Bibliography in CSL form (YAML), to check keys and show short labels."),
    "source_page": ("", "Page that lists the sources; a key leads to `#src-KEY` on it."),
    "source_prefix": ("src-", "What stands before a key in the addresses of that page."),
    "require": ([], "Fields that every event must have, such as [id, sources]."),
    "exports": ([], "Forms in which the build writes the events and the page offers them: `json`, `csv`, `ics`, `timelinejs`."),
    "back_links": (True, "Whether a discussed section ends with links back to its events."),
    "words": ({}, "Other words than the English ones; see words.py for their names."),
    "on_error": ("raise", "`raise` stops the build; `show` puts the problems on the page, for writing."),
    "docs": ("", "The docs folder, where the host does not say it."),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Checked options, with paths made absolute."""

    docs: Path
    root: Path
    events: tuple[Path, ...]
    sources: Path | None
    page: str
    source_page: str
    source_prefix: str
    require: tuple[str, ...]
    exports: tuple[str, ...]
    back_links: bool
    words: Words
    on_error: str


def settings(given: dict[str, object], docs: Path, root: Path) -> Settings:
    """Check options.

    Args:
        given: option name to value, as the site's configuration has them.
        docs: the docs folder, as the host knows it.
        root: the folder that names in problems are relative to.

    Raises:
        TimelineError: with every option that is unknown or wrong.
    """
    problems = []

    def refuse(name: str, message: str) -> None:
        problems.append(Problem(Location("mkdocs.yml"), f"timeline.{name}", message))

    for name in given:
        if name not in OPTIONS:
            refuse(name, f"there is no such option; {did_you_mean(name, OPTIONS)}")
    values = {name: given.get(name, default) for name, (default, _) in OPTIONS.items()}
    words = Words()
    try:
        words = Words.from_option(values["words"] or {})
    except (ValueError, AttributeError) as error:
        refuse("words", str(error))
    if values["on_error"] not in ON_ERROR:
        refuse("on_error", f"'{values['on_error']}' is not one of its values; known: {', '.join(ON_ERROR)}")
    exports = tuple(map(str, values["exports"] or ()))
    for name in exports:
        if name not in EXPORTS:
            refuse("exports", f"there is no form '{name}'; {did_you_mean(name, EXPORTS)}")
    events = values["events"] if isinstance(values["events"], list) else [values["events"]]
    folder = (root / str(values["docs"])) if values["docs"] else docs
    if problems:
        raise TimelineError(problems)
    return Settings(
        docs=folder,
        root=root,
        events=tuple(folder / str(name) for name in events),
        sources=folder / str(values["sources"]) if values["sources"] else None,
        page=str(values["page"]),
        source_page=str(values["source_page"]),
        source_prefix=str(values["source_prefix"]),
        require=tuple(map(str, values["require"] or ())),
        exports=exports,
        back_links=bool(values["back_links"]),
        words=words,
        on_error=str(values["on_error"]),
    )


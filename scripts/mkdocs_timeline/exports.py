"""Every export by its name and file ending: the build, the plugin and the command line write the same bytes."""

from urllib.parse import urlsplit

from .model import Timeline
from .to_csv import to_csv
from .to_ics import to_ics
from .to_json import to_json
from .to_timelinejs import to_timelinejs
from .words import Words

# name: (what stands after the page's name in the file's name, how a link to it is called)
EXPORTS = {
    "json": (".json", "JSON"),
    "csv": (".csv", "CSV"),
    "ics": (".ics", "iCalendar"),
    "timelinejs": ("-timelinejs.json", "TimelineJS"),
}


def export(name: str, timeline: Timeline, page_url: str, title: str, words: Words | None = None) -> str:
    """Return one export as text.

    Args:
        name: a key of EXPORTS.
        timeline: what to write.
        page_url: address of the timeline page, absolute where the site has one.
        title: title of the site or timeline.
        words: the words of the language.
    """
    if name == "json":
        return to_json(timeline, page_url)
    if name == "csv":
        return to_csv(timeline)
    if name == "ics":
        host = urlsplit(page_url).hostname
        return to_ics(timeline, page_url, title, words, *([host] if host else []))
    return to_timelinejs(timeline, page_url, title, words)


def file_name(name: str, page: str) -> str:
    """Return the file of an export, beside its page: `timeline.md` gives `timeline.ics`."""
    return page.removesuffix(".md") + EXPORTS[name][0]

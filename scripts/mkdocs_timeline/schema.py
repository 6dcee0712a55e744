"""Every field of the events file, declared once.

The validator, the JSON Schema for editors and the reference table of the documentation are made from these
declarations. A kind is a name that `kinds.py` knows how to read and `json_schema.py` how to describe.
"""

from dataclasses import dataclass

STATUSES = ("established", "contested", "announced", "superseded")
PERIOD_RULES = ("separate", "continuous", "free")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its kind, whether it must be there, and its meaning in one sentence."""

    name: str
    kind: str
    help: str
    needed: bool = False
    choices: tuple[str, ...] = ()


POSITION = (
    Field("who", "actor", "Whose position it is: a key of `actors`.", needed=True),
    Field("says", "inline", "What they say; inline Markdown.", needed=True),
    Field("sources", "sources", "Keys of the bibliography that hold their own words."),
)

MEDIA = (
    Field("file", "path", "Path of a picture inside the docs folder.", needed=True),
    Field("alt", "text", "What the picture shows, for those who do not see it.", needed=True),
    Field("credit", "text", "Who is to be credited."),
)

PERIOD = (
    Field("id", "id", "Address of the period; written by hand, never reused.", needed=True),
    Field("title", "text", "Name of the period.", needed=True),
    Field("from", "date", "First day, month or year.", needed=True),
    Field("to", "date", "Last day, month or year; leave it out while the period lasts."),
)

EVENT = (
    Field("date", "span", "When: an EDTF date or span, never more precise than known.", needed=True),
    Field("title", "text", "What happened, as a short clause.", needed=True),
    Field("id", "id", "Public address; written by hand, never derived, never reused."),
    Field("aliases", "ids", "Retired ids that still lead here."),
    Field("summary", "inline", "One or two sentences; inline Markdown."),
    Field("category", "category", "Kind of event: a key of `categories`."),
    Field("actors", "actors", "Who took part: keys of `actors`."),
    Field("importance", "choice", "1 for what everyone should know, 3 for detail; 2 if left out.", choices=("1", "2", "3")),
    Field("status", "choice", "How sure the event itself is.", choices=STATUSES),
    Field("as_of", "date", "Day or month when a statement that ages was last seen to be so."),
    Field("see", "sections", "Where it is discussed: `page.md#section`."),
    Field("sources", "sources", "Keys of the bibliography."),
    Field("positions", "positions", "What the sides say where they differ."),
    Field("media", "media", "One picture."),
    Field("related", "ids", "Ids of other events."),
)

FILE = (
    Field("events", "events", "The events, in any order.", needed=True),
    Field("categories", "labels", "Key to name; if given, other categories are refused."),
    Field("actors", "labels", "Key to name; if given, other actors are refused."),
    Field("periods", "periods", "Named stretches of time, in order."),
    Field(
        "period_rule",
        "choice",
        "`separate`: periods never overlap (the default); `continuous`: they leave no gap either; `free`: no rule.",
        choices=PERIOD_RULES,
    ),
)

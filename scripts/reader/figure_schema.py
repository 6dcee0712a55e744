"""Every field of a figure's file, declared once: what a kind draws, what head and rows may hold."""

from collections.abc import Mapping

from mkdocs_timeline import Field

# Kind of figure to the columns it can draw: those it must have, and those it may have.
KINDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "bars": (
        frozenset({"label"}),
        frozenset({"detail", "when", "then", "more"}),
    ),  # every other column is a part of the bar
    "spans": (frozenset({"label", "to"}), frozenset({"detail", "mark", "from", "halted", "more"})),
    "dots": (frozenset({"label", "who", "value"}), frozenset({"more"})),
    "map": (frozenset({"label", "when"}), frozenset({"more"})),
}
MOST_PARTS, MOST_SERIES = 3, 5  # what can be told apart by its pattern

HEAD = (
    Field("title", "text", "What the figure shows, as a title.", needed=True),
    Field("kind", "choice", f"How it is drawn: {', '.join(KINDS)}.", needed=True, choices=tuple(KINDS)),
    Field(
        "caption", "inline", "What it says, and what it must not be read as; inline Markdown.", needed=True
    ),
    Field(
        "alt",
        "text",
        "What is to be seen, in one to three sentences, for those who do not see it.",
        needed=True,
    ),
    Field("gaps", "inline", "What is missing, and why; inline Markdown.", needed=True),
    Field("columns", "labels", "Columns of the data, in order: key to heading.", needed=True),
    Field("series", "labels", "Kinds of marks, or of states on a map: key to its words in the legend."),
    Field("unit", "text", "What is counted, as it stands after a number."),
    Field("total", "text", "What all parts of a bar are together."),
    Field("step", "number", "A bar is cut into pieces of this size."),
    Field("until", "date", "Day or month to which spans without an end are drawn."),
    Field("sources", "sources", "Keys of the bibliography for the figure as a whole."),
    Field("aliases", "ids", "Retired ids that still lead here."),
    Field("rows", "events", "The data, in order.", needed=True),
)
ROW = (
    Field("label", "text", "Whose data the row holds.", needed=True),
    Field("detail", "text", "Words below the label."),
    Field("more", "text", "Words for the table only."),
    Field("sources", "sources", "Keys of the bibliography that show the row.", needed=True),
    Field("as_of", "date", "Day or month when a value that ages was last seen to be so."),
    Field("note", "text", "What a reader of the data should know."),
)
OF_KIND = {
    "bars": (
        Field("when", "date", "Day, month or year of the row; for the table."),
        Field("then", "date", "A later day that belongs to the row; for the table."),
    ),
    "spans": (
        Field("mark", "date", "A single day, as that of signing."),
        Field("from", "date", "First day."),
        Field("halted", "date", "Day from which it held only in part."),
        Field("to", "date", "Last day; leave it out while it lasts."),
    ),
    "dots": (
        Field("series", "series", "Kind of mark: a key of `series`.", needed=True),
        Field("who", "text", "Who gives the number.", needed=True),
        Field("value", "number", "The number, or a range as 100-200.", needed=True),
    ),
    "map": (
        Field("series", "series", "Group on the map: a key of `series`.", needed=True),
        Field("when", "date", "Since when.", needed=True),
        Field("codes", "codes", "Three-letter codes of the states (ISO 3166) that the map shows."),
    ),
}  # fmt: skip


def row_fields(kind: str, columns: Mapping[str, str]) -> tuple[Field, ...]:
    """What a row may hold: what all have, and the columns that the figure declares."""
    always = {"label", "sources", "as_of", "note", "series", "codes"}
    known = [item for item in (*ROW, *OF_KIND.get(kind, ())) if item.name in always | set(columns)]
    names = {item.name for item in known}
    parts = [key for key in columns if kind == "bars" and key not in names]
    return (*known, *(Field(key, "number", "A number, or a range as 100-200.") for key in parts))

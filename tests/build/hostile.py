"""A small project in which every field of the data holds ill will, made from the declarations of the fields.

A field whose kind takes any text gets hostile text of its own. Of any other kind, it needs a plain value below, and all that is in
REFUSED must be refused there. So a new field is tried, or it stops the tests until it has its value.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_timeline.options import OPTIONS
from mkdocs_timeline.schema import EVENT, FILE, MEDIA, PERIOD, POSITION
from reader import exceptions, figure_schema, offline_data, source_fields, sources
from playwright.sync_api import Error
from small import FILES, small_project

EVIL = """<script>alert(1)</script><img src=x onerror=alert(2)>" onmouseover="alert(3)' &amp; </title>--> ]]> {{ config }} %s"""
LONG = "W" * 600
# What the check of the built site takes for Markdown that was not read, and refuses.
LEFT_OVER = ("/// timeline", "**x**", "{#x}", "{: .x }", "[@x]", "[^x]", "[x](https://evil.example/)")
# What does harm at the beginning of a cell, a line or a paragraph; each text begins with one of them.
STARTS = (
    "=1+1", '=HYPERLINK("https://evil.example","x")', "+1+1", "-1+1", "@SUM(A1)", "'=1",
    "ER  - ", "TY  - BOOK", "BEGIN:VEVENT", "END:VCALENDAR",
    "\\N", "@book{x, title = {y}}", "# x", "> x", "1. x", "| x | y |", "~~~ x", "--8<-- '../../etc/passwd'",
    "{!../../etc/passwd!}", "[x](javascript:alert(4))",
    "![x](nothing.png)", "*[x]: y", "[^1]: z", "``` x", "<!-- x", "<![CDATA[ x", "\\", LONG,
)  # fmt: skip
# What does harm wherever it stands.
REST = (
    EVIL
    + r" {% raw %} {{ 7*7 }} ${HOME} \n \N \u2028 \input{/etc/passwd} $x$ #1 ~ ^ } { @string{x = 1} "
    "`x` ``y` *a* __b__ _c_ [d] [e][f] {g onclick=h} {: onclick=i} "
    "<b>j</b> </article> </span> </text></svg> <?php k ?> &#60;l&#62; &lt;m&gt; "
    "javascript:alert(5) https://evil.example/ wzxhzdk:0 a;b,c\td  “n” é END:VEVENT"
)
# For titles, descriptions and settings, which the theme writes as they are: all that is no markup to it.
PLAIN_HEAD = r"{{ config }} {% raw %} %s ]] -- 'x' \N @book{x} & $y$ \input{z} `a` *b* [c](d) #e ~ ^ a;b,c é"

# Signs that the fonts of the PDF lack: it is not made with them.
BEYOND = " 北京 🕊 \ue0009\ue001"

# Kinds of fields that take any text; those that hold fields of their own; all others have a form.
ANY_TEXT = {"text", "inline", "labels"}
INSIDE = {"events", "periods", "positions", "media"}
# A name may also be one text.
EITHER = {"names"}

# A figure of each kind, and one of bars that have a single part, which shows its unit.
FIGURES = {**{f"fig-{kind}": kind for kind in figure_schema.KINDS}, "fig-one": "bars"}
# Where the fields are declared: how a table is called here, and its fields.
TABLES = {
    "file": FILE,
    "event": EVENT,
    "position": POSITION,
    "media": MEDIA,
    "period": PERIOD,
    "source": sources.FIELDS,
    "name": source_fields.NAME,
    "figure": figure_schema.HEAD,
    **{
        f"row of {kind}": figure_schema.row_fields(kind, dict.fromkeys(must | may, "")) for kind, (must, may) in figure_schema.KINDS.items()
    },
    "edition": offline_data.FIELDS,
    "trial": offline_data.TRIAL,
    "exception": exceptions.FIELDS,
    "block": OPTIONS,
}

COMMON = (
    EVIL,
    "=1+1",
    "-1+1",
    "{{ config }}",
    "javascript:alert(1)",
    "../../etc/passwd",
    "x y",
    'x"y',
    "x<y",
    "\\N",
    LONG,
    "\ue000",
    "北京",
)
LINKS = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#x73;cript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example/x",
    "http://[bad",
)
PATHS = ("../../etc/passwd", "/etc/passwd", "..\\secret.png", "assets/../../../x.png", "C:/x.png", "http://evil.example/x.png")
OF_KIND = {
    "date": ("2001-02-30", "1949-13", "1949-04-04/", "=1949", "-1", "1e9", "١٩٤٩", "1949-04-04T00:00"),
    "span": ("2001-02-30", "1949/1948", "=1949", "/", "1e9"),
    "number": ("-1", "0x10", "1e9", "9" * 20, "1.5", "=1", "٣"),
    "url": (*LINKS, "https://example.org/<x>", "https://example.org/ x", 'https://example.org/"x'),
    "path": PATHS,
    "language": ("e", "en us", "en_GB", "EN", 'en" onclick="x'),
    "choice": ("", "constructor", "__proto__", "0"),
    "codes": ("pol", "POLX", "ZZZ"),
}


def refused(kind):
    """Every value that a field with a form refuses; a field that holds others is refused where it is one text."""
    return (EVIL, "=1+1") if kind in INSIDE else (*COMMON, *OF_KIND.get(kind, ()))


def formed():
    """Every field that has a form: table, field."""
    return [(table, one) for table, fields in TABLES.items() for one in fields if one.kind not in ANY_TEXT | EITHER]


def field_of(table, name):
    return next(one for one in TABLES[table] if one.name == name)


def folded(text):
    return " ".join(text.split())


def as_inline(text):
    """A text as inline Markdown that is to show exactly that text."""
    for sign in "\\`*_[](":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("&", "&amp;")


@dataclass
class Writer:
    """Writes the files.

    Attributes:
        hostile: whether fields that take any text have hostile text.
        wrong: one value to put in: table, field, value.
        more: what each hostile text ends with.
        texts: every text by its table, field and number.
    """


    hostile: bool
    wrong: tuple = ("", "", "")
    more: str = ""
    texts: dict = field(default_factory=dict)

    def text(self, table, one, number):
        """A text for one field: what begins it goes round, so that each field has had all where there are enough numbers."""
        start = STARTS[number % len(STARTS)]
        text = f"{start} {table}-{one.name}-{number} {REST}{self.more}" if self.hostile else f"{table} {one.name} {number}"
        self.texts[table, one.name, number] = text
        return as_inline(text) if one.kind == "inline" else text

    def record(self, table, number=0, **plain):
        """One group of fields: hostile text where any is taken, and what is given for the others; None leaves one out."""
        made = {}
        for one in TABLES[table]:
            if self.wrong[:2] == (table, one.name) and plain.get(one.name, "") is not None:
                made[one.name] = self.wrong[2]
                self.wrong = ("", "", "")  # once
            elif one.name in plain:
                given = plain[one.name]
                assert one.kind not in ("text", "inline") or given in (None, *self.texts.values()), (
                    f"{table}: '{one.name}' takes any text, and has a plain value"
                )
                made[one.name] = given
            elif one.kind in ("text", "inline"):
                made[one.name] = self.text(table, one, number)
            else:
                raise AssertionError(f"{table}: the new field '{one.name}' of the kind '{one.kind}' needs a plain value in hostile.py")
        return {name: value for name, value in made.items() if value is not None}

    def labels(self, table, name, keys, first=0):
        """Names for keys, each hostile."""
        return {key: self.text(table, field_of(table, name), number) for number, key in enumerate(keys, first)}

    def events(self):
        """The events file: an event for each way to begin a text."""
        count = len(STARTS) if self.hostile else 2
        actors, categories = ["nato", "russia", *(f"a{n}" for n in range(count))], [f"c{n}" for n in range(count)]
        return self.record(
            "file",
            categories=self.labels("file", "categories", categories),
            actors=self.labels("file", "actors", actors),
            periods=[self.record("period", n, id=f"p{n}", **{"from": str(1950 + 5 * n), "to": str(1954 + 5 * n)}) for n in range(6)],
            period_rule="separate",
            events=[self.event(n, count) for n in range(count)],
        )

    def event(self, n, count):
        sides = [
            self.record("position", 2 * n + at, who=who, sources=[key]) for at, (who, key) in enumerate((("nato", "s0"), ("russia", "s1")))
        ]
        return self.record(
            "event",
            n,
            date=f"{1950 + n}-02/{1950 + n}-03~",
            id=f"e{n}-{1950 + n}",
            aliases=[f"old-e{n}"],
            category=f"c{n}",
            actors=[f"a{n}", "nato"],
            importance="1",
            status="contested",
            as_of="2026-10",
            see=["history.md#pact"],
            sources=[f"s{n}"],
            positions=sides,
            media=self.record("media", n, file="assets/favicon.png"),
            related=[f"e{(n + 1) % count}-{1950 + (n + 1) % count}"],
        )

    def sources(self):
        """The bibliography: bodies, persons, and a source that nothing cites."""
        count = len(STARTS) + 1 if self.hostile else 3
        return [
            self.record(
                "source",
                n,
                id=f"s{n}",
                type=sources.TYPES[n % len(sources.TYPES)],
                author=[
                    self.record("name", n, **({"family": None, "given": None} if n % 2 else {"literal": None})),
                    self.text("source", field_of("source", "author"), n),
                ],
                issued="1990~",
                URL=f"https://example.org/{n}",
                archive=f"https://archive.example/{n}",
                accessed="2026-10-10",
                listed=self.text("source", field_of("source", "listed"), n) if n == count - 1 else None,
                side=("nato", "russia", "independent")[min(n, 2)],
                kind="official",
                language="ru",
                aliases=[f"old-s{n}"],
            )
            for n in range(count)
        ]

    def figure(self, name):
        """A figure with every column that its kind can draw; what its kind does not show is left out."""
        kind, number = FIGURES[name], list(FIGURES).index(name)
        must, may = figure_schema.KINDS[kind]
        parts = {"fig-bars": ["one", "two"], "fig-one": ["one"]}.get(name, [])
        columns = sorted(must | may, key=lambda key: key != "label") + parts
        has = {
            "series": kind in ("dots", "map"),
            "total": name == "fig-bars",
            "unit": name == "fig-one",
            "step": kind == "bars",
            "until": kind == "spans",
        }
        given = {
            "kind": kind,
            "columns": self.labels("figure", "columns", columns, 10 * number),
            "series": self.labels("figure", "series", ("x", "y"), 10 * number) if has["series"] else None,
            "step": "10",
            "until": "2026-10",
            "sources": ["s0"],
            "aliases": [f"old-{name}"],
            "rows": [self.row(kind, n, parts) for n in range(7 * number, 7 * number + (7 if self.hostile else 2))],
        }
        return self.record(
            "figure",
            number,
            **{name: value for name, value in given.items() if has.get(name, True)} | {name: None for name in has if not has[name]},
        )

    def row(self, kind, n, parts):
        dates = {"when": "1950", "then": "1951", "mark": "1950", "from": "1951", "halted": "1960", "to": "1970"}
        given = {
            **dates,
            "sources": ["s1"],
            "as_of": "2026-10",
            "series": "x" if n % 2 else "y",
            "value": "100-200",
            "codes": ["POL"] if n == 21 else [],
        }
        known = {one.name for one in TABLES[f"row of {kind}"]}
        return self.record(f"row of {kind}", n, **{key: value for key, value in given.items() if key in known}) | dict.fromkeys(parts, "7")

    def editions(self):
        return [
            self.record("edition", n, name=name, tested=[self.record("trial", 2 * n + at) for at in range(2)])
            for n, name in enumerate(("zip", "html"))
        ]

    def exceptions(self):
        """None in truth: each must let something pass."""
        return [self.record("exception", rule="claim")] if self.wrong[0] == "exception" else []

    def block(self):
        """Options of a timeline; all at once would leave one event on the page."""
        shown = [one.name for one in OPTIONS] if self.wrong[0] == "block" else ("form", "group", "order", "limit", "controls")
        plain = {"form": "full", "group": "period", "category": "c0", "actor": "nato", "period": "p0", "from": "1950", "to": "2000"}
        plain |= {"ids": "e0-1950", "importance": "3", "section": "history.md#pact", "order": "oldest", "limit": "100", "controls": "yes"}
        made = self.record("block", **plain)
        return {name: made[name] for name in shown}


def lines(values, indent=""):
    """A group as YAML, a field a line; JSON is YAML too."""
    return "".join(f"{indent}{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in values.items())


def listed(records):
    return "".join("- " + lines(record, "  ")[2:] for record in records) or "[]\n"


POSITION = "\n/// position | NATO and Allies\n"
OFFLINE = """---
title: Offline
description: "How to take it away."
---

# Offline { #offline }

/// this-copy
///

/// editions
///

## A zip { #offline-zip }

/// edition | zip
///

## One file { #offline-html }

/// edition | html
///
"""


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


def hostile_files(writer):
    """Every file of the project that holds data: path to text."""
    events = writer.events()
    body = {name: value for name, value in events.items() if name not in ("events", "periods")}
    nested = "".join(
        f"{name}:\n{listed(events[name])}" if isinstance(events[name], list) else lines({name: events[name]})
        for name in ("periods", "events")
    )
    files = {
        "docs/events.yml": lines(body) + nested,
        "docs/sources.yml": listed(writer.sources()),
        "docs/editions.yml": listed(writer.editions()),
        "docs/offline.md": OFFLINE,
        exceptions.FILE.as_posix(): listed(writer.exceptions()),
        "docs/timeline.md": FILES["docs/timeline.md"].replace("    group: period\n", lines(writer.block(), "    ")),
    }
    for name in FIGURES:
        figure = writer.figure(name)
        rows = figure.pop("rows")
        files[f"docs/figures/{name}.yml"] = lines(figure) + (f"rows:\n{listed(rows)}" if isinstance(rows, list) else lines({"rows": rows}))
    page = FILES["docs/history.md"]
    for old, new in (("treaty-1949", "s0"), ("book-1990", "s2"), ("note-1949", "s1")):
        page = page.replace(old, new)
    page = page.replace("/// figure | fig-members\n///\n", "\n".join(f"/// figure | {name}\n///\n" for name in FIGURES))
    if writer.hostile:
        page = page.replace('title: "History"', f"title: {quoted('=1 title ' + PLAIN_HEAD)}")
        page = page.replace('description: "How it began, in one chapter."', f"description: {quoted('@1 description ' + PLAIN_HEAD)}")
        page = page.replace(POSITION, POSITION.replace("NATO and Allies", PLACE_TEXT)).replace("[@s0, art. 5", f"[@s0, {CITED_TEXT}")
    files["docs/history.md"] = page
    files["docs/glossary.md"] = FILES["docs/glossary.md"].replace("treaty-1949", "s0")
    return files


# What stands in the blocks and citations of a page, where a bracket, a semicolon or a line would end it.
PLACE_TEXT = f"NATO and Allies {EVIL}"
CITED_TEXT = "art. 5 " + EVIL.replace("]", "").replace(";", "")
SETTINGS = {
    "site_name": "Reader",
    "site_description": "About",
    "site_author": "Author",
    "tagline": "tagline",
    "facts_checked": "10 October 2026",
}


def hostile_project(root: Path, writer: Writer) -> Path:
    """Write the project into a folder and return it."""
    small_project(root)
    (root / "docs/figures/fig-members.yml").unlink()
    for name, text in hostile_files(writer).items():
        (root / name).write_text(text, "utf-8", newline="\n")
    config = (root / "mkdocs.yml").read_text("utf-8")
    config = config.replace("  - about/method.md\n", "  - offline.md\n  - about/method.md\n", 1)
    if writer.hostile:
        for name, words in SETTINGS.items():
            (line,) = (line for line in config.splitlines() if line.strip().startswith(f"{name}: "))
            config = config.replace(line, f"{line.partition(':')[0]}: {quoted(f'{words} {PLAIN_HEAD}')}", 1)
        config = config.replace("  - index.md\n", f"  - {quoted('=1 nav ' + PLAIN_HEAD)}: index.md\n", 1)
    (root / "mkdocs.yml").write_text(config, "utf-8", newline="\n")
    return root


# What a browser shows of a page: all its text and all its attributes, and what of them is live that must not be.
LOOK = """() => {
  const page = document.documentElement.cloneNode(true)
  const live = [...page.querySelectorAll("script")].filter((script) => script.text.trim() === "alert(1)").map(() => "script")
  page.querySelectorAll("script, style").forEach((node) => node.remove())
  const nodes = [page, ...page.querySelectorAll("*")]
  const marks = nodes.flatMap((node) => [...node.attributes])
  live.push(...marks.filter((mark) => mark.name.startsWith("on")).map((mark) => mark.name))
  const runs = (mark) => ["href", "src"].includes(mark.name) && /^\\s*(javascript|vbscript|data:text)/i.test(mark.value)
  live.push(...marks.filter(runs).map((mark) => mark.value))
  const made = page.querySelectorAll("b, object, [src='x'], [href*='evil.example'], [src*='evil.example']")
  live.push(...[...made].map((node) => node.outerHTML.slice(0, 80)))
  return { live, text: [page.textContent, ...marks.map((mark) => mark.value)].join("\\n"), wide: document.documentElement.scrollWidth }
}"""


def squeezed(text):
    """A text without white space, for drawings break it into lines, and programs fold it."""
    return "".join(text.split())


def look(page, addresses, settle=150, fits=True):
    """Open pages one after the other; returns all that they show, squeezed, and of each what is live, too wide, or failed."""
    shown, wrong = [], {}
    dialogs = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message) or dialog.dismiss())
    for address in addresses:
        page.problems.clear()
        dialogs.clear()
        page.goto(address, wait_until="load")
        page.wait_for_timeout(settle)
        try:
            found = page.evaluate(LOOK)
        except Error:  # a page that has moved leads on just now
            page.wait_for_load_state("load")
            found = page.evaluate(LOOK)
        shown.append(found["text"])
        wide = [found["wide"]] if fits and found["wide"] > page.viewport_size["width"] else []
        told = [*found["live"], *dialogs, *page.problems, *wide]
        if told:
            wrong[address.rpartition("/")[2]] = told
    return squeezed("\n".join(shown)), wrong


# Fields whose text no page shows: of the test that is named in editions.yml, and of the exceptions of the lint.
UNSEEN = {("trial", "test"), *(("exception", one.name) for one in exceptions.FIELDS)}


def lost(writer, shown):
    """The texts of the data that are not there as they are."""
    return sorted({key for key, text in writer.texts.items() if key[:2] not in UNSEEN and squeezed(text) not in shown})

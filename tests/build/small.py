"""A small project with everything that the real one has: one chapter, a few events and sources, a figure, a term.

It is checked in a few milliseconds and built in a second, so that thousands of mistakes can be tried on it.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FILES = {
    "docs/index.md": '---\ntitle: Start\ndescription: "Where to begin."\n---\n\n# Start { #home }\n\nRead [the chapter](history.md#pact), the [timeline](timeline.md) or the [sources](sources.md).\n',
    "docs/history.md": """---
title: "History"
description: "How it began, in one chapter."
---

# History { #history }

/// in-short
The pact was signed in 1949.[@treaty-1949]
///

## How did it begin? { #pact aliases="old-pact" }

Twelve states signed the [pact](glossary.md#term-pact) on 4 April 1949.[@treaty-1949, art. 5; @book-1990]

//// positions

/// position | What is established
The text names no adversary.[@treaty-1949]
///

/// position | NATO and Allies
They called it a defence.[@treaty-1949]
///

/// position | Russian government
The note called it a threat.[@note-1949]
///

////

/// figure | fig-members
///

### What followed? { #after }

- One thing.
- Another, see [above](#pact).

/// timeline
    form: compact
    section: history.md#pact
///
""",
    "docs/timeline.md": "---\ntitle: Timeline\ndescription: \"All events.\"\n---\n\n# Timeline { #timeline }\n\n/// timeline\n    group: period\n///\n",
    "docs/sources.md": "---\ntitle: Sources\ndescription: \"All sources.\"\n---\n\n# Sources { #sources }\n\n/// bibliography\n///\n",
    "docs/glossary.md": "---\ntitle: Glossary\ndescription: \"All terms.\"\n---\n\n# Glossary { #glossary }\n\n## A–Z { #terms }\n\n### Pact { #term-pact }\n\nA treaty.[@treaty-1949]\n\nAlso: alliance.\n",
    "docs/about/method.md": "---\ntitle: Method\ndescription: \"How it was made.\"\n---\n\n# Method { #method }\n\nBy hand.\n",
    "docs/sources.yml": """- id: treaty-1949
  type: treaty
  author:
    - literal: NATO
  title: The Treaty
  issued: 1949-04-04
  publisher: NATO
  URL: https://example.org/treaty
  side: nato
  kind: treaty
- id: note-1949
  type: document
  author:
    - {literal: Soviet government}
  title: "A note: of protest"
  issued: 1949-03-31
  side: russia
  kind: official
  language: ru
- id: book-1990
  type: book
  author:
    - {family: Writer, given: Ann}
  title: A book
  issued: 1990~
  publisher: A press
  URL: https://example.org/book?a=1&b=2
  side: independent
  kind: academic
  aliases: [book-1989]
""",
    "docs/events.yml": """categories: {diplomacy: Diplomacy, conflict: Conflict}
actors: {nato: NATO, russia: Russia}
periods:
  - {id: early, title: Early years, from: 1945, to: 1989}
  - {id: late, title: Later years, from: 1990}
events:
  - id: pact-1949
    date: 1949-04-04
    title: Twelve states sign a pact
    summary: It enters into force in *August*.
    category: diplomacy
    actors: [nato]
    importance: 1
    see: [history.md#pact]
    sources: [treaty-1949]
  - id: note-1949-march
    date: 1949-03-31
    title: "A note: Moscow protests"
    summary: The note calls the pact a threat.
    category: diplomacy
    actors: [russia, nato]
    status: contested
    see: [history.md#pact]
    sources: [note-1949]
    positions:
      - who: nato
        says: It is a defence.
        sources: [treaty-1949]
      - who: russia
        says: It is a threat.
        sources: [note-1949]
    aliases: [protest-1949]
    related: [pact-1949]
  - id: book-1990-appears
    date: 1990~/..
    title: A book is read
    summary: It is read still.
    category: conflict
    actors: [russia]
    as_of: 2026-10
    see: [history.md#after]
    sources: [book-1990]
""",
    "docs/figures/fig-members.yml": """title: Members
kind: bars
caption: Members by year.
alt: Two bars, the second longer.
gaps: Nothing is missing.
columns: {label: Year, when: Date, count: Members}
total: members
rows:
  - {label: "1949", when: 1949-08-24, count: 12, sources: [treaty-1949]}
  - {label: "1990", when: 1990, count: 16, note: About., sources: [book-1990]}
""",
    "scripts/reader/exceptions.yml": "[]\n",
}


def small_project(root: Path) -> Path:
    """Write the project into a folder and return it; settings and templates are those of the real one."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    start, end = config.index("nav:\n"), config.index("\nextra:")
    nav = "nav:\n  - index.md\n  - history.md\n  - timeline.md\n  - sources.md\n  - glossary.md\n  - about/method.md\n"
    config = config[:start] + nav + config[end:]
    line = next(line for line in config.split("\n") if line.strip().startswith("chapters: &chapters"))
    config = config.replace(line, "  chapters: &chapters [history.md]")
    (root / "mkdocs.yml").write_text(config, "utf-8", newline="\n")
    return root

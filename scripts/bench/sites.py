"""Writes the sites and pages that are compared, all with the same events.

ours     this package on Material
floor    the very markup of our events as ready-made HTML on the same theme, without our style and script
neoteroi neoteroi-mkdocs' timeline on the same theme
"""

import json
import re
from pathlib import Path

from mkdocs_timeline.to_yaml import to_yaml

from .synthetic import ACTORS, CATEGORIES

BUILT = ("ours", "floor", "neoteroi")
_CONFIG = """\
site_name: Benchmark
use_directory_urls: false
theme: {name: material, font: false}
extra: {generator: false}
plugins: %s
markdown_extensions: %s
"""


def write_sites(folder: Path, events: list[dict]) -> dict[str, Path]:
    """Write the sources of ours and neoteroi; the floor needs our built page, see `write_floor`."""
    ours = _site(folder / "ours", "[timeline]", "[attr_list, {mkdocs_timeline: {sources: sources.yml, source_page: sources.md}}]")
    _page(ours, "timeline.md", "# Timeline { #timeline }\n\n/// timeline\n    group: decade\n///\n")
    (ours / "docs" / "events.yml").write_text(to_yaml(events, {"categories": CATEGORIES, "actors": ACTORS}), "utf-8")
    sources = [{"id": f"source-{number}", "author": [{"literal": f"Archive {number}"}], "issued": 1990 + number} for number in range(50)]
    (ours / "docs" / "sources.yml").write_text(json.dumps(sources), "utf-8")
    anchors = "".join(f'<p id="src-source-{number}">Archive {number}</p>\n' for number in range(50))
    _page(ours, "sources.md", f"# Sources {{ #sources }}\n\n{anchors}")

    neoteroi = _site(folder / "neoteroi", "[]", "[neoteroi.timeline]")
    items = [{"title": event["title"], "content": event["summary"], "sub_title": event["date"]} for event in events]
    (neoteroi / "docs" / "events.json").write_text(json.dumps(items), "utf-8")
    _page(neoteroi, "timeline.md", "# Timeline\n\n[timeline(./docs/events.json)]\n")
    return {"ours": ours, "neoteroi": neoteroi}


def write_floor(folder: Path, built_page: Path) -> Path:
    """Write the floor from our built page: its events as HTML, and nothing of ours besides."""
    html = built_page.read_text("utf-8")
    start = html.index('<section aria-labelledby="decade')
    end = html.rindex("</section>", start) + len("</section>")
    # One line, so that Markdown takes it as one block of HTML and reads nothing in it.
    markup = re.sub(r"\s*\n\s*", " ", html[start:end])
    floor = _site(folder / "floor", "[]", "[attr_list, md_in_html]")
    _page(floor, "timeline.md", f"# Timeline {{ #timeline }}\n\n<div>{markup}</div>\n")
    anchors = "".join(f'<p id="src-source-{number}">Archive {number}</p>\n' for number in range(50))
    _page(floor, "sources.md", f"# Sources\n\n{anchors}")
    return floor


def write_peers(folder: Path, events: list[dict], modules: Path) -> None:
    """Write pages for TimelineJS3 and vis-timeline as their own documentation shows, served from `folder`."""
    from mkdocs_timeline.source import read
    from mkdocs_timeline.to_timelinejs import to_timelinejs
    from mkdocs_timeline.validate import validate

    node, _ = read(to_yaml(events, {"categories": CATEGORIES, "actors": ACTORS}), "events.yml")
    timeline, _ = validate([node])
    (folder / "node_modules").symlink_to(modules)
    (folder / "timelinejs.json").write_text(to_timelinejs(timeline, "timeline.html", "Benchmark"), "utf-8")
    (folder / "timelinejs.html").write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>TimelineJS3</title>'
        '<link rel="stylesheet" href="node_modules/@knight-lab/timelinejs/dist/css/timeline.css">'
        '<script src="node_modules/@knight-lab/timelinejs/dist/js/timeline.js"></script></head><body>'
        '<div id="timeline" style="width:100%;height:600px"></div>'
        '<script>window.timeline = new TL.Timeline("timeline", "timelinejs.json")</script></body></html>',
        "utf-8",
    )
    items = [{"id": event["id"], "content": event["title"], "start": event["date"], "title": event["summary"]} for event in events]
    (folder / "vis.html").write_text(
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>vis-timeline</title>'
        '<link rel="stylesheet" href="node_modules/vis-timeline/styles/vis-timeline-graph2d.min.css">'
        '<script src="node_modules/vis-timeline/standalone/umd/vis-timeline-graph2d.min.js"></script></head><body>'
        f'<div id="timeline"></div><script>new vis.Timeline(document.getElementById("timeline"), {json.dumps(items)}, {{}})</script>'
        "</body></html>",
        "utf-8",
    )


def _site(folder: Path, plugins: str, extensions: str) -> Path:
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(_CONFIG % (plugins, extensions), "utf-8")
    (folder / "docs" / "index.md").write_text("# Benchmark\n", "utf-8")
    return folder


def _page(site: Path, name: str, text: str) -> None:
    (site / "docs" / name).write_text(text, "utf-8")

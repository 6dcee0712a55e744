"""The reader's own text on plain Material, with nothing of ours: what the theme alone costs.

text   the sources as they are, without our extensions: for the time of a build
pages  the finished content of every page as HTML: for what a browser has to do
"""

import re
import shutil
from pathlib import Path

from reader.book import read_book
from reader.places import built
from reader.project import Project

_CONFIG = """\
site_name: NATO–Russia relations
use_directory_urls: false
theme:
  name: material
  font: false
  features: [navigation.footer, toc.follow]
  palette:  # the theme's own three choices of colours: the reader has them too, and they cost something
    - {media: "(prefers-color-scheme)", toggle: {icon: material/circle-half-full, name: As the system}}
    - {media: "(prefers-color-scheme: light)", scheme: default, toggle: {icon: material/weather-sunny, name: Light}}
    - {media: "(prefers-color-scheme: dark)", scheme: slate, toggle: {icon: material/weather-night, name: Dark}}
extra: {generator: false}
plugins: [search]
markdown_extensions: [abbr, attr_list, md_in_html, footnotes, tables, {toc: {permalink: true, toc_depth: 3}}]
"""


def write_plain_sites(folder: Path, project: Project) -> dict[str, Path]:
    """Write both sites from a built project; returns their folders."""
    text, pages = folder / "text", folder / "pages"
    for site in (text, pages):
        (site / "docs" / "about").mkdir(parents=True)
        (site / "mkdocs.yml").write_text(_CONFIG, "utf-8")
    for page in read_book(project.site, map(built, project.pages)):
        source = page.path.removesuffix(".html") + ".md"
        shutil.copy2(project.docs / source, text / "docs" / source)
        (pages / "docs" / source).write_text(f"{_as_markdown(page.content)}\n", "utf-8")
    for name in ("timeline.md", "sources.md"):  # made from data: without us they would be empty
        shutil.copy2(pages / "docs" / name, text / "docs" / name)
    return {"text": text, "pages": pages}


def _as_markdown(content) -> str:
    """Write content as one block of HTML, which Markdown leaves alone, but for its headings, which make the contents list."""
    from lxml import html

    parts = []
    for node in content:
        if node.tag in ("h1", "h2", "h3"):
            for link in node.xpath(".//a[@class='headerlink']"):
                link.drop_tree()
            parts.append(f"{'#' * int(node.tag[1])} {' '.join(node.text_content().split())} {{ #{node.get('id')} }}")
        else:
            node.tail = None
            parts.append("<div>" + re.sub(r"\s*\n\s*", " ", html.tostring(node, encoding="unicode")) + "</div>")
    return "\n\n".join(parts)

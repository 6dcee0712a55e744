"""The ZIM edition for Kiwix: the site as one file with a full-text index, packed by openZIM's zimwriterfs.

The container holds a random id and today's date, so two runs differ there; its entries are the same.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from .build import BuildError
from .linked_data import AUTHOR
from .numbering import day_month_year
from .project import NAME, Project

TOOL, PACKAGE = "zimwriterfs", "zim-tools"
STYLE = Path(__file__).with_name("zim.css")
# For web servers only: Kiwix has pages of its own for what is not found.
_LEFT_OUT = ("404.html", "sitemap.xml", "sitemap.xml.gz")
# The indexer of libzim leaves out what stands between these, as that of ht://Dig did; else each extract would show the navigation.
_SILENT, _HEARD = "<!--htdig_noindex-->", "<!--/htdig_noindex-->"
# Short pages repeat what the chapters say: they are there, but found words lead to the chapters.
_SHORT = "e/"


def write_zim(project: Project, site: Path, target: Path) -> None:
    """Pack a copy of the site.

    Args:
        project: whose site it is.
        site: the built site; it is not changed.
        target: the file to be made.

    Raises:
        BuildError: in one sentence, when the tool is missing or cannot do its work.
    """
    tool = shutil.which(TOOL)
    if not tool:
        raise BuildError(
            f"The ZIM needs {TOOL}, which is not here; install it (Debian: apt install {PACKAGE}) and run this again."
        )
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / "site"
        shutil.copytree(site, copy, ignore=lambda path, _: _LEFT_OUT if Path(path) == site else ())
        for page in copy.rglob("*.html"):
            short = page.relative_to(copy).as_posix().startswith(_SHORT)
            page.write_text(prepare(page.read_text("utf-8"), project.name, short), "utf-8", newline="\n")
        with (copy / "assets" / "reader.css").open("a", encoding="utf-8", newline="\n") as style:
            style.write(STYLE.read_text("utf-8"))
        done = subprocess.run(
            [tool, *options(project), str(copy), str(target)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    if done.returncode or not target.is_file():
        said = (done.stderr + done.stdout).strip().splitlines() or ["it did not say why"]
        raise BuildError(f"{TOOL} could not write the ZIM: {said[-1].rstrip('.')}.")


def options(project: Project) -> list[str]:
    """Return what zimwriterfs is told of the reader; Kiwix shows title and description in its library."""
    values = {
        "welcome": "index.html",
        "illustration": "assets/favicon.png",  # 48 × 48, which is what Kiwix asks for
        "language": "eng",
        "title": project.name,
        "description": f"{project.tagline.capitalize()}, edition {project.edition}, facts checked to {day_month_year(project.facts_checked)}",
        "creator": AUTHOR,
        "publisher": AUTHOR,
        "name": NAME,
        "flavour": project.edition,
        "tags": "education;history;international relations",
        "scraper": NAME,
    }
    if project.site_url:
        values["source"] = project.site_url
    return [f"--{name}={value}" for name, value in values.items()]


def prepare(text: str, name: str, short: bool = False) -> str:
    """Return a page as Kiwix needs it: titled without the name of the site, and found by the words of its own content."""
    text = text.replace(f" - {name}</title>", "</title>", 1)
    body, close = text.find("<body"), text.rfind("</body>")
    if min(body, close) < 0:
        return text
    body = text.index(">", body) + 1
    start, end = text.find("<article"), text.rfind("</article>")
    if short or min(start, end) < 0:
        return "".join((text[:body], _SILENT, text[body:close], _HEARD, text[close:]))
    end += len("</article>")
    parts = (
        text[:body],
        _SILENT,
        text[body:start],
        _HEARD,
        text[start:end],
        _SILENT,
        text[end:close],
        _HEARD,
        text[close:],
    )
    return "".join(parts)

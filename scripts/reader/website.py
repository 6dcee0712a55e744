"""`make.py publish`: `dist/website/`, ready for a host, and `dist/hosting/`, how a server serves it.

The website is the site, the offline editions beside it, the page that offers them, and what hosts read. The
offline copies hold none of this: it is for whoever publishes.
"""

import hashlib
import shutil
from pathlib import Path

from .build import BuildError, step, work_folder
from .editions import EDITIONS, SUMS, editions
from .here import Here
from .hosting import EDITIONS as FOLDER
from .hosting import Hosting, unknown
from .offline_data import PAGE
from .offline_fill import OfferedFile, Shelf, fill_page
from .places import built
from .policy import content_policy
from .project import NAME, Project
from .report import report
from .site_check import check_site, read_site
from .state import load_state
from .swap import recover, replace_folder, undisturbed
from .timeline_options import timeline_options
from .to_headers import FILE as HEADERS_FILE
from .to_headers import to_headers
from .to_htaccess import to_htaccess
from .to_nginx import to_nginx

WEBSITE, HOSTING, NGINX, NOTE = "website", "hosting", "nginx.conf", "README.txt"
_NOTE = """\
{title}: how to publish it.

Copy the folder website, with its hidden files, to the host. It was made for {address}.

nginx             Copy nginx.conf from this folder to /etc/nginx/conf.d/ and change the lines marked <-.
Apache            Nothing to do: website/.htaccess holds them (the folder needs "AllowOverride All").
Netlify,          Nothing to do: website/_headers holds the settings.
Cloudflare Pages
GitHub Pages      .github/workflows/publish.yml does it. That host lets nobody set headers: all pages work,
                  but the content policy is not sent, any site can show any page in a frame, and files are
                  kept for ten minutes.
Any other host    Set the page for wrong addresses to 404.html, and the headers as in nginx.conf.

The settings name the scripts of this very build by their hashes: copy them anew with each edition.
"""


def publish(project: Project, only: tuple[str, ...] = ()) -> Path:
    """Build, make all editions or those named, and put the website together; returns its folder.

    Raises:
        BuildError: with what stopped it. The last website is left as it was then.
    """
    places = [project.dist / WEBSITE, project.dist / HOSTING]
    for place in places:
        if place.is_file():
            raise BuildError(f"{place} is a file where a folder is needed; move it away and run this again.")
    files = editions(project, only)
    print()
    with work_folder(project) as work:
        for place in places:
            recover(place)
        with step("Putting the website together"):
            shutil.copytree(project.site, work / WEBSITE)
            _offer(project, work / WEBSITE, files)
            (work / HOSTING).mkdir()
            _tell_servers(project, work / WEBSITE, work / HOSTING)
        with undisturbed():
            for place in places:
                replace_folder(work / place.name, place)
    size = sum(path.stat().st_size for path in places[0].rglob("*") if path.is_file()) / 1_000_000
    print(f"\nWebsite: {places[0]} ({size:.1f} MB), made for {project.site_url or 'the root of any host'}")
    print(f"How to publish it: {places[1] / NOTE}")
    return places[0]


def _offer(project: Project, website: Path, files: list[Path]) -> None:
    """Lay the editions beside the pages, and fill the page that offers them."""
    folder = website / FOLDER
    folder.mkdir()
    offered, sums = {}, []
    names = {edition.file_name(project): edition.name for edition in EDITIONS}
    for file in files:
        data = file.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        (folder / file.name).write_bytes(data)
        offered[names[file.name]] = OfferedFile(f"{FOLDER}/{file.name}", len(data), digest)
        sums.append(f"{digest}  {file.name}\n")
    (folder / SUMS).write_text("".join(sorted(sums, key=lambda line: line.split()[1])), "utf-8", newline="\n")
    page = website / built(PAGE)
    if page.exists():
        state = load_state(project.docs, project.root, project.chapters, timeline_options(project.root))
        here = Here(PAGE, project.facts_checked, project.edition, project.site_url, state)
        filled = fill_page(page.read_text("utf-8"), Shelf(here, offered, f"{FOLDER}/{SUMS}"))
        page.write_text(filled, "utf-8", newline="\n")
    pages = {path: page for path, page in read_site(website).items() if not path.startswith(f"{FOLDER}/")}
    if problems := check_site(website, pages, WEBSITE, project.base):
        raise BuildError(report(problems, "the last website was left as it was"))


def _tell_servers(project: Project, website: Path, hosting: Path) -> None:
    """Write what each kind of server reads: into the website, or beside it."""
    pages = (path.read_text("utf-8") for path in sorted(website.rglob("*.html")))
    sheets = (path.read_text("utf-8") for path in sorted(website.rglob("*.css")))
    found = sorted(path.relative_to(website).as_posix() for path in website.rglob("*") if path.is_file())
    title = f"{NAME}-{project.edition}"
    how = Hosting(title, project.base, content_policy(pages, sheets), tuple(found))
    if lost := unknown(found):
        raise BuildError(
            f"No media type is known for {lost[0]}; add its ending to TYPES in scripts/reader/hosting.py."
        )
    own = {HEADERS_FILE: to_headers(how), **to_htaccess(how), ".nojekyll": ""}
    for name, text in own.items():
        (website / name).write_text(text, "utf-8", newline="\n")
    note = _NOTE.format(title=title, address=project.site_url or "the root of a host")
    (hosting / NGINX).write_text(to_nginx(how), "utf-8", newline="\n")
    (hosting / NOTE).write_text(note.replace("\n", "\r\n"), "utf-8", newline="")

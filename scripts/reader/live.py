"""The live server: MkDocs' own, which would hang while a page or the settings cannot be read; this one says why.

Run as `python -m reader.live PORT` in the project's folder; `serve.py` starts and stops it.
"""

import html
import logging
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from mkdocs.commands import serve as mkdocs_serve
from mkdocs.livereload import LiveReloadServer

from mkdocs_timeline import TimelineError

from .build import BuildError, check, write_data
from .project import read_project
from .report import report

_PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>To be put right</title>
<body><main><h1>This must be put right before the page can be shown</h1><pre style="white-space: pre-wrap">{text}</pre>
<p>The page comes back by itself when the file is saved.</p></main></body></html>
"""


class Live(LiveReloadServer):
    """Shows a page with the reason while the site cannot be built."""

    trouble = ""

    def __init__(self, builder: Callable[[], None], **options: object):
        super().__init__(builder=lambda: self._build(builder), **options)
        self._found = tell(Path.cwd())  # MkDocs' first build does not come by `_build`

    def serve(self, *, open_in_browser: bool = False) -> None:
        """Answer until interrupted; MkDocs has built the pages once by itself."""
        self._make(lambda: None, self._found)
        super().serve(open_in_browser=open_in_browser)

    def _build(self, builder: Callable[[], None]) -> None:
        self._make(builder, tell(Path.cwd()))

    def _make(self, builder: Callable[[], None], found: str) -> None:
        try:
            builder()
            if not found:  # what is made of data with faults would fail without saying why
                write_data(read_project(Path.cwd()), Path(self.root))
        except (Exception, SystemExit) as error:
            self.trouble = found or explain(error)
            if not found:
                print(self.trouble, file=sys.stderr)
        else:
            self.trouble = ""

    def serve_request(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"]
        if path.startswith("/livereload/") or not path.endswith((".html", "/")):
            return super().serve_request(environ, start_response)
        with self._epoch_cond:  # until the build that runs has ended, it is not known whether there is trouble
            self._epoch_cond.wait_for(lambda: self._visible_epoch == self._wanted_epoch)
        if not self.trouble:
            return super().serve_request(environ, start_response)
        page = _PAGE.format(text=html.escape(self.trouble)).encode()
        start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
        return [self._inject_js_into_html(page, self._visible_epoch)]


def tell(root: Path) -> str:
    """Say on the terminal what our checks find; then the host need not warn of every link that fails for it."""
    found = faults(root)
    logging.getLogger("mkdocs.structure.pages").setLevel(logging.ERROR if found else logging.NOTSET)
    if found:
        print(f"\n{found}\n", file=sys.stderr)
    return found


def faults(root: Path) -> str:
    """Return what our checks find, nothing if all is well."""
    try:
        check(read_project(root))
    except TimelineError as found:
        return report(found.problems, "nothing was built")
    except (BuildError, OSError) as found:
        return str(found)
    return ""


def explain(error: BaseException) -> str:
    """Say why a build failed, by the last words of the host."""
    return f"The site cannot be built: {str(error) or type(error).__name__}"


def main(port: str) -> int:
    """Serve until interrupted."""
    from mkdocs.__main__ import cli

    mkdocs_serve.LiveReloadServer = Live
    try:
        cli(["serve", "--dev-addr", f"127.0.0.1:{port}"], standalone_mode=False)
    except KeyboardInterrupt:
        pass
    except Exception as error:
        print(explain(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""The commands that `make.py` passes on, run inside `.venv`: build, editions, publish, serve, check, addresses, review."""

import argparse
import os
import signal
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from mkdocs_timeline import TimelineError, display_name

from .addresses import LEDGER, MEND, accept, gone, published, read_ledger
from .ageing import older
from .build import BuildError, build, check
from .editions import editions
from .html_page import HtmlPage
from .moved import led_on
from .moved_check import moved_pages
from .places import built, find_places
from .project import Project, read_project
from .report import report
from .serve import PortError, serve
from .site_check import read_site
from .state import load_state
from .timeline_options import timeline_options
from .website import publish

ROOT = Path(__file__).resolve().parent.parent.parent
# Commands that only print.
LISTS = ("check", "addresses", "review")
_STOPPED = "Stopped. The last good site was left as it was."


def main(argv: list[str] | None = None) -> int:
    """Run one command; 0 is done, 1 is a problem that was told."""
    parser = argparse.ArgumentParser(prog="reader")
    parser.add_argument("--root", type=Path, default=ROOT)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("build", "check"):
        commands.add_parser(name)
    for name in ("editions", "publish"):
        commands.add_parser(name).add_argument("--only", nargs="+", default=(), metavar="NAME")
    commands.add_parser("serve").add_argument("--port", type=int, default=8000)
    commands.add_parser("addresses").add_argument("--accept", action="store_true")
    review = commands.add_parser("review")
    review.add_argument("--months", type=_months, default=6)
    review.add_argument("--today", type=_day)
    options = parser.parse_args(argv)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = _run(options, read_project(options.root.resolve()))
        sys.stdout.flush()
        return code
    except TimelineError as error:
        message = report(error.problems, "nothing was built")
    except (BuildError, PortError) as error:
        message = str(error)
    except BrokenPipeError:  # what read the list has seen enough, as in `addresses | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if options.command not in LISTS:
            print(_STOPPED, file=sys.stderr)
        return 141  # as shells tell it
    except OSError as error:
        name = error.filename or "A file"
        message = f"{name}: {error.strerror or error}; check that the disk has room and the place can be written, and run this again."
    except KeyboardInterrupt:
        print(f"\n{_STOPPED}", file=sys.stderr)
        return 130
    print(message, file=sys.stderr)
    return 1


def _interrupt(_number: int, _frame: object) -> None:
    """Tidy up as after Ctrl-C when a program, not a person, asks to stop."""
    raise KeyboardInterrupt


def _run(options: argparse.Namespace, project: Project) -> int:
    if options.command == "check":
        print(f"{check(project)} pages and the data are in order.")
    elif options.command == "build":
        build(project)
    elif options.command == "editions":
        editions(project, tuple(options.only))
    elif options.command == "publish":
        publish(project, tuple(options.only))
    elif options.command == "serve":
        return serve(project, options.port)
    elif options.command == "addresses":
        return _addresses(project, options.accept)
    elif options.command == "review":
        _review(project, options.months, options.today or project.facts_checked)
    return 0


def _months(text: str) -> int:
    if not text.isdecimal() or int(text) > 1200:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of months; write it as in --months 6")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is no day; write it as in --today 2026-10-10") from None


def _review(project: Project, months: int, today: date) -> None:
    state = load_state(project.docs, project.root, project.chapters, timeline_options(project.root))
    if state.problems:
        raise BuildError(report(state.problems, "nothing was listed"))
    found = older(state, display_name(project.docs, project.root), project.chapters, months, today)
    span = f"{months} month{'' if months == 1 else 's'} before {today.day} {today:%B %Y}"
    if not found:
        print(f"Nothing is dated earlier than {span}.")
        return
    chapter = ""
    for item in found:
        if item.chapter != chapter:
            chapter = item.chapter
            print(f"\n{chapter}")
        print(f"  {item}")
    count = f"{len(found)} statement{'' if len(found) == 1 else 's'}"
    print(f"\n{count} dated earlier than {span}; check each against newer sources.")


def _addresses(project: Project, add: bool) -> int:
    if not project.site.exists():
        raise BuildError("There is no built site yet; run 'python3 scripts/make.py build' first.")
    pages = read_site(project.site)
    ledger = project.root / LEDGER
    lost = gone(read_ledger(ledger), pages)
    if add:
        new = accept(ledger, published(pages))
        print(f"{len(new)} new address{'' if len(new) == 1 else 'es'} added to {LEDGER.as_posix()}.")
    else:
        known = dict.fromkeys(read_ledger(ledger))
        new = [address for address in published(pages) if address not in known]
        _tell_moved(project, (address for address in known if address not in lost), pages)
        print("\n".join(f"new   {address}" for address in new) or "No new addresses.")
        if new:
            print("Add them with 'python3 scripts/make.py addresses --accept' when they are to be published.")
    for address in lost:
        print(f"gone  {address}", file=sys.stderr)
    if lost:
        print(f"Bring back each address that is gone: {MEND}.", file=sys.stderr)
    return 1 if lost else 0


def _tell_moved(project: Project, addresses: Iterable[str], pages: dict[str, HtmlPage]) -> None:
    """Print each address that leads on, and to where."""
    state = load_state(project.docs, project.root, project.chapters, timeline_options(project.root))
    moved_from = {built(old): built(new) for old, new in moved_pages(state.texts).items()}
    for old, new in led_on(addresses, pages, find_places(state), moved_from).items():
        print(f"moved {old} → {new}")


if __name__ == "__main__":
    sys.exit(main())

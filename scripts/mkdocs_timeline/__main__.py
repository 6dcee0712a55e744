"""The command `mkdocs-timeline`: check, export, import, schema, new, assets. Exit 0 done, 1 a problem was told, 2 wrong use."""

import argparse
import sys
from pathlib import Path

from .crosscheck import Context
from .errors import TimelineError
from .exports import EXPORTS, export, file_name
from .from_csv import from_csv
from .json_schema import schema_text
from .load import load, load_bibliography, read_text
from .model import Timeline
from .page_assets import read_page_assets
from .reference import fields_tables
from .site import read_sections, section_titles
from .to_yaml import to_yaml

EXAMPLE = """\
# yaml-language-server: $schema=events.schema.json
events:
  - date: 1969-07-20
    title: Two people walk on the Moon
    id: moon-landing-1969
    summary: "*Apollo 11* lands; the walk lasts two and a half hours."
  - date: 1957-10-04
    title: The first satellite circles the Earth
    id: sputnik-1957
  - date: 1998-11-20/..
    title: The International Space Station is built and lived in
    id: iss-1998
"""


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(argv)
    try:
        return options.run(options)
    except TimelineError as error:
        print(error, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} problem{'s' if count > 1 else ''} to put right.", file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or 'a file'}: {error.strerror}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="mkdocs-timeline",
        description="Work with the events file of a timeline, without building a site.",
        epilog="Begin with: mkdocs-timeline new events.yml",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run, help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        sub.set_defaults(run=run)
        return sub

    check = command("check", _check, "check events files and tell every problem with its place")
    _events(check)
    check.add_argument("--docs", type=Path, metavar="FOLDER", help="docs folder, to check the sections that events name")
    check.add_argument("--sources", type=Path, metavar="FILE", help="bibliography in CSL form, to check its keys")

    write = command("export", _export, "write the events in another form")
    _events(write)
    write.add_argument("--to", choices=[*EXPORTS, "all"], default="json", help="the form (default: json)")
    write.add_argument("--into", type=Path, metavar="FOLDER", help="write files there instead of printing")
    write.add_argument("--page", default="timeline.md", help="name of the timeline page; names the files (default: timeline.md)")
    write.add_argument("--url", default="", help="public address of the timeline page, for links back to it")
    write.add_argument("--title", default="Timeline", help="title of the calendar or slide show")

    read = command("import", _import, "read a CSV file and print it as an events file; what does not fit is reported")
    read.add_argument("csv", type=Path, metavar="CSV")
    read.add_argument("--into", type=Path, metavar="FILE", help="write the events file there; a file that exists is left alone")

    schema = command("schema", _schema, "print the JSON Schema of an events file, for editors")
    schema.add_argument("--table", action="store_true", help="print the fields as a Markdown table instead")

    new = command("new", _new, "write a small events file to begin with, and its schema for editors")
    new.add_argument("file", type=Path, nargs="?", default=Path("docs/events.yml"), metavar="FILE")

    assets = command("assets", _assets, "write the style and the script of the timeline, for a site without the plugin")
    assets.add_argument("folder", type=Path, nargs="?", default=Path("docs/assets"), metavar="FOLDER")
    return parser


def _events(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("events", type=Path, nargs="+", metavar="EVENTS", help="events file; several make one timeline")


def _load(options: argparse.Namespace, context: Context | None = None) -> Timeline:
    return load(options.events, Path.cwd(), context)


def _check(options: argparse.Namespace) -> int:
    sources = load_bibliography(options.sources, Path.cwd()) if options.sources else None
    sections = section_titles(read_sections(options.docs)) if options.docs else None
    timeline = _load(options, Context(sources=sources, sections=sections))
    print(f"{len(timeline.events)} events are in order.")
    return 0


def _export(options: argparse.Namespace) -> int:
    timeline = _load(options)
    names = list(EXPORTS) if options.to == "all" else [options.to]
    if len(names) > 1 and not options.into:
        print("Several forms need a folder; add --into FOLDER.", file=sys.stderr)
        return 2
    url = options.url or options.page.removesuffix(".md") + ".html"
    for name in names:
        text = export(name, timeline, url, options.title)
        if options.into:
            options.into.mkdir(parents=True, exist_ok=True)
            target = options.into / file_name(name, options.page)
            target.write_text(text, "utf-8", newline="")
            print(target)
        else:
            sys.stdout.write(text)
    return 0


def _import(options: argparse.Namespace) -> int:
    text, problems = read_text(options.csv, str(options.csv))
    if problems:
        raise TimelineError(problems)
    result = from_csv(text)
    for line in result.report:
        print(line, file=sys.stderr)
    if not result.records:
        print("Nothing was imported.", file=sys.stderr)
        return 1
    if options.into:
        _write_new(options.into, to_yaml(result.records))
    else:
        sys.stdout.write(to_yaml(result.records))
    print(f"{len(result.records)} events imported, {len(result.report)} remarks.", file=sys.stderr)
    return 0


def _schema(options: argparse.Namespace) -> int:
    sys.stdout.write(fields_tables() if options.table else schema_text())
    return 0


def _new(options: argparse.Namespace) -> int:
    _write_new(options.file, EXAMPLE)
    _write_new(options.file.with_name("events.schema.json"), schema_text())
    print(f"Wrote {options.file} and its schema; now put '/// timeline' and '///' on two lines of a page.")
    return 0


def _assets(options: argparse.Namespace) -> int:
    """Write the files anew each time, so that they follow the version of the package."""
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, text in read_page_assets().items():
        (options.folder / name).write_text(text, "utf-8", newline="\n")
        print(options.folder / name)
    return 0


def _write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet.

    Raises:
        FileExistsError: told by `main`; nothing is ever overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)


if __name__ == "__main__":
    sys.exit(main())

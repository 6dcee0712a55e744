#!/usr/bin/env python3
"""The one entry to this project: `python3 scripts/make.py --help`.

Only the standard library is used here, and only syntax that an old Python can read, so that the
sentence about a too old Python reaches whoever needs it. The work is done inside `.venv`, by `reader`.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "This project needs Python 3.11 or newer, and this is Python %d.%d; install a newer one and run it as "
        "'python3.11 scripts/make.py'." % sys.version_info[:2]
    )

import argparse
import os
import signal
import subprocess

import browser
import environment
import tools

ROOT = environment.ROOT
# Each group of the lock leaves out what the groups before it have: `test` alone would lack some of its own needs.
EVERY_GROUP = ("build", "editions", "test", "bench", "slow", "audit")
PATIENCE = 5  # seconds in which a child that a terminal interrupted too may end by itself

EPILOG = """\
Start with:   python3 scripts/make.py build     then open site/index.html
After a change:   python3 scripts/make.py test
"""


def main(argv=None):
    """Run one command and return its exit code: 0 done, 1 a problem was found, 2 wrong use."""
    parser = _parser()
    options = parser.parse_args(argv)
    try:
        return options.run(options) or 0
    except environment.SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        place = error.filename or "A file"
        print(
            f"{place}: {error.strerror or error}; check that the disk has room and the folder can be written, "
            "and run this again.",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The last good site was left as it was.", file=sys.stderr)
        return 130


def _parser():
    parser = argparse.ArgumentParser(
        prog="make.py",
        description="Build, check and test the reader. The first run makes .venv, which takes a minute.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name, run, summary, more=""):
        sub = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + "." + more)
        sub.set_defaults(run=run)
        return sub

    command("build", _reader("build"), "build the site and the offline bundle, strictly, and check them")
    editions = command("editions", _editions, "build the site, then every offline edition into dist/")
    publish = command(
        "publish",
        _editions,
        "make every edition, then dist/website/, ready to be copied to a host",
        " The public address stands in mkdocs.yml, or in the environment variable READER_SITE_URL. Settings for "
        "servers are written too; dist/hosting/README.txt says what to do with them.",
    )
    for sub, name in ((editions, "editions"), (publish, "publish")):
        sub.add_argument("--only", nargs="+", metavar="NAME", default=[], help="only these, such as: zip html epub")
        sub.set_defaults(name=name)
    serve = command("serve", _serve, "show the site while you write; it reloads when a file changes")
    serve.add_argument("--port", type=int, default=8000, help="port on this machine (default: 8000)")
    test = command(
        "test",
        _test,
        "run the tests (needs one Chromium)",
        " What follows -- goes to pytest, for example: test -- tests/unit -k dates",
    )
    test.add_argument("--all", action="store_true", help="also the slow checks, which need further tools")
    test.add_argument("pytest", nargs="*", metavar="-- PYTEST", help="arguments for pytest")
    command("check", _reader("check"), "check the data and the text only, in a few seconds")
    addresses = command("addresses", _addresses, "list published addresses that are new or gone")
    addresses.add_argument("--accept", action="store_true", help="add the new ones to tests/addresses.txt")
    review = command("review", _review, "list statements with a date ('as of …') that have grown old")
    review.add_argument("--months", type=int, default=6, metavar="N", help="older than N months (default: 6)")
    review.add_argument(
        "--today", metavar="DAY", help="count from DAY, as 2026-10-10 (default: the day facts were checked to)"
    )
    bench = command(
        "bench",
        _bench,
        "measure the timeline against its floor and its peers (needs npm; takes minutes)",
        " What follows -- goes to the benchmark, for example: bench -- --sizes 100 --runs 1",
    )
    bench.add_argument("arguments", nargs="*", metavar="-- ARGUMENTS", help="arguments for the benchmark")
    command("audit", _audit, "ask the public lists for known security faults in what the lock files pin (needs npm)")
    command("lock", _lock, "resolve all dependencies anew into scripts/requirements.lock (needs uv)")
    return parser


def _reader(name, *more):
    def run(_options):
        python = environment.ready("build")
        return _call([python, "-m", "reader", name, *more])

    return run


def _editions(options):
    python = environment.ready("build", "editions")
    return _call([python, "-m", "reader", options.name, *(["--only", *options.only] if options.only else [])])


def _serve(options):
    return _reader("serve", "--port", str(options.port))(options)


def _addresses(options):
    return _reader("addresses", *(["--accept"] if options.accept else []))(options)


def _review(options):
    today = ["--today", options.today] if options.today else []
    return _reader("review", "--months", str(options.months), *today)(options)


def _test(options):
    groups = EVERY_GROUP if options.all else ("build", "test", "editions")
    further = tools.ready() if options.all else {}
    python = environment.ready(*groups)
    chromium = browser.find(python)
    arguments = [] if options.all else ["-m", "not slow"]
    return _call([python, "-m", "pytest", *arguments, *options.pytest], {"READER_CHROMIUM": chromium, **further})


def _bench(options):
    python = environment.ready("build", "editions", "test", "bench")
    chromium = browser.find(python)
    return _call([python, "-m", "bench", *options.arguments], {"READER_CHROMIUM": chromium, **tools.from_npm()})


def _audit(_options):
    import audit

    return audit.audit(environment.ready(*EVERY_GROUP))


def _lock(_options):
    import lock

    print(f"Wrote {lock.lock().relative_to(ROOT)}")


def _call(command, more_environment=None):
    """Run a command in the project's folder; who stops this process stops that one, which then tidies up."""
    process = subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, env=environment.variables(more_environment)
    )
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    while True:
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code  # as a shell names a signal
        except KeyboardInterrupt:
            _pass_on(process)


def _pass_on(process):
    """Interrupt a child: a terminal has done so already, and twice would disturb its tidying up."""
    try:
        if sys.stdin is not None and sys.stdin.isatty():
            process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        pass
    except KeyboardInterrupt:
        pass
    if process.poll() is None and os.name != "nt":
        process.send_signal(signal.SIGINT)


if __name__ == "__main__":
    sys.exit(main())

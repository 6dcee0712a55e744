"""What the page on going offline says of each edition: docs/editions.yml, read and checked with places.

How a file is made stands in `editions.py`; here stands for whom it is, and in which programs it was tried.
"""

from dataclasses import dataclass
from pathlib import Path

from mkdocs_timeline import Collector, Field, Node, Problem, Seq, display_name, read_file

FILE = "editions.yml"
PAGE = "offline.md"

FIELDS = (
    Field("name", "id", "The name of the edition, as in make.py editions --only.", needed=True),
    Field("ending", "text", "The ending of its file, as .zip.", needed=True),
    Field("device", "text", "What a reader has who should take it, as 'An e-reader'.", needed=True),
    Field("tested", "events", "The programs in which it was tried.", needed=True),
)
TRIAL = (
    Field("program", "text", "The name of the program.", needed=True),
    Field("version", "text", "Its version.", needed=True),
    Field("system", "text", "The system on which it ran.", needed=True),
    Field("test", "text", "The file of the test, as tests/browser/test_reader.py, or: by hand.", needed=True),
)
BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Trial:
    """A program in which an edition was opened and tried, and the test that does it."""

    program: str
    version: str
    system: str
    test: str

    def __str__(self) -> str:
        """Name it: "Chromium 156"."""
        return f"{self.program} {self.version}"


@dataclass(frozen=True, slots=True)
class Offer:
    """One edition as it is offered to readers."""

    name: str
    ending: str
    device: str
    tested: tuple[Trial, ...]

    @property
    def section(self) -> str:
        """Where the page says how to open it."""
        return f"{PAGE}#offline-{self.name}"


def load_offers(docs: Path, root: Path) -> tuple[tuple[Offer, ...], list[Problem]]:
    """Read the list; without the file there are none.

    Args:
        docs: the docs folder.
        root: the folder that names in problems are relative to.
    """
    path = docs / FILE
    if not path.exists():
        return (), []
    node, problems = read_file(path, display_name(path, root))
    if node is None:
        return (), problems
    found, told = check_offers(node)
    return found, [*problems, *told]


def check_offers(node: Node) -> tuple[tuple[Offer, ...], list[Problem]]:
    """Check the node of the file."""
    if not isinstance(node, Seq):
        return (), [Problem(node.where, "", "it must be a list; start each edition with '- name: …'")]
    collector = Collector()
    found: dict[str, Offer] = {}
    for item in node.items:
        values, places = collector.fields(item, FIELDS, "an edition")
        trials = tuple(filter(None, (_trial(collector, one) for one in values.pop("tested", ()))))
        if any(field.name not in values for field in FIELDS if field.name != "tested"):
            continue
        offer = Offer(tested=trials, **values)
        if offer.name in found:
            collector.add(
                places["name"], "name", f"the edition '{offer.name}' stands here twice; keep it once"
            )
        found.setdefault(offer.name, offer)
    return tuple(found.values()), collector.problems


def _trial(collector: Collector, node: Node) -> Trial | None:
    values, _ = collector.fields(node, TRIAL, "a program")
    return Trial(**values) if all(field.name in values for field in TRIAL) else None

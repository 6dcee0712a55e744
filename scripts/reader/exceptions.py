"""What the lint tells and the text is right about: scripts/reader/exceptions.yml, each with its reason.

An exception names a page, a rule and words of the line. One that no longer applies is a problem itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mkdocs_timeline import Collector, Field, Location, Problem, Seq, display_name, read_file

from .passages import Finding

FILE = Path("scripts/reader/exceptions.yml")
RULES = ("claim", "word", "loaded", "name", "side", "date")

FIELDS = (
    Field("page", "text", "The file, within docs/, as history.md or events.yml.", needed=True),
    Field("rule", "choice", "The rule, as the message names it.", needed=True, choices=RULES),
    Field("words", "text", "Words of the line, as they are written there.", needed=True),
    Field("reason", "text", "Why the text is right.", needed=True),
)


@dataclass(frozen=True, slots=True)
class Exemption:
    """One exception: `words` of a line of `page` that `rule` lets pass."""

    page: str
    rule: str
    words: str
    reason: str
    where: Location

    def covers(self, finding: Finding) -> bool:
        """Whether it lets a finding pass."""
        line = " ".join(finding.line.split())
        return self.page == finding.page and self.rule == finding.problem.field and self.words in line


def load_exceptions(root: Path) -> tuple[tuple[Exemption, ...], list[Problem]]:
    """Read the list; without the file there are none."""
    path = root / FILE
    if not path.exists():
        return (), []
    node, problems = read_file(path, display_name(path, root))
    if node is None:
        return (), problems
    if not isinstance(node, Seq):
        return (), [
            *problems,
            Problem(node.where, "", "it must be a list; start each exception with '- page: …'"),
        ]
    collector = Collector()
    found = []
    for item in node.items:
        values, _ = collector.fields(item, FIELDS, "an exception")
        if all(field.name in values for field in FIELDS):
            found.append(Exemption(where=item.where, **values))
    return tuple(found), [*problems, *collector.problems]


def apply_exceptions(
    findings: Iterable[Finding], exceptions: Iterable[Exemption], unread: Iterable[str] = ()
) -> list[Problem]:
    """Leave out what an exception lets pass, and tell of exceptions that let nothing pass.

    Args:
        findings: what the lint found.
        exceptions: the list.
        unread: files that the lint did not look at; nothing is said of their exceptions.
    """
    findings, exceptions, unread = list(findings), list(exceptions), set(unread)
    problems = [found.problem for found in findings if not any(item.covers(found) for item in exceptions)]
    for item in exceptions:
        if item.page not in unread and not any(item.covers(found) for found in findings):
            message = f"'{item.rule}' tells nothing of '{item.words}' in {item.page}; delete this exception"
            problems.append(Problem(item.where, "words", message))
    return problems

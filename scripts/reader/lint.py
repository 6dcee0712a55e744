"""The lint of the text: every rule that reads words, over pages and data, less the exceptions. Pure."""

from collections.abc import Collection, Iterator

from mkdocs_timeline import Problem

from .claim_check import check_claims
from .date_check import DateCheck
from .exceptions import Exemption, apply_exceptions
from .name_check import check_names
from .own_words import all_words
from .passages import Finding, find_passages
from .side_check import check_event, check_positions
from .state import State
from .word_check import check_words

# Pages about the reader: what they say cannot be cited, and their gaps are what no source shows.
ABOUT_ITSELF = ("offline.md", "teach.md", "about/method.md", "about/licence.md", "about/accessibility.md")


def lint(
    docs: str, state: State, unread: Collection[str] = (), exceptions: Collection[Exemption] = ()
) -> list[Problem]:
    """Check all texts.

    Args:
        docs: the docs folder, as problems should name it.
        state: the scanned site.
        unread: pages that cannot be read, or have faults in their structure: they are left out.
        exceptions: what is let pass.
    """
    found = [finding for finding in _findings(docs, state) if finding.page not in unread]
    data = {problem.where.path.removeprefix(f"{docs}/") for problem in state.problems}
    return apply_exceptions(found, exceptions, {*unread, *state.unsure, *data})


def _findings(docs: str, state: State) -> Iterator[Finding]:
    dates = DateCheck(state.events)
    for page, text in state.texts.items():
        name, passages = f"{docs}/{page}", find_passages(page, text)
        if page not in ABOUT_ITSELF:
            yield from check_claims(name, page, passages)
        yield from check_positions(name, page, passages, state.sources)
        yield from dates.check(name, page, passages)
    for event in state.events:
        yield from check_event(event, state.sources)
    for words in all_words(docs, state):
        yield from check_words(words)
        yield from check_names(words)

"""Words that rot, and words that judge, in the text's own voice. Pure.

What stands in “ ” is somebody else's voice. Some words judge by themselves and stand in quotations only;
others may be told as what a side says: in its position, or in a sentence that says who says so.
"""

import re
from collections.abc import Iterator

from mkdocs_timeline import Problem

from .own_words import Words
from .passages import Finding

ROT = "word"
LOADED = "loaded"

_ROT = re.compile(
    r"\b(?:currently|current|recently|recent|nowadays|now|today|ongoing|latest|at present|present-day|"
    r"these days|at the moment|to date|so far|as yet|until now|up to now|of late|yesterday|tomorrow|"
    r"(?:this|last|next) (?:year|month|week))\b",
    re.IGNORECASE,
)
_NO_ROT = re.compile(
    r"\bup to date\b|\bthe (?:next|last) (?:year|month|week)\b|\bso far as\b|"
    r"\bat the moment (?:when|that|of)\b",
    re.IGNORECASE,
)
_ROT_MESSAGE = "'{}' is true only on the day of writing; write the date, or 'as of MONTH YEAR'"

# A word that judges, to what can be written instead.
_JUDGING = {
    r"near abroad": "name the states",
    r"regimes?": "write 'government'",
    r"puppets?(?: state)?": "say who governs it, and with whose support",
    r"so-called": "say who calls it so",
    r"provo(?:cations?|cative(?:ly)?|k(?:e[sd]?|ing))": "say what was done",
    r"special military operation": "write 'invasion'",
    r"juntas?": "write 'government'",
    r"dictators?(?:hips?)?": "name the office",
    r"fascists?|neo-nazis?|nazis?|banderites?|orcs?": "name the people or the group",
    r"warmonger\w*|sabre-rattling|saber-rattling": "say what was done",
    r"propaganda": "say who said what",
    r"brutal(?:ly)?|barbaric|heinous|notorious": "say what was done",
}  # fmt: skip
_JUDGING_MESSAGE = "'{}' judges in the text's own voice; {}, or quote it in “ ” with its source"
_TOLD = {
    r"aggress(?:ion|ions|ive|ively|or|ors)|unprovoked": "say who calls it so, as resolution ES-11/1 does",
    r"enlargement|expansion": "write 'accession' or 'new members', or say whose word it is",
    r"hostile|hysteri\w+|unfriendly": "say what was done, or who calls it so",
    r"encircle\w*": "say who calls it so",
    r"coup": "say who calls it so",
}
_TOLD_MESSAGE = "'{}' is one side's word, and nobody is named; {}"
_SAYING = re.compile(
    r"\b(?:sa(?:id|ys?)|told|tells?|call(?:ed|s)?|wr(?:ote|ites?)|spoke|speaks?|accus\w+|warn\w*|argu\w+|claim\w*|"
    r"answer\w*|repl(?:y|ies|ied)|condemn\w*|declar\w+|stat(?:ed|es)|according to|describ\w+|protest\w*|"
    r"cit(?:es|ed)|nam(?:es|ed)|den(?:y|ies|ied)|saw|sees|deplor\w+|found that|finds that|words? of|"
    r"complain\w*|demand\w*|asked|object\w*|oppos(?:es|ed)|adds|added)\b",
    re.IGNORECASE,
)


def _pattern(words: dict[str, str]) -> tuple[tuple[re.Pattern, str], ...]:
    return tuple((re.compile(rf"\b(?:{word})\b", re.IGNORECASE), advice) for word, advice in words.items())


_JUDGING_PATTERNS, _TOLD_PATTERNS = _pattern(_JUDGING), _pattern(_TOLD)


def check_words(words: Words) -> Iterator[Finding]:
    """Check one line of a page or one text of the data."""
    own = words.own
    for match in _ROT.finditer(_NO_ROT.sub(lambda found: " " * len(found[0]), own)):
        if not _in_name(own, match):
            yield _finding(words, match, ROT, _ROT_MESSAGE.format(match[0]))
    for pattern, advice in _JUDGING_PATTERNS:
        for match in pattern.finditer(own):
            yield _finding(words, match, LOADED, _JUDGING_MESSAGE.format(match[0], advice))
    if words.side or _SAYING.search(own):
        return
    for pattern, advice in _TOLD_PATTERNS:
        for match in pattern.finditer(own):
            if not _in_name(own, match):
                yield _finding(words, match, LOADED, _TOLD_MESSAGE.format(match[0], advice))


def _in_name(own: str, match: re.Match) -> bool:
    """Whether a word has a capital within a sentence, as in "the journal Arms Control Today"."""
    return match[0][0].isupper() and bool(own[: match.start()].strip(" #*-"))


def _finding(words: Words, match: re.Match, rule: str, message: str) -> Finding:
    return Finding(Problem(words.at(match.start()), rule, message), words.page, words.raw)

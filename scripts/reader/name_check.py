"""One spelling for each name. Pure.

What stands in “ ”, the titles of works in *italics*, and the "Also:" lines of the glossary keep theirs.
"""

import re
from collections.abc import Iterator

from mkdocs_timeline import Problem

from .own_words import Words
from .passages import Finding

RULE = "name"
TURKIYE = 2022  # the year from which the state uses this name in English, and the reader with it

# The spelling of this reader, to the others.
NAMES = {
    "Kyiv": r"Kiev|Kyjiw|Kiew",
    "Kharkiv": r"Kharkov",
    "Odesa": r"Odessa",
    "Lviv": r"Lvov|Lwow",
    "Luhansk": r"Lugansk",
    "Donbas": r"Donbass",
    "Dnipro": r"Dnieper|Dnepr",
    "Zaporizhzhia": r"Zaporozh\w+|Zaporizhia|Zaporizhzhya",
    "Mykolaiv": r"Nikolaev|Nikolayev",
    "Ukraine": r"[Tt]he Ukraine(?= |[.,;:]|$)(?! (?:war|crisis|conflict|Defence|Contact|Council))",
    "Belarus": r"Byelorussia|Belorussia|White Russia",
    "Moldova": r"Moldavia",
    "Zelenskyy": r"Zelensk(?:y|iy|yi|ij)|Selenskyj",
    "Yanukovych": r"Yanukov(?:ich|itch)|Janukowitsch",
    "Poroshenko": r"Porochenko|Poroschenko",
    "Yushchenko": r"Yuschenko|Juschtschenko",
    "Lukashenko": r"Lukashenka|Lukaschenko",
    "Sergei": r"Sergey|Serguei|Sergej",
    "Andrei": r"Andrey|Andrej",
    "Dmitry": r"Dmitri|Dmitriy|Dmitrij|Dimitry",
    "Nikolai": r"Nikolay|Nikolaj",
    "Alexei": r"Alexey|Aleksei|Aleksey",
    "Alexander": r"Aleksandr|Alexandr|Aleksander",
    "Yevgeny": r"Evgen(?:y|i|iy|ii)|Yevgen(?:i|iy|ii)",
    "Mikhail": r"Michail|Mikhael",
    "Valery": r"Valeri|Valeriy",
    "Yeltsin": r"Yelzin|Jelzin|Eltsin",
    "Gorbachev": r"Gorbachov|Gorbatchev|Gorbatschow",
    "Shevardnadze": r"Schewardnadse|Chevardnadze",
    "Medvedev": r"Medvedyev|Medwedew",
    "Wałęsa": r"Walesa",
    "Erdoğan": r"Erdogan",
    "Przewodów": r"Przewodow",
    "Vrbětice": r"Vrbetice",
}
_PATTERNS = tuple((name, re.compile(rf"(?<![\w/-])(?:{others})\b(?!\w)")) for name, others in NAMES.items())
_TURKEY = re.compile(r"\bTurkey\b")


def check_names(words: Words) -> Iterator[Finding]:
    """Check one line of a page or one text of the data."""
    own = words.own
    for name, pattern in _PATTERNS:
        for match in pattern.finditer(own):
            message = f"'{match[0]}' is another spelling; write {name}, as everywhere in this reader"
            yield Finding(Problem(words.at(match.start()), RULE, message), words.page, words.raw)
    match = _TURKEY.search(own) if words.year >= TURKIYE else None
    if match:
        message = (
            f"'Turkey' stands beside {words.year}; write Türkiye for what happened in {TURKIYE} or later"
        )
        yield Finding(Problem(words.at(match.start()), RULE, message), words.page, words.raw)

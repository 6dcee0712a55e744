"""Made-up events of a believable size, the same at every run: one sentence or two, sources, positions in some."""

from collections.abc import Iterator

_WORDS = (
    "ministers council agreement forces border exercise statement treaty visit summit protest patrol notice "
    "airspace observers inspection proposal answer withdrawal ceasefire delegation command readiness signature"
).split()
CATEGORIES = {"talks": "Talks", "forces": "Forces", "treaty": "Treaties", "incident": "Incidents"}
ACTORS = {"north": "North", "south": "South", "east": "East", "west": "West"}


def make_events(count: int) -> Iterator[dict]:
    """Yield events as plain data; dates spread evenly over 1900 to 2019, a third of them with positions."""
    for number in range(count):
        year = 1900 + number * 120 // count
        month, day = 1 + number % 12, 1 + number * 7 % 28
        event = {
            "id": f"event-{number}-{year}",
            "date": f"{year}-{month:02d}-{day:02d}",
            "title": f"{_phrase(number, 5).capitalize()} {number}",
            "summary": f"The {_phrase(number + 3, 12)}. It mattered for *{_phrase(number + 5, 3)}*.",
            "category": list(CATEGORIES)[number % 4],
            "actors": [list(ACTORS)[number % 4], list(ACTORS)[(number + 1) % 4]],
            "sources": [f"source-{number % 50}"],
        }
        if number % 3 == 0:
            event["positions"] = [
                {"who": "north", "says": f"The {_phrase(number + 7, 9)}.", "sources": [f"source-{number % 50}"]},
                {"who": "south", "says": f"The {_phrase(number + 11, 9)}.", "sources": [f"source-{(number + 1) % 50}"]},
            ]
        yield event


def _phrase(seed: int, length: int) -> str:
    return " ".join(_WORDS[(seed * 7 + step * 5) % len(_WORDS)] for step in range(length))

"""Records to the text of an events file, as a person would write it: for the importer and for `new`."""

import re

from .record import Record

_PLAIN = re.compile(r"[A-Za-z0-9À-ɏ“‘(][^#:\n\"'\[\]{},&*!|>%@`]*")
_MISREAD = re.compile(r"(?i)(yes|no|on|off|true|false|null|~|[-+.\d_:e]+)")


def to_yaml(events: list[Record], head: Record | None = None) -> str:
    """Write an events file; `head` holds categories, actors and periods."""
    lines: list[str] = []
    for name, value in (head or {}).items():
        lines.append(f"{name}:")
        if isinstance(value, dict):
            lines += [f"  {key}: {scalar(text)}" for key, text in value.items()]
        else:
            lines += [f"  - {_flow(item)}" for item in value]
    lines.append("events:")
    for event in events:
        lines += _event(event)
    return "\n".join(lines) + "\n"


def _event(event: Record) -> list[str]:
    lines: list[str] = []
    for name, value in event.items():
        if name == "positions":
            lines.append("positions:")
            lines += [f"  - {_flow(side)}" for side in value]
        elif isinstance(value, list):
            lines.append(f"{name}: [{', '.join(scalar(str(item)) for item in value)}]")
        elif isinstance(value, dict):
            lines.append(f"{name}: {_flow(value)}")
        else:
            lines.append(f"{name}: {_date_or_text(name, str(value))}")
    return [f"  - {lines[0]}", *(f"    {line}" for line in lines[1:])]


def _flow(record: Record) -> str:
    parts = []
    for key, value in record.items():
        if isinstance(value, list):
            parts.append(f"{key}: [{', '.join(scalar(str(item)) for item in value)}]")
        else:
            parts.append(f"{key}: {_date_or_text(key, str(value))}")
    return "{" + ", ".join(parts) + "}"


def _date_or_text(name: str, value: str) -> str:
    # Dates and numbers are read as text anyway; quotes would only be in the way.
    return value if name in ("date", "as_of", "from", "to", "importance") and re.fullmatch(r"[-\d~?%/.]+", value) else scalar(value)


def scalar(text: str) -> str:
    """Write one text so that every YAML reader gives it back: plain where that is safe, else in double quotes."""
    if _PLAIN.fullmatch(text) and text == text.strip() and not _MISREAD.fullmatch(text):
        return text
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return f'"{escaped}"'


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029"}

"""The declarations of schema.py as JSON Schema (draft 2020-12), with which editors complete and check."""

import json

from .kinds import ID, KEY, LONGEST_INLINE, SECTION
from .schema import EVENT, FILE, MEDIA, PERIOD, POSITION, Field

ADDRESS = "https://json-schema.org/draft/2020-12/schema"
# An editor reads an unquoted 1949 as a number: dates are text or a number to it.
_DATE = {"type": ["string", "integer"]}
_ID = {"type": "string", "pattern": f"^{ID.pattern}$"}
_KEY = {"type": "string", "pattern": f"^{KEY.pattern}$"}


def json_schema() -> dict:
    """Return the schema of an events file."""
    return {
        "$schema": ADDRESS,
        "title": "Events of mkdocs-timeline",
        "description": "A list of events, or a group of fields with the list under `events`.",
        "anyOf": [{"$ref": "#/$defs/file"}, {"$ref": "#/$defs/events"}],
        "$defs": {
            "file": _group(FILE),
            "events": {"type": "array", "items": {"$ref": "#/$defs/event"}},
            "event": _group(EVENT),
            "period": _group(PERIOD),
            "position": _group(POSITION),
            "media": _group(MEDIA),
        },
    }


def schema_text() -> str:
    """Return the schema as it is shipped."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


def _group(declared: tuple[Field, ...]) -> dict:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in declared if field.needed],
        "properties": {field.name: {"description": field.help, **_kind(field)} for field in declared},
    }


def _kind(field: Field) -> dict:
    kinds = {
        "text": {"type": ["string", "number"]},
        "inline": {"type": ["string", "number"], "maxLength": LONGEST_INLINE},
        "path": {"type": "string"},
        "id": _ID,
        "ids": _many(_ID),
        "category": _KEY,
        "actor": _KEY,
        "actors": _many(_KEY),
        "sources": _many(_KEY),
        "sections": _many({"type": "string", "pattern": f"^{SECTION.pattern}$"}),
        "date": _DATE,
        "span": _DATE,
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
        "positions": _many({"$ref": "#/$defs/position"}),
        "media": {"$ref": "#/$defs/media"},
        "events": {"$ref": "#/$defs/events"},
        "periods": {"type": "array", "items": {"$ref": "#/$defs/period"}},
    }
    if field.kind == "choice":
        numbers = [int(choice) for choice in field.choices if choice.isdigit()]
        return {"enum": [*numbers, *field.choices]}
    return kinds[field.kind]


def _many(item: dict) -> dict:
    return {"anyOf": [{"type": "array", "items": item}, item]}

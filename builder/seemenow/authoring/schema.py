"""JSON Schemas of the course files, made from the model that reads them: for editors, which then help while typing.

A schema knows less than `check`: it sees one file at a time, and neither pages nor what points where.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from .. import load, model
from ..structure import ADDED, ID, as_key, has_default, type_hints
from ..theme import look

DIALECT = "http://json-schema.org/draft-07/schema#"  # what the YAML support of editors understands
Schema = dict[str, Any]

# Each kind of file: where it stands in a course, and what it holds: keys by name, or a class of the model.
KINDS: dict[str, tuple[str, Any]] = {
    "course": ("course.yaml", load.COURSE_KEYS),
    "part": ("parts/*/part.yaml", load.PART_KEYS),
    "names": ("names.yaml", {"names": tuple[model.Name, ...]}),
    "kit": ("kit.yaml", load.KIT_KEYS),
    "signals": ("signals.yaml", load.SIGNALS_KEYS),
    "figures": ("figures.yaml", {"figures": tuple[model.Figure, ...]}),
    "quiz": ("quizzes/*.yaml", model.Quiz),
    "conversation": ("conversations/*.yaml", model.Conversation),
    "story": ("stories/*/story.yaml", model.Story),
    "record": ("stories/*/record.yaml", model.Record),
    "contacts": ("guidance/contacts.yaml", load.CONTACTS_KEYS),
    "steps": ("guidance/steps.yaml", load.STEPS_KEYS),
    "route": ("guidance/route.yaml", load.ROUTE_KEYS),
    "regions": ("guidance/regions.yaml", {"regions": tuple[model.Region, ...]}),
    "guide": ("guidance/guide.yaml", load.GUIDE_KEYS),
    "sheets": ("guidance/sheets.yaml", {"sheets": tuple[model.Sheet, ...]}),
    "chat-answers": ("chat/answers.yaml", load.ANSWERS_KEYS),
    "chat-safety": ("chat/safety.yaml", load.SAFETY_KEYS),
    "chat-words": ("chat/words/*.yaml", model.ChatWords),
    "theme": ("themes/*.yaml", look.Theme),
}


def schemas() -> dict[str, Schema]:
    """Return the schema of every kind of file, by its name."""
    return {name: schema(name) for name in KINDS}


def schema(name: str) -> Schema:
    """Return the schema of one kind of file."""
    place, holds = KINDS[name]
    definitions: dict[str, Schema] = {}
    if isinstance(holds, Mapping):
        root = _object(holds, load.OPTIONAL_KEYS, definitions)
    else:
        root = _class(holds, definitions)
        if holds is model.Record:
            # What nobody has done yet stands there empty.
            root["properties"] = {
                key: value if key in root["required"] else {"anyOf": [value, {"type": "null"}]}
                for key, value in root["properties"].items()
            }
    return {"$schema": DIALECT, "title": place, **root, "definitions": definitions}


def files(prefixes: Iterable[str] = ("",), home: str = "./.vscode/schemas") -> dict[str, str]:
    """Return the schemas as files by name, and ``settings.json``, which tells VS Code which is whose."""
    texts = {f"{name}.json": json.dumps(each, ensure_ascii=False, indent=1) + "\n" for name, each in schemas().items()}
    places = {f"{home}/{name}.json": [f"{prefix}{place}" for prefix in prefixes] for name, (place, _) in KINDS.items()}
    settings = {"yaml.schemas": places, "files.encoding": "utf8", "[yaml]": {"editor.insertSpaces": True}}
    return {**texts, "settings.json": json.dumps(settings, ensure_ascii=False, indent=1) + "\n"}


def _object(keys: Mapping[str, Any], optional: Iterable[str], definitions: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": {key: _value(wanted, key, definitions) for key, wanted in keys.items()},
        "required": [key for key in keys if key not in optional],
        "additionalProperties": False,
    }


def _class(kind: type, definitions: dict[str, Schema]) -> Schema:
    fields = [field for field in dataclasses.fields(kind) if field.name not in ADDED]
    hints = type_hints(kind)
    keys = {as_key(field.name): hints[field.name] for field in fields}
    said = " ".join((kind.__doc__ or "").split())
    words = {} if said.startswith(f"{kind.__name__}(") or not said else {"description": said}
    return {**words, **_object(keys, {as_key(field.name) for field in fields if has_default(field)}, definitions)}


def _value(wanted: Any, key: str, definitions: dict[str, Schema]) -> Schema:
    origin, arguments = typing.get_origin(wanted), typing.get_args(wanted)
    if origin in (types.UnionType, typing.Union):
        (inner,) = [each for each in arguments if each is not type(None)]
        return _value(inner, key, definitions)
    if origin is tuple:
        fixed = {} if arguments[-1] is Ellipsis else {"minItems": len(arguments), "maxItems": len(arguments)}
        return {"type": "array", "items": _value(arguments[0], key, definitions), **fixed}
    if origin is Literal:
        return {"enum": list(arguments)}
    if dataclasses.is_dataclass(wanted):
        name = typing.cast(type, wanted).__name__
        if name not in definitions:
            definitions[name] = {}  # so that a class within itself ends here
            definitions[name] = _class(typing.cast(type, wanted), definitions)
        return {"$ref": f"#/definitions/{name}"}
    return _scalar(wanted, key)


def _scalar(wanted: type, key: str) -> Schema:
    if wanted in (int, float, bool):
        return {"type": {int: "integer", float: "number", bool: "boolean"}[wanted]}
    if wanted is date:
        return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "A date such as 2026-11-22."}
    if key == "id":
        return {"type": "string", "pattern": f"^{ID.pattern}$"}
    if issubclass(wanted, model.Text):
        return {"type": ["string", "number"], "pattern": r"\S"}
    return {"type": ["string", "number", "boolean"], "pattern": r"\S"}

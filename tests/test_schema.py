"""The schemas that help in an editor say what the reader of course files says, as far as one file can tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from seemenow import resources
from seemenow.authoring import schema
from seemenow.load import load

from .conftest import ROOT, TESTS, MakeCourse
from .test_rules import RULES, words

KEPT = ROOT / "docs" / "schemas"
PREFIXES = ("course/", "assets/new/*/")
# What the reader finds in one file and a schema can tell too. L004 it cannot: a mapping has each key once.
TOLD = {"L005", "L006", "L007", "L008", "L009", "L010", "G007"}


class Plain(yaml.SafeLoader):
    """YAML as editors read it: dates are words, and so are on, off, yes and no."""


Plain.yaml_implicit_resolvers = {
    mark: [pair for pair in pairs if not pair[0].endswith(("timestamp", "bool"))]
    for mark, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Plain.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@cache
def validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schema.schema(name))


def faults(folder: Path) -> Iterator[str]:
    """Yield the files of a course that its schemas find fault with."""
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        for kind, (place, _) in schema.KINDS.items():
            if fnmatch(name, place) and name.count("/") == place.count("/"):
                try:
                    value: Any = yaml.load(path.read_bytes(), Loader=Plain)
                except (yaml.YAMLError, UnicodeDecodeError):
                    continue
                if not validator(kind).is_valid(value):
                    yield name


@pytest.mark.parametrize("name", schema.KINDS)
def test_each_is_a_sound_schema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema.schema(name))


@pytest.mark.parametrize(
    "folder",
    [resources.sample_course(), *sorted((TESTS / "courses").glob("[em]*")), *sorted((ROOT / "assets/new").glob("??"))],
    ids=lambda path: path.name,
)
def test_every_file_of_a_sound_course_fits_its_schema(folder: Path) -> None:
    assert list(faults(folder)) == []


@pytest.mark.parametrize("code", sorted(path.name for path in RULES.iterdir() if (path / "course").is_dir()))
def test_reader_and_schema_find_fault_with_the_same_files(code: str, make_course: MakeCourse) -> None:
    over = [TESTS / "courses" / name for name in words(RULES / code / "over.txt")]
    folder = make_course(overlay=(*over, RULES / code / "course"), removed=words(RULES / code / "remove.txt"))
    read = {
        str(each.place.file).partition("/")[2]
        for each in load(folder).problems
        if each.code in TOLD and str(each.place.file).endswith(".yaml")
    }
    assert set(faults(folder)) == read


def test_the_kept_schemas_and_the_editor_setting_are_those_of_the_model() -> None:
    """Renew with `seemenow schema --out docs/schemas`; the setting changes only when a kind of file does."""
    made = schema.files(PREFIXES, "./docs/schemas")
    setting = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert setting == json.loads(made.pop("settings.json"))
    assert {path.name: path.read_text(encoding="utf-8") for path in KEPT.glob("*.json")} == made

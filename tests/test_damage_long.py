"""Whatever happens to a file of a course: no traceback, and a fault that names the file and a line close to it."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scormkit.problems import Problem
from seemenow.check.course import check
from seemenow.load import load

from .conftest import TESTS

COURSE = TESTS / "courses" / "every-question"  # small, with every kind of file but stories
FILES = sorted(path.relative_to(COURSE).as_posix() for path in COURSE.rglob("*.*"))
NEAR = 2
POINTS = {"C003", "C008", "Q001", "Q009", "Q016", "Q017"}
COUNTED = {"Q005", "Q018"}
WORD = r"[a-z0-9][a-z0-9-]*"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(COURSE, tmp_path_factory.mktemp("damage") / "course"))


def faults(folder: Path) -> set[Problem]:
    loaded = load(folder)
    return {each for each in (*loaded.problems, *check(loaded, today=date(2026, 11, 22))) if each.severity == "error"}


@st.composite
def damages(draw: st.DrawFn) -> tuple[str, int, list[str]]:
    """A file, the number of one of its lines, and what stands there instead."""
    name = draw(st.sampled_from(FILES))
    lines = (COURSE / name).read_text(encoding="utf-8").split("\n")[:-1]
    at = draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    cut = draw(st.integers(0, len(line)))
    sign = draw(
        st.sampled_from(
            ["\t", '"', "“", "'", ":", "{", "]", "- ", "#", "@", "%", "&", "*", "é", "\ufeff", "\x07", "::", "<b>"]
        )
    )
    kind = draw(st.sampled_from(["cut", "drop", "double", "indent", "dedent", "sign", "take"]))
    instead = {
        "cut": [line[:cut]],
        "drop": [],
        "double": [line, line],
        "indent": [" " * draw(st.integers(1, 4)) + line],
        "dedent": [line[draw(st.integers(1, 4)) :] if line.startswith(" ") else line],
        "sign": [line[:cut] + sign + line[cut:]],
        "take": [line[:cut] + line[cut + 1 :]],
    }
    return name, at + 1, instead[kind]


@settings(max_examples=900, deadline=None)
@given(damage=damages())
def test_damage_is_told_in_its_file_at_its_line(course: Path, damage: tuple[str, int, list[str]]) -> None:
    name, at, instead = damage
    path = course / name
    whole = path.read_bytes()
    lines = whole.decode().split("\n")
    try:
        path.write_bytes("\n".join([*lines[: at - 1], *instead, *lines[at:]]).encode())
        found = faults(course)
    finally:
        path.write_bytes(whole)
    own = [each for each in found if each.place.file == f"course/{name}"]
    near = [each for each in own if abs((each.place.line or 0) - at) <= NEAR]
    # Who points to something that is gone is told there, by its name; what is counted over a file, at its head.
    words = set(re.findall(WORD, lines[at - 1]))
    pointing = [
        each
        for each in found
        if (each not in own or each.code in POINTS) and words & set(re.findall(WORD, each.message))
    ]
    counted = bool(own) and {each.code for each in own} <= COUNTED
    assert near or counted or len(pointing) == len(found), sorted((str(each.place), each.message) for each in found)

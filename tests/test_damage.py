"""Whatever happens to a file of a course: no traceback, and a fault that names the file and a line close to it."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scormkit.problems import Problem
from seemenow import memory, pipeline, resources
from seemenow.authoring import catalogues, schema
from seemenow.catalogue import FAULTS

from .conftest import ROOT, TESTS, give_films

LAYERS = ("every-question", "whole")  # together: small, with every kind of file that a course can have
TODAY = date(2026, 11, 22)
NEAR = 2
POINTS = {"C003", "C008", "G016", "K004", "K007", "Q001", "Q009", "Q016", "Q017"}
COUNTED = {"Q005", "Q018", "S003"}
WORD = r"[a-z0-9][a-z0-9-]*"
PLACED = re.compile(r"(course/[\w./-]+):(\d+)")
FREE = (["parts"], ["quizzes"], ["conversations"], ["pictures"], ["themes"])  # folders whose files authors name
THEME = "themes/college.yaml"
READ_BY_PEOPLE = re.compile(r"^(CHANGELOG\.md|LICENSE)$")
BINARY = {".mp4", ".jpg"}
UNREAD = {"chat/learnt/*.json", "chat/questions.yaml"}  # by a build: what it learns anew, and what only measuring reads
MADE_ANEW = re.compile(r"(\.svg|\.jpg|/film\.lock)$")  # nobody mends a line of it
KINDS = (
    "chat/answers.yaml",
    "chat/learnt/*.json",
    "chat/questions.yaml",
    "chat/safety.yaml",
    "chat/words/*.yaml",
    "conversations/*.yaml",
    "course.yaml",
    "figures.yaml",
    "guidance/contacts.yaml",
    "guidance/guide.yaml",
    "guidance/municipalities.csv",
    "guidance/regions.yaml",
    "guidance/route.yaml",
    "guidance/sheets.yaml",
    "guidance/steps.yaml",
    "ids.lock",
    "kit.yaml",
    "locale/*/chat.po",
    "locale/*/course.po",
    "names.yaml",
    "parts/*/*.md",
    "parts/*/part.yaml",
    "pictures/*.svg",
    "quizzes/*.yaml",
    "signals.yaml",
    "stories/*/film.jpg",
    "stories/*/film.lock",
    "stories/*/film.mp4",
    "stories/*/record.yaml",
    "stories/*/story.yaml",
    "themes/*.svg",
    "themes/*.yaml",
)


@dataclass(frozen=True)
class Damage:
    """What is done to a file. ``first`` and ``last``: the lines that are touched; ``data``: what the file is then."""

    name: str
    kind: str
    first: int
    last: int
    data: bytes


def kind(name: str) -> str:
    """Return the kind of a file of a course: its path without what an author is free to choose."""
    *folders, last = name.split("/")
    if folders[:1] in (["parts"], ["stories"], ["locale"]) and len(folders) > 1:
        folders[1] = "*"
    is_fixed = folders[:1] not in FREE and folders not in (["chat", "words"], ["chat", "learnt"])
    return "/".join([*folders, last if is_fixed or last == "part.yaml" else f"*{Path(last).suffix}"])


def files(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not READ_BY_PEOPLE.search(name):
            yield name


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    aside = tmp_path_factory.mktemp("damage")
    folder = aside / "course"
    for layer in LAYERS:
        shutil.copytree(TESTS / "courses" / layer, folder, dirs_exist_ok=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_CACHE_HOME", str(aside / "cache"))
        memory.forget()
        catalogues.export_catalogue(folder, "nl")
        for path in folder.glob("locale/nl/*.po"):
            catalogue = polib.pofile(str(path))
            for entry in catalogue:
                entry.msgstr = entry.msgid
            catalogue.save()
        give_films(folder)
        pipeline.keep_slots(folder, pipeline.examine(folder, resources.assets(), today=TODAY))
        yield folder
        memory.forget()


def told(folder: Path, name: str) -> list[Problem]:
    """Return what is said of a course; of a theme, when it is used."""
    examined = pipeline.examine(folder, resources.assets(), today=TODAY)
    problems = list(examined.problems)
    if name.startswith("themes/"):
        brand = pipeline.branded(examined, ["en"], folder / THEME, resources.assets())[1]
        problems += [
            replace(each, place=replace(each.place, file=f"course/themes/{each.place.file}")) for each in brand
        ]
    return problems


SIGNS = [
    "\t",
    '"',
    "“",
    "'",
    ":",
    "{",
    "]",
    "- ",
    "#",
    "@",
    "%",
    "&",
    "*",
    "é",
    "\ufeff",
    "\x07",
    "\x00",
    "::",
    "<b>",
    "**",
]
VALUES = [
    "[a]",
    "{a: b}",
    "twelve",
    "-1",
    '""',
    "null",
    "yes",
    "2026-13-45",
    "99999999999999999999",
    "1e999",
    ".nan",
    "|",
    "&a",
]
KEY = re.compile(r"([\s{-]*)([a-z_]+):(\s|$)")


def in_line(draw: st.DrawFn, line: str) -> tuple[str, list[str]]:
    """Return a slip of the pen, and what stands in the place of a line after it."""
    cut = draw(st.integers(0, len(line)))
    key = KEY.match(line)
    ways = {
        "cut": lambda: [line[:cut]],
        "drop": lambda: [],
        "double": lambda: [line, line],
        "indent": lambda: [" " * draw(st.integers(1, 4)) + line],
        "dedent": lambda: [line[min(draw(st.integers(1, 4)), len(line) - len(line.lstrip(" "))) :]],
        "tab": lambda: [line.replace("  ", "\t", 1)],
        "sign": lambda: [line[:cut] + draw(st.sampled_from(SIGNS)) + line[cut:]],
        "take": lambda: [line[:cut] + line[cut + 1 :]],
        "unquote": lambda: [line.replace('"', "", draw(st.integers(1, 2)))],
        "curly": lambda: [re.sub(r'"([^"]*)"', "“\\1”", line)],
        "date": lambda: [
            re.sub(r"\d{4}-\d\d-\d\d", draw(st.sampled_from(["2026-02-30", "22-11-2026", "1999-01-01"])), line)
        ],
        "link": lambda: [line.replace("https://", draw(st.sampled_from(["http://", "javascript:", "https//", ""])))],
        "conflict": lambda: ["<<<<<<< ours", line, "=======", line, ">>>>>>> theirs"],
        "word": lambda: [
            re.sub(WORD, draw(st.sampled_from(["other", "a1", "helpline", "Ünïcode", "x" * 40])), line, count=1)
        ],
        "cells": lambda: [draw(st.sampled_from([line.replace(",", "", 1), line + ",", line.replace(",", ";")]))],
    }
    if key:
        rest = line[key.end(2) + 1 :]
        ways["misspell"] = lambda: [f"{key[1]}{key[2]}x:{rest}"]
        ways["value"] = lambda: [f"{key[1]}{key[2]}: {draw(st.sampled_from(VALUES))}"]
        ways["no colon"] = lambda: [f"{key[1]}{key[2]}{rest}"]
    identity = re.search(r"\bid: ([a-z0-9-]+)", line)
    if identity:
        ways["id"] = lambda: [
            line.replace(identity[1], draw(st.sampled_from(["other", "a", "My Id", identity[1] + "s"])), 1)
        ]
    slip = draw(st.sampled_from(sorted(ways)))
    return slip, ways[slip]()


@st.composite
def damages(draw: st.DrawFn, folder: Path, wanted: str) -> Damage:
    """One of the files of a kind, and something that people and programs do to files."""
    name = draw(st.sampled_from([each for each in files(folder) if kind(each) == wanted]))
    whole = (folder / name).read_bytes()
    if Path(name).suffix in BINARY:
        at = draw(st.integers(0, len(whole) - 1))
        data = draw(
            st.sampled_from([whole[:at], whole[:at] + b"\xff" + whole[at + 1 :], draw(st.binary(max_size=200))])
        )
        return Damage(name, "binary", 1, 1, data)
    lines = whole.decode().split("\n")[:-1]
    at = draw(st.integers(0, len(lines) - 1))
    way = draw(st.sampled_from(["line"] * 12 + ["end", "bytes", "swap", "windows", "latin"]))
    before, line, after = lines[:at], lines[at], lines[at + 1 :]
    slip, instead = in_line(draw, line) if way == "line" else (way, [line])
    text = "\n".join([*before, *instead, *after, ""])
    match way:
        case "end":
            end = "\n".join([*before, line[: draw(st.integers(0, len(line)))]])
            return Damage(name, way, at + 1, len(lines), end.encode())
        case "bytes":
            junk = draw(st.sampled_from([b"\xff", b"\xc3", b"\x80\x81", b"\xf5\x80"]))
            cut = len("\n".join(before).encode())
            return Damage(name, way, at + 1, at + 1, whole[:cut] + junk + whole[cut:])
        case "latin":
            return Damage(
                name, way, at + 1, at + 1, "\n".join([*before, line + "é", *after, ""]).encode("latin-1", "replace")
            )
        case "swap" if after:
            return Damage(name, way, at + 1, at + 2, "\n".join([*before, after[0], line, *after[1:], ""]).encode())
        case "windows":
            return Damage(name, way, 1, len(lines), ("\ufeff" + whole.decode()).replace("\n", "\r\n").encode())
    return Damage(name, slip, at + 1, at + max(1, len(instead)), text.encode())


def is_never_silent(damage: Damage) -> bool:
    """Return whether something must be told: no text has such bytes, and YAML neither such lines nor such a key."""
    if kind(damage.name) in UNREAD:
        return False
    return damage.kind == "bytes" or (damage.name.endswith(".yaml") and damage.kind in ("conflict", "misspell"))


def misplaced(damage: Damage, whole: str, found: list[Problem]) -> list[Problem]:
    """Return the faults of which nobody could see where the damage is; none when it is told where it is."""
    file = f"course/{damage.name}"

    def is_near(named: str | None, line: int | None) -> bool:
        return named == file and damage.first - NEAR <= (line or 0) <= damage.last + NEAR

    def is_told(each: Problem) -> bool:
        named = [(name, int(line)) for name, line in PLACED.findall(each.message)]
        return any(is_near(*place) for place in ((each.place.file, each.place.line), *named))

    if not found or any(map(is_told, found)):
        return []
    # Where an audience is gone, what only it could see is told as well as what names it.
    found = [each for each in found if each.code != "C018"] or found
    # A logo or a picture is told where it is named, the lock of a film as a whole, with its own name.
    if MADE_ANEW.search(damage.name) and all(Path(damage.name).name in each.message for each in found):
        return []
    own = [each for each in found if each.place.file == file]
    if Path(damage.name).suffix in BINARY:
        home = file.rpartition("/")[0]
        return [each for each in found if not (each.place.file or "").startswith(home)]
    # Who points to something that is gone is told there, by its name; what is counted over a file, at its head.
    if own and {each.code for each in own} <= COUNTED:
        return []
    words = set(re.findall(WORD, "\n".join(whole.split("\n")[damage.first - 1 : damage.last])))
    return [each for each in found if (each in own and each.code not in POINTS) or not words & own_words(each)]


def own_words(each: Problem) -> set[str]:
    """Return what a fault says of this course: its words without those that it always has."""
    always = FAULTS[each.code].message if each.code in FAULTS else ""
    return set(re.findall(WORD, each.message)) - set(re.findall(WORD, always))


def test_every_kind_of_file_of_the_course_is_damaged(course: Path) -> None:
    """A kind that the course or the program comes to know must come into tests/courses/whole too."""
    damaged = {kind(name) for name in files(course)}
    assert sorted(damaged) == sorted(KINDS)
    assert {kind(name) for name in files(ROOT / "course")} <= damaged
    assert {place for place, _ in schema.KINDS.values()} <= damaged


def test_the_course_that_is_damaged_is_sound(course: Path) -> None:
    for name in ("course.yaml", THEME):
        assert [each for each in told(course, name) if each.severity == "error"] == []


@pytest.mark.parametrize("wanted", KINDS)
@settings(max_examples=int(os.environ.get("EXAMPLES", "7")), deadline=None)
@given(data=st.data())
def test_damage_is_told_in_its_file_at_its_line(course: Path, wanted: str, data: st.DataObject) -> None:
    damage = data.draw(damages(course, wanted))
    path = course / damage.name
    whole = path.read_bytes()
    try:
        path.write_bytes(damage.data)
        found = [each for each in told(course, damage.name) if each.severity == "error"]
    finally:
        path.write_bytes(whole)
    assert found or not is_never_silent(damage), damage
    wrong = misplaced(damage, whole.decode(errors="replace"), found)
    assert not wrong, sorted((str(each.place), each.code, each.message) for each in found)

"""Read a fleet file and return the list of packages that it asks for, with all that is wrong with it at once.

A fleet file names brands and schools; what a school does not say itself stands under ``defaults``. Schools can also
stand in a CSV table, one row each, with the same names for its columns. docs/scale.md tells the format.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import yaml
from scormkit.problems import NOWHERE, Place, Problem, in_order
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from .assemble import package_name
from .captions import Rule
from .catalogue import problem
from .formats import FORMATS
from .load import text_of
from .model import Course, Located
from .structure import Reading, Unreadable, compose, near

EVERY_AUDIENCE = "all"
LISTS = ("brands", "audiences", "languages", "formats")
_YES_OR_NO = {"true", "yes", "on", "false", "no", "off"}
_PARTED = re.compile(r"[\s,;|]+")

CODES: dict[str, Rule] = {
    "F001": Rule(
        severity="error",
        sentence='There are two {kind} with the id "{id}"; the first stands at {first}.',
        remedy="Give each an id of its own: the names of the packages begin with it.",
    ),
    "F002": Rule(
        severity="error",
        sentence="This row has {found} cells, and the table has {columns} columns.",
        remedy="Put a cell that holds the separator in quotation marks, or take away what is too much.",
    ),
    "F003": Rule(
        severity="error",
        sentence="The fleet file names no school.",
        remedy="List schools under `schools`, or name a CSV file with `table`.",
    ),
    "F004": Rule(
        severity="error",
        sentence='The school has no words of its contact in the language "{language}".',
        remedy="Write `title` and `text` under {language} in {file}.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a school gets. Empty: every brand, the first audience, every language, SCORM 1.2, with films.

    ``contact``: a file with the words that name whom to turn to first inside the school, by language.
    """

    brands: tuple[Located, ...] = ()
    audiences: tuple[Located, ...] = ()
    languages: tuple[Located, ...] = ()
    formats: tuple[Located, ...] = ()
    lite: bool | None = None
    contact: Located | None = None


@dataclass(frozen=True, kw_only=True)
class School(Wishes):
    """``NEEDED``: a row without an id is a fault, and what else is wrong in it is told all the same."""

    NEEDED: ClassVar = frozenset({"id"})
    id: Located = field(default_factory=lambda: Located(""))
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Brand:
    id: Located
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """A fleet file as it stands there. ``course``: a folder, seen from the fleet file, like all files in it."""

    course: Located | None = None
    defaults: Wishes = field(default_factory=Wishes)
    brands: tuple[Brand, ...] = ()
    schools: tuple[School, ...] = ()
    table: Located | None = None


@dataclass(frozen=True, kw_only=True)
class Read:
    """A fleet file as far as it could be read; None when it could not be read at all.

    ``broken``: ids of entries that could not be read whole.
    """

    fleet: Fleet | None
    folder: Path
    problems: tuple[Problem, ...]
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Inside:
    """The school's own words for whom to turn to first."""

    title: Located
    text: Located


@dataclass(frozen=True, kw_only=True)
class Order:
    """One package to be made. ``file``: its name below the target, with the hash of all that decides its bytes."""

    school: str
    brand: str
    audience: str
    language: str
    format: str
    lite: bool
    inside: tuple[str, str] | None = None
    file: str = ""

    @property
    def edition(self) -> tuple[str, str, str, str, bool]:
        """Return what orders have in common that differ in nothing but the school."""
        return (self.brand, self.audience, self.language, self.format, self.lite)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``orders`` is empty when there are errors."""

    orders: tuple[Order, ...]
    problems: tuple[Problem, ...]


def read(file: Path) -> Read:
    """Return what a fleet file and its table say, with the faults of reading them."""
    problems: list[Problem] = []
    reading = Reading(file=file.name, problems=problems, broken=set())
    text = text_of(file, file.name, problems)
    node = None if text is None else compose(text, file.name, problems)
    if problems:
        return Read(fleet=None, folder=file.parent, problems=tuple(problems))
    fleet = Fleet()
    if node is not None:
        with suppress(Unreadable):
            fleet = reading.read(node, Fleet, "fleet")
    if fleet.table is not None:
        rows = text_of(file.parent / fleet.table, str(fleet.table), problems, fleet.table.place)
        if rows is not None:
            found = _rows(rows, replace(reading, file=str(fleet.table)))
            fleet = replace(fleet, schools=(*fleet.schools, *found))
    if not fleet.schools and not problems:
        problems.append(CODES["F003"].problem("F003", Place(file=file.name)))
    return Read(fleet=fleet, folder=file.parent, problems=tuple(problems), broken=frozenset(reading.broken))


def plan(read: Read, course: Course, languages: Sequence[str], base: str) -> Plan:
    """Return an order for each package that a fleet asks for, those of one edition side by side.

    ``languages``: those in which the course can be built. ``base``: the hash of course, builder and day.
    """
    fleet, problems = read.fleet or Fleet(), list(read.problems)
    known: dict[str, tuple[str, ...]] = {
        "brands": tuple(str(each.id) for each in fleet.brands),
        "audiences": (*(str(each.id) for each in course.audiences), EVERY_AUDIENCE),
        "languages": tuple(languages),
        "formats": tuple(FORMATS),
    }
    for wishes in (fleet.defaults, *fleet.schools):
        problems += _unknown(wishes, known, read.broken)
    problems += _twice(fleet.brands, "brands")
    problems += _twice(fleet.schools, "schools")
    contacts = _Contacts(read.folder, languages)
    orders: list[Order] = []
    for school in fleet.schools:
        wanted = _with_defaults(school, fleet.defaults, known)
        own = contacts.of(wanted, school.contact or fleet.defaults.contact)
        audiences = [audience for audience in wanted["audiences"] if audience != EVERY_AUDIENCE]
        if EVERY_AUDIENCE in wanted["audiences"]:
            audiences = list(known["audiences"][:-1])
        lite = bool(fleet.defaults.lite if school.lite is None else school.lite)
        for brand, audience, language, format_ in product(
            wanted["brands"], audiences or [""], wanted["languages"], wanted["formats"]
        ):
            order = Order(
                school=str(school.id),
                brand=brand,
                audience=audience,
                language=language,
                format=format_,
                lite=lite,
                inside=own.get(language),
            )
            orders.append(order)
    problems += contacts.problems
    if any(each.severity == "error" for each in problems):
        return Plan(orders=(), problems=in_order(problems))
    named = [replace(each, file=_file(each, course, base)) for each in orders]
    return Plan(orders=tuple(sorted(named, key=lambda each: (*each.edition, each.school))), problems=in_order(problems))


def _with_defaults(school: Wishes, defaults: Wishes, known: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Return the lists of a school, each name once."""
    last = {
        "brands": known["brands"] or ("",),
        "audiences": known["audiences"][:-1][:1],
        "languages": known["languages"],
        "formats": ["scorm12"],
    }
    return {
        name: list(dict.fromkeys(str(each) for each in getattr(school, name) or getattr(defaults, name) or last[name]))
        for name in LISTS
    }


def _file(order: Order, course: Course, base: str) -> str:
    """Return the name of an order's package. Another course, builder, day or request gives another name."""
    said = json.dumps([base, *dataclasses.astuple(order)], ensure_ascii=True)
    key = hashlib.sha256(said.encode()).hexdigest()[:16]
    audience = next((each for each in course.audiences if each.id == order.audience), None)
    edition = replace(course, audience=audience)
    stem = package_name(edition, [order.language], order.format, lite=order.lite).removesuffix(".zip")
    return f"{order.school}/{'-'.join(filter(None, (order.brand, stem, key)))}.zip"


def _unknown(wishes: Wishes, known: Mapping[str, tuple[str, ...]], broken: frozenset[str]) -> Iterator[Problem]:
    for name in LISTS:
        for value in getattr(wishes, name):
            if value not in known[name] and not (name == "brands" and value in broken):
                words = {"near": _near(str(value), known[name]), "known": ", ".join(known[name]) or "none"}
                yield problem("L008", value.place, key=name, value=value, **words)


_near = cache(near)  # ten thousand rows may hold the same mistake


def _twice(entries: Iterable[Brand | School], kind: str) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for entry in filter(lambda each: each.id, entries):
        before = first.setdefault(entry.id, entry.id.place)
        if before is not entry.id.place:
            yield CODES["F001"].problem("F001", entry.id.place, kind=kind, id=entry.id, first=before)


class _Contacts:
    """The schools' own contacts, each file read once."""

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        self.folder, self.languages = folder, languages
        self.problems: list[Problem] = []
        self.seen: dict[str, dict[str, Inside] | None] = {}

    def of(self, wanted: Mapping[str, Sequence[str]], named: Located | None) -> dict[str, tuple[str, str]]:
        """Return title and text by language, after noting the languages that a school has no words in."""
        if named is None:
            return {}
        if named not in self.seen:
            self.seen[named] = self.read(named)
        elif not (self.folder / named).is_file():  # each school that names it is told
            self.problems.append(problem("L001", named.place, file=named, near=""))
        found = self.seen[named]
        if found is None:
            return {}
        for language in wanted["languages"]:
            if language not in found and language in self.languages:
                fault = CODES["F004"].problem("F004", named.place, language=language, file=named)
                self.problems.append(fault)
        return {language: (str(each.title), str(each.text)) for language, each in found.items()}

    def read(self, named: Located) -> dict[str, Inside] | None:
        before = len(self.problems)
        text = text_of(self.folder / named, str(named), self.problems, named.place)
        node = None if text is None else compose(text, str(named), self.problems)
        if len(self.problems) > before:
            return None
        reading = Reading(file=str(named), problems=self.problems, broken=set())
        found = reading.entries(node, dict.fromkeys(self.languages, Inside), "contact", optional=self.languages)
        return None if len(self.problems) > before else found


def _rows(text: str, reading: Reading) -> tuple[School, ...]:
    """Return the schools of a table: commas or semicolons between cells, blanks between the words of a list.

    The column of a fault is the number of its cell.
    """
    head = text.partition("\n")[0]
    table = csv.reader(text.splitlines(keepends=True), delimiter=";" if head.count(";") > head.count(",") else ",")
    try:
        (_, columns), *rows = _numbered(table) or [(1, [])]
    except csv.Error as fault:
        place = Place(file=reading.file, line=table.line_num)
        reading.problems.append(problem("L002", place, reason=str(fault)))
        return ()
    known = {each.name for each in dataclasses.fields(School)} - {"place"}
    for at, name in enumerate(columns):
        node = ScalarNode("str", name, _mark(1, at))
        if name in columns[:at]:
            reading.note("L004", node, key=name)
        elif name not in known:
            reading.note("L005", node, key=name, near=near(name, known), known=", ".join(sorted(known)))
    found = []
    for line, row in rows:
        if len(row) > len(columns):
            place = Place(file=reading.file, line=line, column=len(columns) + 1)
            reading.problems.append(CODES["F002"].problem("F002", place, found=len(row), columns=len(columns)))
            continue
        marks = [_mark(line, at) for at, _ in enumerate(row)]
        pairs = [
            (ScalarNode("str", name, mark), _cell(name, cell, mark))
            for at, (name, cell, mark) in enumerate(zip(columns, row, marks, strict=False))
            if cell and name in known and name not in columns[:at]
        ]
        with suppress(Unreadable):
            found.append(reading.read(MappingNode("map", pairs, _mark(line, 0)), School, f"schools/{line}"))
    return tuple(found)


def _numbered(table: Any) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the line on which it begins."""
    found, before = [], 0
    for row in table:
        cells = [cell.strip() for cell in row]
        if any(cells):
            found.append((before + 1, cells))
        before = table.line_num
    return found


def _cell(name: str, cell: str, mark: yaml.Mark) -> ScalarNode | SequenceNode:
    if name in LISTS:
        return SequenceNode("seq", [ScalarNode("str", each, mark) for each in _PARTED.split(cell) if each], mark)
    return ScalarNode("bool" if cell.lower() in _YES_OR_NO else "str", cell, mark)


def _mark(line: int, cell: int) -> yaml.Mark:
    return yaml.Mark("", 0, line - 1, cell, None, 0)

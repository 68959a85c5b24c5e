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
from datetime import date
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import yaml
from scormkit.problems import NOWHERE, Place, Problem, in_order
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from ..assemble import package_name
from ..catalogue import problem
from ..formats import FORMATS
from ..load import text_of
from ..model import Course, Located
from ..rule import Rule
from ..structure import Reading, Unreadable, compose, near
from ..theme import look, theme_file
from ..theme.look import Brand, OwnContact

EVERY_AUDIENCE = "all"
LISTS = ("brands", "audiences", "languages", "formats")
Thing = TypeVar("Thing")
# Brand, audience, language, format, and whether it is without films.
Edition = tuple[str, str, str, str, bool]
# Names of devices: no file or folder can be called so there (Microsoft, "Naming Files, Paths, and Namespaces").
_OF_WINDOWS = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
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
        sentence='The contact has no words in the language "{language}", in which the school gets packages.',
        remedy="Add an entry with `language: {language}` under `words` in {file}.",
    ),
    "F005": Rule(
        severity="error",
        sentence="The school has a contact of its own, and its packages have no theme to show it in.",
        remedy="Give {brand} a theme: a file with `id` and `name` suffices.",
    ),
    "F006": Rule(
        severity="error",
        sentence='Windows allows no folder with the name "{id}", and each school has a folder.',
        remedy="Give the school another id, such as {id}-school.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a school gets. Empty: every brand, the first audience, every language, SCORM 1.2, with films.

    ``contact``: a file with what a theme says under ``contact``, for this school alone.
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
class Look:
    """A brand. ``theme``: its file (docs/themes.md); without it packages look as the course does."""

    id: Located
    theme: Located | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """A fleet file as it stands there. ``course``: a folder, seen from the fleet file, like all files in it."""

    course: Located | None = None
    defaults: Wishes = field(default_factory=Wishes)
    brands: tuple[Look, ...] = ()
    schools: tuple[School, ...] = ()
    table: Located | None = None


@dataclass(frozen=True, kw_only=True)
class Beside(Generic[Thing]):
    """What a file beside the fleet file holds, and the hash of all that it consists of."""

    thing: Thing
    digest: str


@dataclass(frozen=True, kw_only=True)
class Read:
    """A fleet file as far as it could be read; None when it could not be read at all.

    ``brands`` by id and ``contacts`` by file name, as far as they could be read. ``broken``: ids of entries that could
    not be read whole.
    """

    fleet: Fleet | None
    problems: tuple[Problem, ...]
    brands: Mapping[str, Beside[Brand]] = field(default_factory=dict)
    contacts: Mapping[str, Beside[OwnContact]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Order:
    """One package to be made. ``contact``: the file of the school's own one.

    ``file``: its name below the target, with the hash of all that decides its bytes.
    """

    school: str
    brand: str
    audience: str
    language: str
    format: str
    lite: bool
    contact: str = ""
    file: str = ""

    @property
    def edition(self) -> Edition:
        """Return what orders have in common that differ in nothing but the school."""
        return (self.brand, self.audience, self.language, self.format, self.lite)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``orders`` is empty when there are errors."""

    orders: tuple[Order, ...]
    problems: tuple[Problem, ...]


def read(file: Path) -> Read:
    """Return what a fleet file says, its table, and the themes and contacts beside it, with the faults of reading."""
    problems: list[Problem] = []
    reading = Reading(file=file.name, problems=problems, broken=set())
    text = text_of(file, file.name, problems)
    node = None if text is None else compose(text, file.name, problems)
    if problems:
        return Read(fleet=None, problems=tuple(problems))
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
    here = _Files(file.parent, problems)
    themes = {str(each.id): here.brand(each.theme) for each in fleet.brands if each.theme}
    named = [each.contact for each in (fleet.defaults, *fleet.schools) if each.contact]
    contacts = {str(each): here.contact(each) for each in named}
    return Read(
        fleet=fleet,
        problems=tuple(problems),
        brands={name: each for name, each in themes.items() if each},
        contacts={name: each for name, each in contacts.items() if each},
        broken=frozenset(reading.broken),
    )


def plan(read: Read, courses: Mapping[str, Course], assets: Path, today: date, base: str) -> Plan:
    """Return an order for each package that a fleet asks for, those of one edition side by side.

    ``courses`` by language. ``base``: the hash of course, builder and day.
    """
    fleet, problems = read.fleet or Fleet(), list(read.problems)
    course = next(iter(courses.values()))
    known: dict[str, tuple[str, ...]] = {
        "brands": tuple(str(each.id) for each in fleet.brands),
        "audiences": (*(str(each.id) for each in course.audiences), EVERY_AUDIENCE),
        "languages": tuple(courses),
        "formats": tuple(FORMATS),
    }
    for wishes in (fleet.defaults, *fleet.schools):
        problems += _unknown(wishes, known, read.broken)
    problems += _twice(fleet.brands, "brands")
    problems += _twice(fleet.schools, "schools")
    problems += [
        CODES["F006"].problem("F006", each.id.place, id=each.id) for each in fleet.schools if each.id in _OF_WINDOWS
    ]
    orders: list[Order] = []
    spoken: dict[str, set[str]] = {}
    for school in fleet.schools:
        wanted = _with_defaults(school, fleet.defaults, known)
        contact = school.contact or fleet.defaults.contact
        if contact:
            problems += _contact_faults(contact, wanted, read, fleet)
        for brand in wanted["brands"]:
            spoken.setdefault(brand, set()).update(wanted["languages"])
        audiences = [audience for audience in wanted["audiences"] if audience != EVERY_AUDIENCE]
        if EVERY_AUDIENCE in wanted["audiences"]:
            audiences = list(known["audiences"][:-1])
        lite = bool(fleet.defaults.lite if school.lite is None else school.lite)
        orders += [
            Order(
                school=str(school.id),
                brand=brand,
                audience=audience,
                language=language,
                format=format_,
                lite=lite,
                contact=str(contact or ""),
            )
            for brand, audience, language, format_ in product(
                wanted["brands"], audiences or [""], wanted["languages"], wanted["formats"]
            )
        ]
    for name, brand_ in read.brands.items():
        own = {language: each for language, each in courses.items() if language in spoken.get(name, ())}
        problems += look.faults(brand_.thing.theme, own, assets, today)
    for beside in read.contacts.values():
        for language, each in courses.items():
            words = look.contact_in(beside.thing, language)
            problems += look.own_contact_faults(words, language, each, assets, today) if words else ()
    if any(each.severity == "error" for each in problems):
        return Plan(orders=(), problems=in_order(problems))
    named = [replace(each, file=_file(each, read, course, base)) for each in orders]
    return Plan(orders=tuple(sorted(named, key=lambda each: (*each.edition, each.school))), problems=in_order(problems))


def _contact_faults(
    contact: Located, wanted: Mapping[str, Sequence[str]], read: Read, fleet: Fleet
) -> Iterator[Problem]:
    plain = {"", *(str(each.id) for each in fleet.brands if not each.theme)}
    without = [brand for brand in wanted["brands"] if brand in plain]
    if without:
        brand = f'the brand "{without[0]}"' if without[0] else "the fleet a brand with"
        yield CODES["F005"].problem("F005", contact.place, brand=brand)
    if contact in read.contacts:
        said = {str(each.language) for each in read.contacts[contact].thing.words}
        for language in wanted["languages"]:
            if language not in said:
                yield CODES["F004"].problem("F004", contact.place, language=language, file=contact)


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


def _file(order: Order, read: Read, course: Course, base: str) -> str:
    """Return the name of an order's package. Another course, builder, day, theme, contact or request: another name."""
    beside = [each.digest for each in (read.brands.get(order.brand), read.contacts.get(order.contact)) if each]
    said = json.dumps([base, *beside, *dataclasses.astuple(order)], ensure_ascii=True)
    key = _digest(said.encode())[:16]
    audience = next((each for each in course.audiences if each.id == order.audience), None)
    edition = replace(course, audience=audience)
    name = package_name(edition, [order.language], order.format, lite=order.lite, brand=order.brand)
    return f"{order.school}/{name.removesuffix('.zip')}-{key}.zip"


def _unknown(wishes: Wishes, known: Mapping[str, tuple[str, ...]], broken: frozenset[str]) -> Iterator[Problem]:
    for name in LISTS:
        for value in getattr(wishes, name):
            if value not in known[name] and not (name == "brands" and value in broken):
                words = {"near": _near(str(value), known[name]), "known": ", ".join(known[name]) or "none"}
                yield problem("L008", value.place, key=name, value=value, **words)


_near = cache(near)  # ten thousand rows may hold the same mistake


def _twice(entries: Iterable[Look | School], kind: str) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for entry in filter(lambda each: each.id, entries):
        before = first.setdefault(entry.id, entry.id.place)
        if before is not entry.id.place:
            yield CODES["F001"].problem("F001", entry.id.place, kind=kind, id=entry.id, first=before)


class _Files:
    """The files that a fleet file names, each read once."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self.folder, self.problems = folder, problems
        self.seen: dict[str, Beside[OwnContact] | None] = {}

    def is_there(self, named: Located) -> bool:
        """Tell whether a file is there, after noting it for whoever names it."""
        found = (self.folder / named).is_file()
        if not found:
            self.problems.append(problem("L001", named.place, file=named, near=""))
        return found

    def brand(self, named: Located) -> Beside[Brand] | None:
        if not self.is_there(named):
            return None
        brand, faults = theme_file.read(self.folder / named)
        self.problems += faults
        if brand is None:
            return None
        return Beside(thing=brand, digest=_digest((self.folder / named).read_bytes(), *brand.files.values()))

    def contact(self, named: Located) -> Beside[OwnContact] | None:
        if self.is_there(named) and named not in self.seen:
            self.seen[named] = self.read_contact(named)
        return self.seen.get(named)

    def read_contact(self, named: Located) -> Beside[OwnContact] | None:
        text = text_of(self.folder / named, str(named), self.problems)
        node = None if text is None else compose(text, str(named), self.problems)
        if node is None or text is None:
            return None
        with suppress(Unreadable):
            own = Reading(file=str(named), problems=self.problems, broken=set()).read(node, OwnContact, "contact")
            return Beside(thing=own, digest=_digest(text.encode()))
        return None


def _digest(*contents: bytes) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in contents)).hexdigest()


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
        node = ScalarNode("str", name, _mark(1, at), _mark(1, at))
        if name in columns[:at]:
            other = Place(file=reading.file, line=1, column=columns.index(name) + 1)
            reading.note("L004", node, key=name, other=other)
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
            (ScalarNode("str", name, mark, mark), _cell(name, cell, mark))
            for at, (name, cell, mark) in enumerate(zip(columns, row, marks, strict=False))
            if cell and name in known and name not in columns[:at]
        ]
        with suppress(Unreadable):
            found.append(
                reading.read(MappingNode("map", pairs, _mark(line, 0), _mark(line, 0)), School, f"schools/{line}")
            )
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
        return SequenceNode(
            "seq", [ScalarNode("str", each, mark, mark) for each in _PARTED.split(cell) if each], mark, mark
        )
    return ScalarNode("bool" if cell.lower() in _YES_OR_NO else "str", cell, mark, mark)


def _mark(line: int, cell: int) -> yaml.Mark:
    return yaml.Mark("", 0, line - 1, cell, None, 0)

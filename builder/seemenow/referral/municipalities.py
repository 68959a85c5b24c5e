"""Read the table of municipalities, with those of former years and what became of them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from datetime import date

from scormkit.problems import Place, Problem

from ..catalogue import problem
from ..model import Municipality

COLUMNS = [
    "code",
    "name",
    "province",
    "valid_from",
    "valid_to",
    "aka",
    "successor",
    "safety_region",
    "planned_valid_to",
    "planned_successor",
]
LONGEST = 60  # characters of a cell that are quoted
CODE = re.compile(r"GM\d{4}")


def read(text: str, file: str) -> tuple[Mapping[str, Municipality], tuple[Problem, ...]]:
    """Return the municipalities by code, and G011 for each row that cannot be used.

    The first line says what separates cells: a Dutch Excel writes semicolons. If it does not fit, that alone is told.
    """
    head = text.partition("\n")[0]
    mark = max((",", ";", "\t"), key=head.count)
    found: dict[str, Municipality] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    rows = csv.reader(io.StringIO(text), delimiter=mark)
    if next(rows, None) != COLUMNS:
        reason = f"the first line is not {','.join(COLUMNS)}"
        return {}, (problem("G011", Place(file=file, line=1, column=1), reason=reason),)
    for line, cells in enumerate(rows, 2):
        place = Place(file=file, line=line, column=1)
        try:
            row = _row(cells)
            _expect(row.code not in found, f"{row.code} stands in the table twice")
            found[row.code], places[row.code] = row, place
        except ValueError as error:
            problems.append(problem("G011", place, reason=error))
    for row in found.values():
        unknown = sorted(set(row.successor) - {each.name for each in found.values()})
        if unknown:
            problems.append(problem("G011", places[row.code], reason=f"its successor {unknown[0]} is not in the table"))
    return found, tuple(problems)


def _row(cells: list[str]) -> Municipality:
    """Return the municipality in one row. Raises ValueError, which says why not."""
    _expect(len(cells) == len(COLUMNS), f"it has {len(cells)} cells instead of {len(COLUMNS)}")
    row = dict(zip(COLUMNS, cells, strict=True))
    _expect(CODE.fullmatch(row["code"]) is not None, f'"{_cut(row["code"])}" is not GM and four digits')
    _expect(bool(row["name"] and row["province"]), "its name or its province is missing")
    _expect(bool(row["valid_to"]) == bool(row["successor"]), "valid_to and successor belong together")
    return Municipality(
        code=row["code"],
        name=row["name"],
        province=row["province"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        aka=tuple(filter(None, row["aka"].split(";"))),
        successor=tuple(filter(None, row["successor"].split(";"))),
    )


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError:
        raise ValueError(f'"{_cut(cell)}" is not a date such as 2026-01-01') from None


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST else f"{cell[:LONGEST]}…"


def _expect(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise ValueError(otherwise)

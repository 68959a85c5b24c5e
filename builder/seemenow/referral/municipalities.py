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
CODE = re.compile(r"GM\d{4}")


def read(text: str, file: str) -> tuple[Mapping[str, Municipality], tuple[Problem, ...]]:
    """Return the municipalities by code, and G011 for each row that cannot be used."""
    found: dict[str, Municipality] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for line, cells in enumerate(csv.reader(io.StringIO(text)), 1):
        place = Place(file=file, line=line, column=1)
        try:
            if line == 1:
                _expect(cells == COLUMNS, f"the first line is not {','.join(COLUMNS)}")
            else:
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
    _expect(CODE.fullmatch(row["code"]) is not None, f'"{row["code"]}" is not GM and four digits')
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
        raise ValueError(f'"{cell}" is not a date such as 2026-01-01') from None


def _expect(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise ValueError(otherwise)

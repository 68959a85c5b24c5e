"""The published tables as CSV, as a workbook and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from .. import workbook
from .people import Person, value
from .tables import Published, Texts, Words, values


def as_csv(tables: Sequence[Words], people: Sequence[Person], texts: Texts) -> bytes:
    """Return all tables under one another."""
    rows: list[Sequence[str]] = []
    for title, own in _sheets(tables, people, texts):
        rows += [(title,), *own, ()]
    return workbook.as_csv(rows)


def as_xlsx(tables: Sequence[Words], people: Sequence[Person], texts: Texts) -> bytes:
    """Return a workbook with a sheet a table."""
    return workbook.as_xlsx(
        {title: [[_cell(text) for text in row] for row in rows] for title, rows in _sheets(tables, people, texts)}
    )


def _cell(text: str) -> workbook.Cell:
    """Return what counts as a number, so that a spreadsheet can; ids that begin with 0 or are long stay as they are."""
    counts = text.isascii() and text.isdigit() and len(text) < 10 and str(int(text)) == text
    return int(text) if counts else text


def as_json(published: Published, people: Sequence[Person], today: date) -> bytes:
    whole = {
        "schema": 1,
        "made_on": today.isoformat(),
        "people": published.everybody if published.tables else None,
        "groups": list(values(published)),
        "suppressed": published.suppressed,
    }
    if people:
        whole["learners"] = [value(person) for person in people]
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def row_of(person: Person, texts: Texts) -> list[str]:
    days = [day.isoformat() if day else "" for day in (person.started, person.last, person.done, person.due)]
    score = "" if person.score is None else f"{person.score:g}"
    return [
        person.name,
        person.who,
        person.school,
        person.audience,
        texts["states"][person.state],
        *days,
        score,
        person.version,
    ]


def _sheets(tables: Sequence[Words], people: Sequence[Person], texts: Texts) -> Iterator[tuple[str, list[list[str]]]]:
    for table in tables:
        rows = [list(table.columns)]
        heading = ""
        for line in table.lines:
            heading = line.heading or heading
            named = f"{heading} – {line.cells[0]}" if heading else line.cells[0]
            rows.append([f"{named} ({line.small})" if line.small else named, *line.cells[1:]])
        yield texts["tables"][table.id]["short"], rows
    if people:
        columns = texts["people"]["columns"]
        yield texts["people"]["short"], [list(columns), *(row_of(person, texts) for person in people)]
    if not tables and not people:
        yield texts["short"], [[texts["too_few"]]]

"""The published tables as CSV, as a workbook and as JSON; no cell of theirs can begin a formula."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date

from .people import Person, value
from .tables import Published, Texts, Words, values

FORMULA = ("=", "+", "-", "@", "\t", "\r")
NOT_IN_SHEETS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))  # control characters, which XML refuses


def as_csv(tables: Sequence[Words], people: Sequence[Person], texts: Texts) -> bytes:
    """Return all tables under one another, in UTF-8 with the mark that spreadsheets look for."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for title, rows in _sheets(tables, people, texts):
        writer.writerow([harmless(title)])
        writer.writerows([harmless(cell) for cell in row] for row in rows)
        writer.writerow([])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def as_xlsx(tables: Sequence[Words], people: Sequence[Person], texts: Texts) -> bytes:
    """Return a workbook with a sheet a table; every cell is text or a number, never a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in _sheets(tables, people, texts):
        sheet = book.create_sheet(title[:31])
        sheet.freeze_panes = "B2"
        for line, row in enumerate(rows, 1):
            for column, text in enumerate(row, 1):
                cell = sheet.cell(line, column)
                is_number = (
                    text.isascii() and text.isdigit() and len(text) < 10 and not (len(text) > 1 and text[0] == "0")
                )
                cell.value = int(text) if is_number else text.translate(NOT_IN_SHEETS)
                cell.data_type = "n" if is_number else "s"
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if line == 1:
                    cell.font = Font(bold=True)
        for column in range(1, len(rows[0]) + 1):
            longest = max(len(row[column - 1]) for row in rows if len(row) >= column)
            sheet.column_dimensions[get_column_letter(column)].width = min(max(10, longest + 2), 60)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


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


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


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

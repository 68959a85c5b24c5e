"""Questions in a spreadsheet (.xlsx or .csv), one a row, read as drafts.

The first row names the columns: text, then a, b, c … for the answers and right for the letters of those that are right.
Others are optional: id, type, case, a feedback, b feedback …, explain, teaches, nothing wrong.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from scormkit.problems import Place, Problem

from ..catalogue import problem
from ..check.questions import CHOICE_LETTERS
from ..outside import need
from .drafts import Draft, DraftOption, Imported, NotTakenOver, as_markdown, decoded, left_out, sound

ONCE = ("id", "type", "case", "text", "right", "explain", "teaches", "nothing wrong")
COLUMNS = frozenset([*ONCE, *CHOICE_LETTERS, *(f"{letter} feedback" for letter in CHOICE_LETTERS)])
TYPES = ("single", "multiple", "true-false", "ordering")
YES = ("yes", "true", "1", "x", "ja", "waar")
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # how .xls begins, and a workbook with a password
PASSWORD = "EncryptedPackage".encode("utf-16-le")
SEPARATOR = re.compile(r"sep=(.)\n", re.IGNORECASE)  # a line of Excel's own, before all others
Row = tuple[int, Sequence[str]]


def read(content: bytes, file: str) -> Imported:
    """Return the questions of a spreadsheet; the ending of ``file`` says of which kind. Raises OutsideMissing."""
    found = _csv(content, file) if file.lower().endswith(".csv") else _workbook(content, file)
    if isinstance(found, Problem):
        return Imported(drafts=(), problems=(found,))
    rows, more = found
    if not rows:
        return Imported(drafts=(), problems=(problem("L009", Place(file=file), key=file, wanted="questions"),))
    (first, names), *others = rows
    columns = [" ".join(name.lower().replace("_", " ").split()) for name in names]
    problems = [
        *more,
        *(
            left_out(
                Place(file=file, line=first, column=at),
                f"the column “{name}”",
                f"known are {', '.join(ONCE)}, a, a feedback …",
            )
            for at, name in enumerate(columns, 1)
            if name and name not in COLUMNS
        ),
    ]
    drafts = []
    for line, cells in others:
        row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name in COLUMNS}
        if not any(row.values()):
            continue
        place = Place(file=file, line=line)
        try:
            drafts.append(sound(_draft(row, place)))
        except NotTakenOver as error:
            problems.append(left_out(place, row.get("text") or row.get("id") or f"row {line}", str(error)))
    return Imported(drafts=tuple(drafts), problems=tuple(problems))


def _draft(row: Mapping[str, str], place: Place) -> Draft:
    letters = [letter for letter in CHOICE_LETTERS if row.get(letter)]
    if letters != list(CHOICE_LETTERS[: len(letters)]):
        raise NotTakenOver("a column of answers before the last is empty")
    marked = [each.lower() for each in row.get("right", "").replace(",", " ").replace(";", " ").split()]
    kind = row.get("type", "").lower() or ("multiple" if len(marked) > 1 else "single")
    if kind not in TYPES:
        raise NotTakenOver(f"questions of type {kind} cannot come from a spreadsheet")
    if kind == "true-false":
        marked = [{"t": "a", "f": "b"}.get(each, each) for each in marked]
    unknown = [each for each in marked if each not in letters]
    if unknown:
        raise NotTakenOver(f"“{unknown[0]}” is marked as right, and there is no such answer")
    return Draft(
        title=row.get("id", ""),
        type=kind,
        text=row.get("text", ""),
        case=row.get("case", ""),
        options=tuple(DraftOption(text=row[letter], feedback=row.get(f"{letter} feedback", "")) for letter in letters),
        right=tuple(dict.fromkeys(letters.index(each) for each in marked)),
        explain=as_markdown(row.get("explain", "")),
        teaches=tuple(row.get("teaches", "").replace(",", " ").split()),
        nothing_wrong=row.get("nothing wrong", "").lower() in YES,
        place=place,
    )


def _csv(content: bytes, file: str) -> tuple[list[Row], list[Problem]] | Problem:
    text = decoded(content, file)
    if isinstance(text, Problem):
        return problem("I003", text.place, reason="it is not UTF-8")
    named = SEPARATOR.match(text)
    line = 2 if named else 1
    text = text[named.end() :] if named else text
    head = text.partition("\n")[0]
    # Excel writes a semicolon where the comma is the decimal sign, as in Dutch.
    mark = named[1] if named else max((",", ";", "\t"), key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    rows: list[Row] = []
    before = line
    try:
        for row in reader:
            if any(row):
                rows.append((line, row))
            line = before + reader.line_num
    except csv.Error as error:
        return problem("I003", Place(file=file, line=line), reason=f"it is no CSV ({error})")
    return rows, []


def _workbook(content: bytes, file: str) -> tuple[list[Row], list[Problem]] | Problem:
    if content.startswith(OLD_OFFICE):
        reason = "it has a password" if PASSWORD in content else "it is an old workbook (.xls), whatever its name says"
        return problem("I003", Place(file=file), reason=reason)
    openpyxl = need("openpyxl", "Workbooks cannot be read here", "Run `pip install openpyxl`, or save it as CSV.")
    try:
        # Values only: no formula is ever computed here.
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        first, *others = (list(_rows(sheet.iter_rows(values_only=True))) for sheet in book.worksheets)
        names = [sheet.title for sheet in book.worksheets[1:]]
    except Exception:  # a damaged workbook makes openpyxl, zipfile or the XML reader raise almost anything
        reason = "it is damaged" if content.startswith(b"PK") and b"xl/" in content else "it is no Excel workbook"
        return problem("I003", Place(file=file), reason=reason)
    unread = [name for name, rows in zip(names, others, strict=True) if rows]
    return first, [left_out(Place(file=file), f"the sheet “{each}”", "only the first sheet is read") for each in unread]


def _rows(rows: Iterator[Sequence[object]]) -> Iterator[Row]:
    for line, row in enumerate(rows, 1):
        cells = ["" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row]
        if any(cells):
            yield line, cells

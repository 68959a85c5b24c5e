"""Questions in a spreadsheet (.xlsx or .csv), one a row, read as drafts.

The first row names the columns: text, then a, b, c … for the answers and right for the letters of those that are right.
Others are optional: id, type, case, a feedback, b feedback …, explain, teaches, nothing wrong.
"""

from __future__ import annotations

import csv
import io
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
Row = tuple[int, Sequence[str]]


def read(content: bytes, file: str) -> Imported:
    """Return the questions of a spreadsheet; the ending of ``file`` says of which kind. Raises OutsideMissing."""
    rows = _workbook(content, file) if file.lower().endswith(".xlsx") else _csv(content, file)
    if isinstance(rows, Problem):
        return Imported(drafts=(), problems=(rows,))
    if not rows:
        return Imported(drafts=(), problems=(problem("L009", Place(file=file), key=file, wanted="questions"),))
    (first, names), *others = rows
    columns = [" ".join(name.lower().replace("_", " ").split()) for name in names]
    problems = [
        left_out(
            Place(file=file, line=first, column=at),
            f"the column “{name}”",
            f"known are {', '.join(ONCE)}, a, a feedback …",
        )
        for at, name in enumerate(columns, 1)
        if name and name not in COLUMNS
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
    def words(name: str) -> str:
        return as_markdown(row.get(name, ""))

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
        text=words("text"),
        case=words("case"),
        options=tuple(DraftOption(text=words(letter), feedback=words(f"{letter} feedback")) for letter in letters),
        right=tuple(dict.fromkeys(letters.index(each) for each in marked)),
        explain=words("explain"),
        teaches=tuple(row.get("teaches", "").replace(",", " ").split()),
        nothing_wrong=row.get("nothing wrong", "").lower() in YES,
        place=place,
    )


def _csv(content: bytes, file: str) -> list[Row] | Problem:
    text = decoded(content, file)
    if isinstance(text, Problem):
        return text
    head = text.partition("\n")[0]
    # Excel writes a semicolon where the comma is the decimal sign, as in Dutch.
    mark = max((",", ";", "\t"), key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    rows: list[Row] = []
    line = 1
    try:
        for row in reader:
            if any(row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        return problem("L002", Place(file=file, line=reader.line_num), reason=f"it is no CSV ({error})")
    return rows


def _workbook(content: bytes, file: str) -> list[Row] | Problem:
    openpyxl = need(
        "openpyxl", "Workbooks cannot be read here", "Run `pip install see-me-now[author]`, or save it as CSV."
    )
    try:
        # Values only: no formula is ever computed here.
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return list(_rows(book.worksheets[0].iter_rows(values_only=True)))
    except Exception as error:  # a damaged workbook makes openpyxl, zipfile or the XML reader raise almost anything
        return problem("L002", Place(file=file), reason=f"it is no Excel workbook ({type(error).__name__})")


def _rows(rows: Iterator[Sequence[object]]) -> Iterator[Row]:
    for line, row in enumerate(rows, 1):
        cells = ["" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row]
        if any(cells):
            yield line, cells

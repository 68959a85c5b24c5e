"""Questions in a spreadsheet (.xlsx, .xls, .ods or .csv), one a row, read as drafts.

The first row names the columns: text, then a, b, c … for the answers and right for the letters of those that are right.
Others are optional: id, type, case, a feedback, b feedback …, explain, teaches, nothing wrong.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from scormkit.problems import Place, Problem

from .. import workbook
from ..catalogue import problem
from ..check.questions import CHOICE_LETTERS
from .drafts import Draft, DraftOption, Imported, NotTakenOver, as_markdown, decoded, left_out, sound

ONCE = ("id", "type", "case", "text", "right", "explain", "teaches", "nothing wrong")
COLUMNS = frozenset([*ONCE, *CHOICE_LETTERS, *(f"{letter} feedback" for letter in CHOICE_LETTERS)])
TYPES = ("single", "multiple", "true-false", "ordering")
YES = ("yes", "true", "1", "x", "ja", "waar")
NO = ("", "no", "false", "0", "-", "nee", "onwaar")
ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
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
        problems += _unheard(line, cells, columns, file)
        try:
            drafts.append(sound(_draft(row, place)))
        except NotTakenOver as error:
            problems.append(left_out(place, row.get("text") or row.get("id") or f"row {line}", str(error)))
    return Imported(drafts=tuple(drafts), problems=tuple(problems))


def _unheard(line: int, cells: Sequence[str], columns: Sequence[str], file: str) -> Iterator[Problem]:
    """Yield I001 for what a row says that has no meaning: a cell without a heading, neither yes nor no."""
    for at, (cell, name) in enumerate(zip_longest(cells, columns, fillvalue=""), 1):
        place = Place(file=file, line=line, column=at)
        if cell.strip() and not name:
            yield left_out(place, f"the cell “{cell.strip()}”", "its column has no heading")
        elif name == "nothing wrong" and cell.strip().lower() not in (*YES, *NO):
            yield left_out(place, f"“{cell.strip()}” under “{name}”", "it is neither yes nor no")


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
    try:
        book = workbook.read(content)
    except workbook.Unreadable as error:
        return problem("I003", Place(file=file), reason=error)
    unread = [left_out(Place(file=file), f"the sheet “{each}”", "only the first sheet is read") for each in book.others]
    return [(line, row) for line, row in enumerate(book.rows, 1) if any(row)], unread

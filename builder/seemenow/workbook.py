"""Tables for spreadsheets, and from them: CSV and workbooks.

No cell that is written can begin a formula, and none that is read is computed.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from .outside import need

# A cell that begins so is taken for a formula by one spreadsheet or another (OWASP, CSV Injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NOT_IN_SHEETS = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))  # control characters, which XML refuses
NARROWEST, WIDEST = 10, 60  # letters
MADE = datetime(1980, 1, 1)  # of every workbook, so that the same rows give the same bytes
MOST_UNPACKED_BYTES = 1 << 30  # a workbook that swells to more is none that people made
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # how .xls begins, and a workbook with a password
PASSWORD = "EncryptedPackage".encode("utf-16-le")

Cell = str | int
INSTALL = "Run `pip install python-calamine xlsxwriter`"


class Unreadable(Exception):
    """A workbook cannot be read; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Book:
    """The first sheet of a workbook: its rows from the first line on, to be read once.

    ``others``: further sheets that hold something.
    """

    sheet: str
    rows: Iterator[tuple[str, ...]]
    others: tuple[str, ...]


def as_csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return rows as CSV (RFC 4180) in UTF-8, with the mark that spreadsheets look for.

    Every cell is in quotation marks: a spreadsheet in Dutch parts cells at the semicolon, which a text may have.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def as_xlsx(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Return a workbook with each sheet under its title, its first row as headings; every cell is text or a number.

    Raises OutsideMissing without XlsxWriter.
    """
    xlsxwriter = need("xlsxwriter", "No XLSX can be written here", f"{INSTALL}, or ask for .csv.")
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        words = book.add_format({"text_wrap": True, "valign": "top"})
        headings = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title[:31])
            sheet.freeze_panes(1, 1)
            widths: dict[int, int] = {}
            for line, row in enumerate(rows):
                for column, cell in enumerate(row):
                    how = words if line else headings
                    if isinstance(cell, int):
                        sheet.write_number(line, column, cell, how)
                    else:
                        sheet.write_string(line, column, cell.translate(NOT_IN_SHEETS), how)
                    widths[column] = max(widths.get(column, 0), len(str(cell)) + 2)
            for column, width in widths.items():
                sheet.set_column(column, column, min(max(NARROWEST, width), WIDEST))
    return stream.getvalue()


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def read(content: bytes) -> Book:
    """Return the first sheet of a workbook (.xlsx, .xlsm, .xls, .ods) as it was saved: nothing is computed.

    Raises Unreadable, and OutsideMissing without python-calamine.
    """
    calamine = need("python_calamine", "Workbooks cannot be read here", f"{INSTALL}, or save it as CSV.")
    if content.startswith(OLD_OFFICE) and PASSWORD in content:
        raise Unreadable("it has a password")
    try:
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED_BYTES:
                    raise Unreadable("it swells to more than a gigabyte")
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        first, *more = book.sheet_names
        rows = book.get_sheet_by_name(first).to_python(skip_empty_area=False)
        others = tuple(name for name in more if book.get_sheet_by_name(name).to_python())
    except (calamine.CalamineError, zipfile.BadZipFile, ValueError, IndexError) as error:
        raise Unreadable("it is no whole spreadsheet") from error
    return Book(sheet=first, rows=(tuple(map(_written, row)) for row in rows), others=others)


def _written(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)

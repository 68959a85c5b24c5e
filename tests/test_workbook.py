"""Workbooks and CSV: what is written runs nothing and comes back as it was; what is read is not computed here."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from seemenow import workbook

# Characters that XML 1.0 can hold, and that no reader takes for the end of a line.
texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="￾￿"), max_size=30)
tables = st.lists(st.lists(texts | st.integers(0, 10**9), min_size=1, max_size=4), min_size=1, max_size=5)


def xlsx(*sheets: Sequence[Sequence[object]]) -> bytes:
    """Return a workbook as another program writes it, with these sheets."""
    book = Workbook()
    for sheet, rows in zip([book.worksheets[0], *(book.create_sheet() for _ in sheets[1:])], sheets, strict=True):
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: Sequence[Sequence[object]]) -> bytes:
    """Return the smallest OpenDocument sheet with these rows."""
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Report">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return stream.getvalue()


@given(tables)
@example([["=1+1", "@SUM(1)", "http://x.example/", "mailto:x@y.example", "{=1}", "007", "_x0041_", " blank "]])
def test_a_workbook_comes_back_as_it_was_written_and_has_no_formula(rows: list[list[workbook.Cell]]) -> None:
    written = workbook.as_xlsx({"One": rows})
    cells = [cell for row in load_workbook(io.BytesIO(written)).worksheets[0] for cell in row]
    assert {cell.data_type for cell in cells} <= {"n", "s"}
    assert not any(cell.hyperlink for cell in cells)
    read = [list(row) for row in workbook.read(written).rows]
    width = max((at for row in rows for at, cell in enumerate(row, 1) if cell != ""), default=0)
    wanted = [[str(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    assert [row[:width] for row in read[: len(wanted)]] == [row[:width] for row in wanted][: len(read)]
    assert not any(cell for row in wanted[len(read) :] for cell in row)


def test_nothing_in_a_workbook_tells_when_it_was_made() -> None:
    book = load_workbook(io.BytesIO(workbook.as_xlsx({"One": [["a"]]}))).properties
    assert {book.created, book.modified} == {datetime(1980, 1, 1)}
    with zipfile.ZipFile(io.BytesIO(workbook.as_xlsx({"One": [["a"]]}))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_semicolon_or_line_break_in_a_cell_of_csv_stands_between_quotation_marks() -> None:
    """Where the comma is the decimal sign spreadsheets part cells at the semicolon."""
    assert workbook.as_csv([("a;b", "c\n", 1), ()]) == b'\xef\xbb\xbf"a;b","c\n","1"\r\n\r\n'


@given(tables)
@example([["＝1+1", "\n=1", "-1", "a=1"]])
def test_csv_comes_back_as_it_was_but_for_the_mark_before_what_looks_like_a_formula(
    rows: list[list[workbook.Cell]],
) -> None:
    text = workbook.as_csv(rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read == [[workbook.harmless(str(cell)) for cell in row] for row in rows]
    assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for row in read for cell in row)
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [str(cell).removeprefix("'") for cell in row] for row in rows
    ]


def test_control_characters_which_a_workbook_cannot_hold_are_left_out() -> None:
    assert [*workbook.read(workbook.as_xlsx({"One": [["a\x00b\x0bc\x1f"]]})).rows] == [("abc",)]


def test_numbers_and_days_are_read_as_people_see_them() -> None:
    content = xlsx([[1234567, 0.5, 12.0, datetime(2026, 11, 23, 14, 5), "007", True]])
    assert [*workbook.read(content).rows] == [("1234567", "0.5", "12", "2026-11-23 14:05:00", "007", "True")]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_rows_keep_their_lines_also_after_empty_ones(kind: str) -> None:
    rows = [[], ["a", "b"], [], ["c"]]
    book = workbook.read(xlsx(rows) if kind == "xlsx" else ods(rows))
    assert [(line, row[0]) for line, row in enumerate(book.rows, 1) if any(row)] == [(2, "a"), (4, "c")]


def test_only_further_sheets_that_hold_something_are_named() -> None:
    assert workbook.read(xlsx([["a"]], [], [["b"]])).others == ("Sheet2",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is no whole spreadsheet"),
        (b"<html></html>", "it is no whole spreadsheet"),
        (b"PK\x03\x04 xl/workbook.xml", "it is no whole spreadsheet"),
        (workbook.OLD_OFFICE + bytes(600), "it is no whole spreadsheet"),
        (workbook.OLD_OFFICE + workbook.PASSWORD, "it has a password"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(workbook.Unreadable, match=reason):
        workbook.read(content)


def test_a_workbook_that_swells_to_more_than_a_gigabyte_is_not_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/x.xml", "w") as member:
        for _ in range(1025):
            member.write(bytes(1 << 20))
    with pytest.raises(workbook.Unreadable, match="swells"):
        workbook.read(stream.getvalue())

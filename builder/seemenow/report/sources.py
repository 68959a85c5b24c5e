"""Files as tables of text: any encoding, separator or kind of spreadsheet, read row by row by DuckDB."""

from __future__ import annotations

import codecs
import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from scormkit.problems import Problem

from .. import workbook
from .faults import Refused, fault, unclosed

CHUNK = 1 << 20
SPOILT = ("Ã©", "Ã«", "Ã¶", "Ã¼", "Ã¯", "Ã¨", "ï¿½", "\ufffd")
SEPARATORS = "\t;,"
WHOLE = re.compile(r'\s*(\[|\{\s*"(statements|more)")')  # an answer of a record store, or a list of statements


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file ready to be read. ``data``: in UTF-8, maybe a copy in ``aside``. ``skip``: lines before the first row.

    ``goes_on``: of an answer of a record store, whether it says that there are more.
    """

    file: Path
    data: Path
    aside: Path
    form: Literal["table", "statements"]
    headings: tuple[str, ...] = ()
    separator: str = ","
    skip: int = 0
    goes_on: bool | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def sql(self) -> str:
        """Return what gives the rows in a query: columns ``c0``, ``c1`` … of text, or one of JSON, ``c0``."""
        name = _quoted(str(self.data))
        if self.form == "statements":
            return f"read_ndjson_objects({name}, ignore_errors = true) AS lines(c0)"
        columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(self.headings)))
        return (
            f"read_csv({name}, columns = {{{columns}}}, header = false, skip = {self.skip}, auto_detect = false, "
            f"delim = {_quoted(self.separator)}, quote = '\"', escape = '\"', null_padding = false, "
            "ignore_errors = true, store_rejects = true, max_line_size = 10000000, strict_mode = true)"
        )


def opened(file: Path, aside: Path) -> Source:
    """Return a file ready to be read; copies in another form go to the folder ``aside``.

    Raises Refused when it cannot be read.
    """
    try:
        with file.open("rb") as stream:
            head = stream.read(CHUNK)
    except OSError as error:
        raise Refused(fault("D002", file, reason=error.strerror or error)) from error
    if not head.strip():
        raise Refused(fault("D002", file, reason="it is empty"))
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _table(file, *_from_sheet(file, aside), aside)
    data, problems = _as_utf8(file, head, aside)
    with data.open(encoding="utf-8") as text:
        begin = text.read(CHUNK)
    if begin.lstrip()[:1] in ("{", "["):
        data, goes_on = _as_lines(file, data, begin, aside)
        return Source(file=file, data=data, aside=aside, form="statements", goes_on=goes_on, problems=problems)
    spoilt = next((word for word in SPOILT if word in begin), None)
    if spoilt:
        problems = (*problems, fault("D009", file, example=spoilt))
    return _table(file, data, problems, aside)


def tidied(source: Source) -> tuple[Source, int]:
    """Return the source written anew, row by row, without rows of another width, and how many those were.

    For files that DuckDB refuses to read strictly, such as those with line ends of two kinds. Reading less strictly, it
    would drop what stands too far to the right without a word.
    """
    copy = source.aside / f"{len(list(source.aside.iterdir()))}.csv"
    broken = 0
    csv.field_size_limit(1 << 24)
    with source.data.open(encoding="utf-8", newline="") as text, copy.open("w", encoding="utf-8", newline="") as stream:
        for _ in range(source.skip):
            text.readline()
        writer = csv.writer(stream, delimiter=source.separator, lineterminator="\n", quoting=csv.QUOTE_ALL)
        for line, row in _rows(text, source):
            if row is not None and len(row) == len(source.headings):
                writer.writerow(row)
            elif row is None or any("\n" in cell or "\r" in cell for cell in row):
                raise Refused(unclosed(source.file, line))
            else:
                broken += bool(row)
    return replace(source, data=copy, skip=0), broken


def _rows(text: Iterable[str], source: Source) -> Iterator[tuple[int, list[str] | None]]:
    """Yield each row with the line it begins on; None where a quotation mark runs over lines and ends amid a cell."""
    rows, end = csv.reader(text, delimiter=source.separator, strict=True), 0
    while True:
        try:
            row: list[str] | None = next(rows)
        except StopIteration:
            return
        except csv.Error:
            row = None if rows.line_num - end > 1 else [""] * (len(source.headings) + 1)
        yield source.skip + end + 1, row
        end = rows.line_num


def _table(file: Path, data: Path, problems: tuple[Problem, ...], aside: Path) -> Source:
    with data.open(encoding="utf-8", newline="") as text:
        line = text.readline()
        skip = 1
        if line.casefold().startswith("sep="):
            line, skip = text.readline(), 2
        begin = skip
        # A heading may hold a line break between its quotation marks.
        while line.count('"') % 2 and len(line) < CHUNK and (more := text.readline()):
            line, skip = line + more, skip + 1
    if line.count('"') % 2:
        raise Refused(unclosed(file, begin))
    try:
        rows = {each: next(csv.reader([line], delimiter=each), []) for each in SEPARATORS}
    except csv.Error as error:
        raise Refused(fault("D002", file, reason="it is no table")) from error
    separator = max(SEPARATORS, key=lambda each: len(rows[each]))
    headings = tuple(heading.strip().removeprefix("\ufeff") for heading in rows[separator])
    return Source(
        file=file,
        data=data,
        aside=aside,
        form="table",
        headings=headings,
        separator=separator,
        skip=skip,
        problems=problems,
    )


def _as_utf8(file: Path, head: bytes, aside: Path) -> tuple[Path, tuple[Problem, ...]]:
    """Return the file itself if it is plain UTF-8, else a copy that is."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return _copied(file, name, aside), ()
    if b"\0" in head[:2000]:
        return _copied(file, "utf-16-le" if head[1:2] == b"\0" else "utf-16-be", aside), ()
    check = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in _chunks(file):
            if check.getstate()[0] or not chunk.isascii():
                check.decode(chunk)
        check.decode(b"", final=True)
    except UnicodeDecodeError:
        return _copied(file, "cp1252", aside), (fault("D008", file),)
    return file, ()


def _copied(file: Path, encoding: str, aside: Path) -> Path:
    copy = aside / f"{len(list(aside.iterdir()))}.txt"
    decode = codecs.getincrementaldecoder(encoding)()
    try:
        with copy.open("w", encoding="utf-8", newline="") as stream:
            for chunk in _chunks(file):
                stream.write(decode.decode(chunk))
            stream.write(decode.decode(b"", final=True))
    except UnicodeDecodeError as error:
        raise Refused(fault("D002", file, reason="it is no text in UTF-8, UTF-16 or Windows-1252")) from error
    return copy


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _from_sheet(file: Path, aside: Path) -> tuple[Path, tuple[Problem, ...]]:
    """Return the first sheet as CSV."""
    try:
        book = workbook.read(file.read_bytes())
    except workbook.Unreadable as error:
        raise Refused(fault("D002", file, reason=error)) from error
    copy = aside / f"{len(list(aside.iterdir()))}.csv"
    with copy.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(book.rows)
    return copy, (fault("D020", file, sheet=book.sheet),) if book.others else ()


def _as_lines(file: Path, data: Path, begin: str, aside: Path) -> tuple[Path, bool | None]:
    """Return the statements one a line: the file itself, or what a record store answers put apart; and ``goes_on``."""
    try:
        first = _parsed(begin.lstrip().splitlines()[0], file)
        if isinstance(first, dict) and "actor" in first:
            return data, None
    except ValueError:
        pass
    try:
        whole = _parsed(data.read_text(encoding="utf-8"), file)
    except ValueError as error:
        if WHOLE.match(begin):
            raise Refused(fault("D002", file, reason="it is JSON that breaks off or is damaged")) from error
        return data, None  # lines, of which the first is damaged: each is judged for itself
    statements = whole.get("statements") if isinstance(whole, dict) else whole
    if not isinstance(statements, list):
        raise Refused(fault("D002", file, reason="it is JSON without statements"))
    copy = aside / f"{len(list(aside.iterdir()))}.jsonl"
    copy.write_text("".join(json.dumps(each) + "\n" for each in statements), encoding="utf-8")
    return copy, bool(whole.get("more")) if isinstance(whole, dict) else None


def _parsed(text: str, file: Path) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise Refused(fault("D002", file, reason="it is JSON without statements")) from error


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

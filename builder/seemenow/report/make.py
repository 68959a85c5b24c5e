"""The report on a course: from what LMSs export to a page, tables and JSON that may be passed on."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
from scormkit.problems import Problem, in_order

from ..outside import OutsideMissing
from . import codebook, learners, lms_tables, page, sheets, statements, worth
from .counting import counted
from .dates import Order
from .disclosure import protect
from .exports import Export, Notes
from .faults import Refused, fault
from .layouts import recognise
from .people import Person, listed
from .sources import Source, opened
from .tables import Published, in_words, values

MEMORY = "1GB"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an administrator can say. ``versions``: from which day on which version lay in the LMS."""

    language: str = "en"
    title: str = "See Me Now"
    activity: str | None = None
    order: Order | None = None
    pass_percent: float = 70
    names: bool = False
    due: date | None = None
    refresh_months: int = 12
    versions: tuple[tuple[date, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Made:
    """``rows_left_out``: file, reason and how many."""

    folder: Path | None
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    rows_read: int = 0
    rows_left_out: tuple[tuple[str, str, int], ...] = ()
    groups: tuple[dict[str, Any], ...] = ()
    suppressed: int = 0


def report(
    files: Sequence[Path],
    book: Path,
    roster: Path | None,
    out: Path,
    assets: Path,
    *,
    today: date,
    settings: Settings,
    progress: Callable[[str], None] = lambda _: None,
) -> Made:
    """Write the report into ``out``. Nothing there changes unless it can be made."""
    notes = Notes()
    try:
        published, people, rows = gathered(
            files, book, roster, notes, today=today, settings=settings, progress=progress
        )
    except Refused as refused:
        return Made(folder=None, problems=in_order([*notes.problems, refused.problem]))
    left_out = notes.rows_left_out([*files, *([roster] if roster else [])])
    texts = page.texts(assets, settings.language)
    tables = in_words(published, texts)
    made = {
        "report.html": page.html(
            assets,
            published,
            tables,
            people,
            problems=notes.problems,
            left_out=left_out,
            settings=settings,
            today=today,
        ).encode(),
        "report.csv": sheets.as_csv(tables, people, texts),
        "report.xlsx": sheets.as_xlsx(tables, people, texts),
        "report.json": sheets.as_json(published, people, today),
    }
    _put(out, made)
    return Made(
        folder=out,
        files=tuple(made),
        problems=in_order(notes.problems),
        rows_read=rows,
        rows_left_out=left_out,
        groups=tuple(values(published)),
        suppressed=published.suppressed,
    )


def _put(out: Path, made: Mapping[str, bytes]) -> None:
    """Write all files aside, and move them only when all are whole: a folder never has those of two reports."""
    out.mkdir(parents=True, exist_ok=True)
    asides = {name: out / f".{name}.part" for name in made}
    try:
        for name, content in made.items():
            asides[name].write_bytes(content)
        _move(asides, out)
    finally:
        for aside in asides.values():
            aside.unlink(missing_ok=True)


def _move(asides: Mapping[str, Path], out: Path) -> None:
    replaced: list[str] = []
    for name, aside in asides.items():
        try:
            aside.replace(out / name)
        except OSError as error:
            if not replaced:
                raise
            raise OutsideMissing(
                f"{out / name} cannot be replaced, and these have been: {', '.join(replaced)}.",
                "Close it in other programs and say the same again.",
            ) from error
        replaced.append(name)


def gathered(
    files: Sequence[Path],
    book: Path,
    roster: Path | None,
    notes: Notes,
    *,
    today: date,
    settings: Settings,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Published, tuple[Person, ...], int]:
    """Return what may be shown, the people if they were asked for, and how many rows were read."""
    with tempfile.TemporaryDirectory(prefix="seemenow-report-") as folder, duckdb.connect() as db:
        aside = Path(folder)
        db.execute(f"SET memory_limit = '{MEMORY}'")
        db.execute("SET temp_directory = ?", [os.fspath(aside / "spilled")])
        db.execute("SET preserve_insertion_order = false")
        worth.prepare(db)
        asked = codebook.read(db, opened(book, aside), settings.language)
        worth.expect(db, asked)
        sure = [each for each in asked.values() if each.type == "confidence"]
        if sure and not any(each.before for each in sure):
            notes.problems.append(fault("D019", book))
        exports = []
        for at, file in enumerate(files):
            progress(f"Reading {file.name}")
            exports.append(_taken_in(db, at, opened(file, aside), notes, settings.activity, list(asked)))
        _ends([export.source for export in exports])
        progress("Counting")
        belonging = opened(roster, aside) if roster else None
        notes.problems += belonging.problems if belonging else ()
        learners.put_together(
            db,
            exports,
            belonging,
            notes,
            order=settings.order,
            pass_percent=settings.pass_percent,
            names=settings.names,
        )
        counts = counted(db, asked)
        people = listed(db, settings.due, settings.refresh_months, settings.versions, today) if settings.names else ()
        published = Published(
            everybody=counts.everybody, tables=counts.tables, shown=protect(counts.tables), asked=asked, made_on=today
        )
        return published, people, sum(export.rows for export in exports)


def _ends(sources: Sequence[Source]) -> None:
    """Refuse answers of a record store of which none is the last: each says under ``more`` where the next one is."""
    answers = [source for source in sources if source.goes_on is not None]
    if answers and all(source.goes_on for source in answers):
        raise Refused(fault("D024", answers[-1].file))


def _taken_in(
    db: duckdb.DuckDBPyConnection,
    at: int,
    source: Source,
    notes: Notes,
    activity: str | None,
    known: Sequence[str],
) -> Export:
    notes.problems += source.problems
    if source.form == "statements":
        return statements.take_in(db, at, source, notes, activity, known)
    layout = recognise(source.headings)
    if layout is None or layout.kind == "codebook":
        seen = ", ".join(filter(None, source.headings[:6])) or "nothing"
        raise Refused(fault("D001", source.file, headings=seen[:120]))
    return lms_tables.take_in(db, at, source, layout, notes, activity)

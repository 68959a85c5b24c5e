"""What is counted: how far people are, when they were done, by school and audience, questions and confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from .codebook import Asked
from .disclosure import LEAST, Cell, Row, Table, merged

REST, UNKNOWN = "(others)", "(unknown)"
LOW, MIDDLE, HIGH, NO_ANSWER = "low", "middle", "high", "no answer"
LEVELS = {1: LOW, 2: LOW, 3: MIDDLE, 4: HIGH, 5: HIGH}


@dataclass(frozen=True, kw_only=True)
class Counts:
    """Tables that ``disclosure.protect`` takes, and how many people there are."""

    everybody: int
    tables: tuple[Table, ...]


def counted(db: DuckDBPyConnection, asked: Mapping[str, Asked]) -> Counts:
    states = dict(db.execute("SELECT state, count(*) FROM learners GROUP BY 1").fetchall())
    everybody = sum(states.values())
    if everybody < LEAST:
        return Counts(everybody=everybody, tables=())
    progress = _progress(states)
    # Whoever has surely not begun has no answer either: where it is shown how many they are, they are no part of these.
    answering = everybody - sum(cell.count for cell in progress.rows[0].cells if cell.label == "not started")
    tables = [progress, _over_time(db, everybody)]
    tables += [_groups(db, name) for name in ("school", "audience")]
    tables += _answers(db, asked, answering)
    return Counts(everybody=everybody, tables=tuple(table for table in tables if table.rows))


def _progress(states: Mapping[str, int]) -> Table:
    """Return done, under way and not started, or only done and not where one of them is small or not known."""
    three = {name: states.get(name, 0) for name in ("not started", "under way")}
    done = states.get("done", 0)
    if "not done" in states or min(*three.values(), done) < LEAST:
        three = {"not done": sum(states.values()) - done}
    cells = [Cell(label=name, count=count) for name, count in three.items()]
    cells.append(Cell(label="done", count=done, shared=True))
    return Table(name="progress", rows=(Row(label="", cells=tuple(cells)),), shares="done")


def _over_time(db: DuckDBPyConnection, everybody: int) -> Table:
    """Return in which month people were done; months are put together until each has five."""
    rows = db.execute(
        "SELECT strftime(month, '%Y-%m'), people FROM (SELECT date_trunc('month', done_at) AS month, count(*) AS people"
        " FROM learners WHERE state = 'done' GROUP BY 1) ORDER BY 1"
    ).fetchall()
    months = [(month, count) for month, count in rows if month is not None]
    undated = sum(count for month, count in rows if month is None)
    done = undated + sum(count for _, count in months)
    if sum(count for _, count in months) < LEAST:
        return Table(name="time", rows=())
    periods: list[tuple[str, str, int]] = []
    for month, count in months:
        if periods and periods[-1][2] < LEAST:
            first, _, before = periods.pop()
            periods.append((first, month, before + count))
        else:
            periods.append((month, month, count))
    if len(periods) > 1 and periods[-1][2] < LEAST:
        _, last, few = periods.pop()
        first, _, before = periods.pop()
        periods.append((first, last, before + few))
    cells = [Cell(label=f"{first}/{last}", count=count, shared=True) for first, last, count in periods]
    if undated:
        cells.append(Cell(label="no date", count=undated, shared=True))
    cells.append(Cell(label="not done", count=everybody - done))
    return Table(name="time", rows=(Row(label="", cells=tuple(cells)),), shares="done")


def _groups(db: DuckDBPyConnection, by: str) -> Table:
    rows = db.execute(
        f"SELECT coalesce({by}, '{UNKNOWN}'), count_if(state <> 'done'), count_if(state = 'done')"
        " FROM learners GROUP BY 1"
    ).fetchall()
    groups = merged({str(name): (waiting, done) for name, waiting, done in rows}, REST)
    if len(groups) < 2:
        return Table(name=by, rows=())
    return Table(
        name=by,
        rows=tuple(
            Row(label=name, cells=(Cell(label="not done", count=waiting), Cell(label="done", count=done, shared=True)))
            for name, (waiting, done) in groups.items()
        ),
        shares="done",
    )


def _answers(db: DuckDBPyConnection, asked: Mapping[str, Asked], people: int) -> list[Table]:
    """Count the last answer of each person to each question that the code book knows."""
    names = list(asked)
    rows = db.execute(
        "SELECT code, count_if(value = 1), count_if(value = 0) FROM answers GROUP BY code ORDER BY code"
    ).fetchall()
    tables = []
    for code, rightly, wrongly in rows:
        question = names[code]
        if asked[question].type in ("confidence", "marks"):
            continue
        counts = {"missed": wrongly, "right": rightly, NO_ANSWER: max(people - rightly - wrongly, 0)}
        cells = tuple(Cell(label=name, count=count) for name, count in counts.items())
        tables.append(Table(name=f"question {question}", rows=(Row(label="", cells=cells),)))
    for each in asked.values():
        if each.type == "confidence" and each.before in asked:
            tables += _confidence(db, asked, each, people)
    return tables


def _confidence(db: DuckDBPyConnection, asked: Mapping[str, Asked], after: Asked, people: int) -> Sequence[Table]:
    """Count how sure the same people were before and after: only those who said so both times."""
    assert after.before is not None
    codes = [list(asked).index(id_) for id_ in (after.id, after.before)]
    rows = db.execute(
        "SELECT b.value, a.value, count(*) FROM answers a JOIN answers b USING (n)"
        " WHERE a.code = ? AND b.code = ? GROUP BY ALL",
        codes,
    ).fetchall()
    pairs = [
        (LEVELS[before], LEVELS[then], count) for before, then, count in rows if before in LEVELS and then in LEVELS
    ]
    both = sum(count for _, _, count in pairs)
    if both < LEAST:
        return []
    tables = []
    for name, at in (("before", 0), ("after", 1)):
        counts = {level: sum(pair[2] for pair in pairs if pair[at] == level) for level in (LOW, MIDDLE, HIGH)}
        cells = [Cell(label=level, count=count, shared=True) for level, count in counts.items()]
        cells.append(Cell(label=NO_ANSWER, count=people - both))
        row = Row(label="", cells=tuple(cells))
        tables.append(Table(name=f"{name} {after.id}", rows=(row,), shares=f"both {after.id}"))
    return tables

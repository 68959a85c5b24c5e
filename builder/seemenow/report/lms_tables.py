"""Tables that LMSs write: Moodle's reports, completion and grades, and registrations of SCORM Cloud."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from .database import count, read_into
from .exports import COLUMNS, Export, Notes, listed
from .faults import Refused, fault
from .layouts import KEYS, Layout
from .sources import Source

# 'Completed', 'Completed (achieved pass grade)', 'Not completed (set by …)' in Moodle's language packs en and nl.
COMPLETION_WORDS = ("completed", "voltooid", "not completed", "niet voltooid")
DONE_WORDS = ("completed", "passed", "voltooid", "geslaagd")
NOT_BEGUN_WORDS = ("not attempted", "niet geprobeerd")
KEYS_AND_GROUPS = ("id", "email", "username", "school", "audience")


def take_in(
    db: DuckDBPyConnection, at: int, source: Source, layout: Layout, notes: Notes, activity: str | None
) -> Export:
    """Read a table of an LMS into the database."""
    columns = layout.columns
    name = _column(columns, "name")
    if "first" in columns and "last_name" in columns:
        name = f"nullif(trim(concat_ws(' ', {_column(columns, 'first')}, {_column(columns, 'last_name')})), '')"
    texts = {key: f"plain(c{columns[key]})" for key in KEYS_AND_GROUPS if key in columns}
    texts |= {key: f"given(c{columns[key]})" for key in ("attempt", "started", "last", "done") if key in columns}
    texts["name"] = f"plain({name})"
    texts |= _of_kind(source, layout, activity)
    groups = [group for group in layout.questions if {"question", "response"} <= set(group)]
    if layout.questions and not groups:
        notes.problems.append(fault("D011", source.file))
    selected = ", ".join(f"CAST({sql} AS VARCHAR) AS {key}" for key, sql in texts.items())
    selected += "".join(_answer(at, group) for at, group in enumerate(groups))
    broken = read_into(db, f"cells_{at}", selected, source)
    lacking = "".join(f", NULL::VARCHAR AS {key}" for key in COLUMNS if key not in texts)  # not kept a million times
    db.execute(f"CREATE VIEW texts_{at} AS SELECT *{lacking} FROM cells_{at}")
    rows = count(db, f"SELECT count(*) FROM texts_{at}")
    notes.leave_out(source, "another number of columns than the first line", broken)
    if layout.kind == "completion":
        _is_understood(db, at, source)
    if layout.kind == "cloud" and "course" in columns:
        _one_course(db, at, source, notes, activity)
    if groups:
        _fits(db, at, source, groups)
    keys = frozenset(key for key in KEYS if key in columns or (key == "name" and "first" in columns))
    return Export(
        at=at,
        source=source,
        kind=layout.kind,
        keys=keys,
        rows=rows + broken,
        answers=len(groups),
    )


def _answer(at: int, group: Mapping[str, int]) -> str:
    """Return SQL for the columns of one answer: the place of its question in the code book, and what it is worth."""
    question, response, result = (_column(group, role) for role in ("question", "response", "result"))
    code = f"CASE WHEN {response} <> '' THEN code({question}) END"
    return (
        f", {code} AS code{at}, worth({code}, {response}, {result}) AS value{at},"
        f" {response} <> '' AND {question} <> '' AND {code} IS NULL AS strange{at}"
    )


def _of_kind(source: Source, layout: Layout, activity: str | None) -> dict[str, str]:
    """Return SQL for what this kind of export has of its own: status, score, day of completion."""
    columns = layout.columns
    if layout.kind == "cloud":
        state = (
            f"lower({_column(columns, 'completion')}) = 'completed' OR lower({_column(columns, 'success')}) = 'passed'"
        )
        begun = f"given({_column(columns, 'started')}) IS NOT NULL OR given({_column(columns, 'last')}) IS NOT NULL"
        scaled = _column(columns, "score")
        return {
            "course": f"plain({_column(columns, 'course')})",
            "score": f"CASE WHEN abs(number({scaled})) <= 1 THEN number({scaled}) * 100 ELSE number({scaled}) END",
            "status": f"CASE WHEN {state} THEN 'done' WHEN {begun} THEN 'begun' ELSE 'not begun' END",
        }
    if layout.kind == "scorm" and not layout.activities:
        return {"score": f"per_cent({_column(columns, 'score')})", "status": _begun(columns)}
    at = _chosen(source, layout, activity)
    cell = f"lower(trim(c{at}))"
    done = ", ".join(f"'{word}'" for word in DONE_WORDS)
    if layout.kind == "grades":
        return {"score": f"per_cent(given(c{at}))"}
    if layout.kind == "completion":
        is_done = (
            f"regexp_matches({cell}, '^(completed|voltooid)\\b') AND NOT regexp_matches({cell}, 'did not|onvoldoende')"
        )
        known = " OR ".join(f"starts_with({cell}, '{word}')" for word in COMPLETION_WORDS)
        return {
            # The first two tell at once what nearly all are.
            "status": f"CASE WHEN c{at} IN ('Completed', 'Voltooid') THEN 'done'"
            f" WHEN c{at} IN ('Not completed', 'Niet voltooid') THEN 'not done'"
            f" WHEN {is_done} THEN 'done' WHEN {known} THEN 'not done' WHEN {cell} <> '' THEN c{at} END",
            "done": f"given(c{at + 1})",
        }
    not_begun = ", ".join(f"'{word}'" for word in NOT_BEGUN_WORDS)
    status = f"WHEN {cell} IN ({done}) THEN 'done' WHEN {cell} IN ({not_begun}) THEN 'not begun'"
    return {"score": f"per_cent(c{at})", "status": f"CASE {status} ELSE {_begun(columns)} END"}


def _begun(columns: Mapping[str, int]) -> str:
    texts = [f"given(c{columns[key]})" for key in ("attempt", "started", "last") if key in columns]
    return f"CASE WHEN coalesce({', '.join(texts)}) IS NULL THEN 'not begun' ELSE 'begun' END"


def _chosen(source: Source, layout: Layout, activity: str | None) -> int:
    names = list(layout.activities)
    if activity is None and len(names) == 1:
        return layout.activities[names[0]]
    if activity is None:
        raise Refused(fault("D004", source.file, names=listed(names)))
    wanted = next((name for name in names if name.casefold() == activity.casefold()), None)
    if wanted is None and layout.kind == "scorm" and len(names) == 1:
        wanted = names[0]  # the name of its one SCO, which need not be that of the activity
    if wanted is None:
        raise Refused(fault("D005", source.file, name=activity, names=listed(names)))
    return layout.activities[wanted]


def _one_course(db: DuckDBPyConnection, at: int, source: Source, notes: Notes, activity: str | None) -> None:
    rows = db.execute(f"SELECT DISTINCT course FROM texts_{at} WHERE course IS NOT NULL ORDER BY 1").fetchall()
    names = [str(name) for (name,) in rows]
    if activity is None and len(names) > 1:
        raise Refused(fault("D004", source.file, names=listed(names)))
    if activity is None:
        return
    if activity.casefold() not in [name.casefold() for name in names]:
        raise Refused(fault("D005", source.file, name=activity, names=listed(names)))
    other = f"FROM cells_{at} WHERE lower(course) IS DISTINCT FROM lower(?)"
    notes.leave_out(source, "another course", count(db, f"SELECT count(*) {other}", activity))
    db.execute(f"DELETE {other}", [activity])


def _is_understood(db: DuckDBPyConnection, at: int, source: Source) -> None:
    """Refuse a file with a state in words that are not known, as in another language: nobody would seem to be done."""
    strange = db.execute(f"SELECT status FROM texts_{at} WHERE status NOT IN ('done', 'not done') LIMIT 1").fetchone()
    if strange:
        raise Refused(fault("D023", source.file, found=strange[0]))


def _fits(db: DuckDBPyConnection, at: int, source: Source, groups: Sequence[Mapping[str, int]]) -> None:
    """Refuse a file of which no question is in the code book: it is of another course, or the book is."""
    each = range(len(groups))
    known = " OR ".join(f"code{n} IS NOT NULL" for n in each)
    strange = " OR ".join(f"strange{n}" for n in each)
    if count(db, f"SELECT count(*) FROM (SELECT 1 FROM texts_{at} WHERE {known} LIMIT 1)"):
        return
    if count(db, f"SELECT count(*) FROM (SELECT 1 FROM texts_{at} WHERE {strange} LIMIT 1)"):
        first = f"c{groups[0]['question']}"
        found = db.execute(f"SELECT {first} FROM {source.sql} WHERE {first} <> '' LIMIT 1").fetchone()
        db.execute("DROP TABLE IF EXISTS reject_errors; DROP TABLE IF EXISTS reject_scans")
        raise Refused(fault("D006", source.file, found=found[0] if found else "others"))


def _column(columns: Mapping[str, int], role: str) -> str:
    return f"c{columns[role]}" if role in columns else "NULL"

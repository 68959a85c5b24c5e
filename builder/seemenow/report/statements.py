"""xAPI statements, as cmi5 has them: which activity is the course, who is how far, what was answered."""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from .database import count
from .exports import Export, Notes, listed
from .faults import Refused, fault
from .layouts import KEYS
from .sources import Source

VERB = "http://adlnet.gov/expapi/verbs/"
CMI5_VERBS = ("initialized", "launched", "completed", "passed", "failed", "terminated", "abandoned", "satisfied")


def take_in(
    db: DuckDBPyConnection, at: int, source: Source, notes: Notes, activity: str | None, known: Sequence[str]
) -> Export:
    """Read xAPI statements into the database: cmi5-defined ones are visits, ``answered`` are answers."""
    paths = (
        "$.id",
        "$.actor.mbox",
        "$.actor.account.name",
        "$.actor.name",
        "$.verb.id",
        "$.object.id",
        "$.result.response",
        "$.result.success",
        "$.result.score.scaled",
        "$.timestamp",
    )
    names = ("sid", "mbox", "account", "name", "verb", "object", "response", "success", "scaled", "moment")
    picked = ", ".join(f"v[{number}] AS {name}" for number, name in enumerate(names, 1))
    listed = ", ".join(f"'{path}'" for path in paths)
    holder, question = "regexp_replace(object, '/[^/]*$', '')", "regexp_extract(object, '[^/]*$')"
    is_answer = f"verb = '{VERB}answered' AND response <> ''"
    db.execute(
        f"CREATE TABLE said_{at} AS SELECT {picked},"
        f" CASE WHEN verb = '{VERB}answered' THEN {holder} ELSE object END AS activity,"
        f" CASE WHEN {is_answer} THEN code({question}) END AS code0"
        f" FROM (SELECT json_extract_string(c0, [{listed}]) AS v FROM {source.sql})"
    )
    said = f"said_{at}"
    rows = count(db, f"SELECT count(*) FROM {said}")

    def drop(reason: str, where: str, *values: object) -> None:
        found = count(db, f"SELECT count(*) FROM {said} WHERE {where}", *values)
        notes.leave_out(source, reason, found)
        if found:
            db.execute(f"DELETE FROM {said} WHERE {where}", list(values))

    drop("no statement", "verb IS NULL OR object IS NULL")
    drop(
        "taken back (voided)",
        f"sid IN (SELECT object FROM {said} WHERE verb = '{VERB}voided') OR verb = '{VERB}voided'",
    )
    if count(db, f"SELECT count(sid) - count(DISTINCT sid) FROM {said}"):
        several = f"SELECT sid, min(rowid) FROM {said} WHERE sid IS NOT NULL GROUP BY sid HAVING count(*) > 1"
        drop(
            "the same statement twice",
            f"sid IN (SELECT sid FROM ({several})) AND (sid, rowid) NOT IN ({several})",
        )
    ours = _activities(db, said, source, activity, known)
    drop("another course", "activity NOT IN (SELECT unnest(?))", ours)
    verbs = ", ".join(f"'{VERB}{verb}'" for verb in CMI5_VERBS)
    satisfied = "'https://w3id.org/xapi/adl/verbs/satisfied'"
    drop("nothing about progress or answers", f"verb NOT IN ({verbs}, {satisfied}, '{VERB}answered')")
    db.execute(
        f"CREATE VIEW texts_{at} AS SELECT account AS id, coalesce(replace(lower(mbox), 'mailto:', ''),"
        " CASE WHEN contains(account, '@') THEN account END) AS email, account AS username, name,"
        " NULL::VARCHAR AS school, NULL::VARCHAR AS audience, activity AS course,"
        " NULL::VARCHAR AS attempt, moment AS started, moment AS last,"
        f" CASE WHEN verb IN ('{VERB}completed', '{VERB}passed', {satisfied}) THEN moment END AS done,"
        " CAST(TRY_CAST(scaled AS DOUBLE) * 100 AS VARCHAR) AS score,"
        f" CASE WHEN verb IN ('{VERB}completed', '{VERB}passed', {satisfied}) THEN 'done' ELSE 'begun' END AS status,"
        f" code0, worth(code0, response, success) AS value0,"
        f" {is_answer} AND code0 IS NULL AS strange0 FROM {said}"
    )
    keys = frozenset(
        key
        for key in KEYS
        if count(db, f"SELECT count(*) FROM (SELECT 1 FROM texts_{at} WHERE {key} IS NOT NULL LIMIT 1)")
    )
    return Export(at=at, source=source, kind="statements", keys=keys, rows=rows, answers=1)


def _activities(
    db: DuckDBPyConnection, said: str, source: Source, activity: str | None, known: Sequence[str]
) -> list[str]:
    """Return the ids of the activities that are the course: those with answers to questions of the code book."""
    answered = f"FROM {said} WHERE verb = '{VERB}answered'"
    holders = f"SELECT DISTINCT activity {answered}"
    fitting = db.execute(
        f"{holders} AND regexp_extract(object, '[^/]*$') IN (SELECT unnest(?))", [list(known)]
    ).fetchall()
    all_rows = db.execute(
        f"SELECT DISTINCT object FROM {said} WHERE verb <> '{VERB}answered' AND verb LIKE '{VERB}%' ORDER BY 1"
    ).fetchall()
    names = [str(name) for (name,) in all_rows]
    if activity is not None:
        if activity not in names:
            raise Refused(fault("D005", source.file, name=activity, names=listed(names)))
        return [activity]
    ours = [str(name) for (name,) in fitting]
    if ours:
        return ours
    stranger = db.execute(f"SELECT regexp_extract(object, '[^/]*$') {answered} LIMIT 1").fetchone()
    if stranger:
        raise Refused(fault("D006", source.file, found=stranger[0]))
    if len(names) > 1:
        raise Refused(fault("D004", source.file, names=listed(names)))
    return names

"""One row a learner, from all exports and the roster: how far, since when, of which school and audience."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from duckdb import DuckDBPyConnection

from ..spoken import part
from . import dates
from .database import count, one, read_into
from .exports import Export, Notes, listed, order_of_dates
from .faults import Refused, fault
from .layouts import KEYS, roster
from .sources import Source

SAME = {"email": "lower(email)", "id": "lower(id)", "username": "lower(username)", "name": "lower(name)"}


def key_of(exports: Sequence[Export], listed: frozenset[str] | None) -> str:
    """Return the best column that says in every file, also in the roster, who a learner is.

    Raises Refused when none does.
    """
    for key in KEYS:
        if all(key in export.keys for export in exports) and (listed is None or key in listed):
            return key
    said = [f"{export.source.file.name} has {', '.join(sorted(export.keys)) or 'none'}" for export in exports]
    said += [f"the roster has {', '.join(sorted(listed))}"] if listed is not None else []
    raise Refused(fault("D003", kinds="; ".join(map(part, said))))


def columns_of_roster(source: Source) -> frozenset[str]:
    columns = roster(source.headings).columns
    found = {key for key in KEYS if key in columns}
    if {"first", "last_name"} <= set(columns):
        found.add("name")
    if not found:
        raise Refused(fault("D015", source.file))
    return frozenset(found)


def put_together(
    db: DuckDBPyConnection,
    exports: Sequence[Export],
    listed: Source | None,
    notes: Notes,
    *,
    order: dates.Order | None,
    pass_percent: float,
    names: bool,
) -> str:
    """Make the tables ``learners`` and ``answers``; return the column by which learners are told apart."""
    key = key_of(exports, columns_of_roster(listed) if listed else None)
    if key == "name":
        notes.problems.append(fault("D013"))
    parts, is_alone = [], False
    for export in exports:
        nobody = count(db, f"SELECT count(*) FROM texts_{export.at} WHERE {key} IS NULL")
        notes.leave_out(export.source, "no learner", nobody)
        parts.append(_visits(export, SAME[key], _order(db, export, notes, order), None if names else pass_percent))
        is_alone = _duplicates(db, export, SAME[key], notes) and len(exports) == 1
        if export.answers:
            strange = " + ".join(f"coalesce(sum(CAST(strange{n} AS INT)), 0)" for n in range(export.answers))
            notes.leave_out(
                export.source,
                "answer to a question that is not in the code book",
                count(db, f"SELECT {strange} FROM texts_{export.at}"),
            )
    db.execute("CREATE VIEW visits AS " + " UNION ALL ".join(parts))
    _people(db, is_alone=is_alone, names=names)
    several = count(db, "SELECT count(*) FROM people WHERE has_names")
    if several and key != "name":
        notes.problems.append(fault("D021", kind={"id": "ID"}.get(key, key), count=several))
    moved = count(db, "SELECT count(*) FROM people WHERE has_schools")
    if moved and not (listed and "school" in roster(listed.headings).columns):
        notes.problems.append(fault("D028", count=moved))
    if listed:
        _roster(db, listed, SAME[key], notes, order)
    everybody = "both_sides" if listed else "people"
    db.execute(
        "CREATE TABLE learners AS SELECT"
        " * EXCLUDE (has_names, has_schools, told_done, told_not, begun, knows_begun), CASE"
        " WHEN told_done THEN 'done'"
        f" WHEN NOT told_not AND score >= {float(pass_percent)} THEN 'done by score'"
        " WHEN begun OR score IS NOT NULL THEN 'under way'"
        f" WHEN knows_begun THEN 'not started' ELSE 'not done' END AS state FROM {everybody}"
    )
    if not listed:
        db.execute("ALTER TABLE learners ADD COLUMN due TIMESTAMP")
    _say_what_is_guessed(db, notes, pass_percent, exports[0].source.file if len(exports) == 1 else None)
    _answers(db, exports, SAME[key])
    return key


def _people(db: DuckDBPyConnection, *, is_alone: bool, names: bool) -> None:
    """Make ``people`` of the visits: one row a learner. ``is_alone``: each has one visit alone, as most files have."""
    # Names and first days are only for the list of people; a million of them take their time.
    if is_alone:
        shown, started = ("name", "started") if names else ("NULL::VARCHAR", "NULL::TIMESTAMP")
        db.execute(
            f"CREATE VIEW people AS SELECT who, {shown} AS name, false AS has_names, false AS has_schools, school,"
            " audience, told IS TRUE AS told_done, told IS FALSE AS told_not, begun, knows_begun,"
            f" score, {started} AS started, last, done_at, NULL::TIMESTAMP AS done_last, unread FROM visits"
        )
        return
    shown, started, again = (
        ("max(name)", "min(started)", "max(done_at)") if names else ("NULL::VARCHAR", *["NULL::TIMESTAMP"] * 2)
    )
    db.execute(
        # Of what one file says and another does not, nothing is different; the hash of nothing is something.
        f"CREATE TABLE people AS SELECT who, {shown} AS name, min(hash(name)) FILTER (name IS NOT NULL)"
        " <> max(hash(name)) FILTER (name IS NOT NULL) AS has_names,"
        " min(school) <> max(school) AS has_schools, max(school) AS school, max(audience) AS audience,"
        " bool_or(told IS TRUE) AS told_done,"
        " bool_or(told IS FALSE) AS told_not, bool_or(begun) AS begun, bool_or(knows_begun) AS knows_begun,"
        f" max(score) AS score, {started} AS started, max(last) AS last, min(done_at) AS done_at,"
        f" {again} AS done_last, max(unread) FILTER (unread IS NOT NULL) AS unread FROM visits GROUP BY who"
    )


def _visits(export: Export, who: str, order: dates.Order | None, done_from: float | None) -> str:
    """Return SQL for the visits of one export, in the form that all share.

    ``done_from``: the last day is read only of those who may be done, for whom it stands in; reading days takes time.
    """
    texts = {"last": "last"}
    if done_from is None:
        texts["started"] = "started"
    else:
        texts["last"] = f"CASE WHEN status = 'done' OR number(score) >= {float(done_from)} THEN last END"
    if export.kind in ("completion", "cloud", "statements"):
        texts["done_at"] = "CASE WHEN status = 'done' THEN done END" if export.kind == "completion" else "done"
    told = {
        "completion": "CASE status WHEN 'done' THEN true WHEN 'not done' THEN false END",
        "cloud": "status = 'done'",
        "statements": "CASE WHEN status = 'done' THEN true END",
        "scorm": "CASE WHEN status = 'done' THEN true END",
        "grades": "NULL::BOOLEAN",
    }[export.kind]
    knows = "true" if export.kind in ("scorm", "cloud", "statements") else "false"
    began = "status IN ('begun', 'done')" if export.kind != "grades" else "score IS NOT NULL AND number(score) > 0"
    days = {name: dates.moment(f"{name}_text", order) for name in texts}
    chosen = ", ".join(f"{days.get(name, 'NULL::TIMESTAMP')} AS {name}" for name in ("started", "last", "done_at"))
    unread = ", ".join(dates.unread(f"{name}_text", name, order) for name in texts)
    read = (
        f"SELECT {who} AS who, name, school, audience, {told} AS told, coalesce({began}, false) AS begun,"
        f" {knows} AS knows_begun, CASE WHEN number(score) BETWEEN 0 AND 100 THEN number(score) END AS score, "
        + ", ".join(f"{sql} AS {name}_text" for name, sql in texts.items())
        + f" FROM texts_{export.at} WHERE {who} IS NOT NULL"
    )
    texts_only = ", ".join(f"{name}_text" for name in texts)
    return f"SELECT * EXCLUDE ({texts_only}), coalesce({unread}) AS unread FROM (SELECT *, {chosen} FROM ({read}))"


def _order(db: DuckDBPyConnection, export: Export, notes: Notes, order: dates.Order | None) -> dates.Order | None:
    return order_of_dates(db, f"texts_{export.at}", ("started", "last", "done"), export.source, notes, order)


def _duplicates(db: DuckDBPyConnection, export: Export, who: str, notes: Notes) -> bool:
    """Count learners that stand twice where each stands once: one count is kept, the row with the most in it.

    Return whether everybody stands in one row alone.
    """
    if export.kind in ("statements", "cloud"):
        return False
    again = f"SELECT count({who}) - count(DISTINCT {who}) FROM texts_{export.at}"
    more = count(db, again)
    if more and export.kind == "scorm":
        twice = f"SELECT count(*) AS n FROM texts_{export.at} WHERE {who} IS NOT NULL GROUP BY {who}, attempt"
        more_attempts = count(db, f"SELECT sum(n - 1) FROM ({twice})")
        notes.leave_out(export.source, "the same learner and attempt again", more_attempts)
    else:
        notes.leave_out(export.source, "the same learner and attempt again", more)
    return not more


def _roster(db: DuckDBPyConnection, source: Source, who: str, notes: Notes, order: dates.Order | None) -> None:
    """Let the roster say who belongs, of which school and audience, and by which day each should be done."""
    columns = roster(source.headings).columns
    unused = [name for at, name in enumerate(source.headings) if name and at not in columns.values()]
    if unused:
        notes.problems.append(fault("D026", source.file, names=listed(unused)))
    texts = {
        role: f"plain(c{columns[role]})" if role in columns else "NULL" for role in (*KEYS, "school", "audience", "due")
    }
    if {"first", "last_name"} <= set(columns):
        texts["name"] = f"plain(concat_ws(' ', c{columns['first']}, c{columns['last_name']}))"
    chosen = ", ".join(f"CAST({sql} AS VARCHAR) AS {role}" for role, sql in texts.items())
    broken = read_into(db, "texts_roster", chosen, source)
    notes.leave_out(source, "another number of columns than the first line", broken)
    order = order_of_dates(db, "texts_roster", ("due",), source, notes, order)
    empty = f"FROM texts_roster WHERE {who} IS NULL"
    notes.leave_out(source, "no learner", count(db, f"SELECT count(*) {empty}"))
    db.execute(f"DELETE {empty}")
    twice = f"SELECT {who} FROM texts_roster GROUP BY 1 HAVING count(DISTINCT (school, audience, due)) > 1"
    clashing = count(db, f"SELECT count(*) FROM ({twice})")
    if clashing:
        notes.problems.append(fault("D014", source.file, count=clashing))
        notes.leave_out(
            source,
            "twice with different facts",
            count(db, f"SELECT count(*) FROM texts_roster WHERE {who} IN ({twice})"),
        )
    strangers = f"FROM people WHERE who NOT IN (SELECT {who} FROM texts_roster)"
    unknown = count(db, f"SELECT count(*) {strangers}")
    if unknown:
        notes.problems.append(fault("D016", source.file, count=unknown))
        notes.left_out[(Path(), "not in the roster")] += unknown
    knows = bool(one(db, "SELECT coalesce(bool_or(knows_begun), false) FROM people")[0])
    db.execute(
        "CREATE TABLE both_sides AS SELECT r.who, coalesce(r.name, p.name) AS name,"
        " coalesce(p.has_names, false) AS has_names, coalesce(p.has_schools, false) AS has_schools,"
        " coalesce(r.school, p.school) AS school, coalesce(r.audience, p.audience) AS audience,"
        " coalesce(told_done, false) AS told_done, coalesce(told_not, false) AS told_not,"
        f" coalesce(begun, false) AS begun, {'true' if knows else 'false'} AS knows_begun,"
        " score, started, last, done_at, done_last, unread, r.due"
        f" FROM (SELECT {who} AS who, min(name) AS name, min(school) AS school, min(audience) AS audience,"
        f" min({dates.moment('due', order)}) AS due FROM texts_roster WHERE {who} NOT IN ({twice}) GROUP BY 1) r"
        " LEFT JOIN people p USING (who)"
    )
    days = f"SELECT due, {dates.moment('due', order)} AS day FROM texts_roster WHERE due IS NOT NULL"
    unread, example = one(
        db, f"SELECT count(x), min(x) FROM (SELECT {dates.unread('due', 'day', order)} AS x FROM ({days}))"
    )
    if unread:
        notes.problems.append(fault("D025", source.file, example=example, count=unread))


def _say_what_is_guessed(db: DuckDBPyConnection, notes: Notes, pass_percent: float, file: Path | None) -> None:
    """Tell what stands in for what no export tells. ``file``: the export, if there is one alone."""
    everybody, by_score, undated, unclear, unread, example = one(
        db,
        "SELECT count(*), count_if(state = 'done by score'), count_if(state LIKE 'done%' AND done_at IS NULL AND last"
        " IS NOT NULL), count_if(state = 'not done'), count(unread), min(unread) FROM learners",
    )
    if not everybody:
        raise Refused(fault("D017"))
    if unread:
        notes.problems.append(fault("D025", file, example=example, count=unread))
    if by_score:
        notes.problems.append(fault("D012", percent=f"{pass_percent:g} %"))
    if undated:
        notes.problems.append(fault("D018"))
    if unclear:
        notes.problems.append(fault("D022"))
    db.execute("UPDATE learners SET state = 'done' WHERE state = 'done by score'")
    db.execute("UPDATE learners SET done_at = last WHERE state = 'done' AND done_at IS NULL")


def _answers(db: DuckDBPyConnection, exports: Sequence[Export], who: str) -> None:
    """Make the view ``answers``: the last answer of each learner (``n``) to each question (``code``), and its worth.

    A learner who stands in one row alone, with each question once, needs no looking for the last one.
    """
    nth = (
        "coalesce(try_cast(t.attempt AS BIGINT), 0) * 10000000000"
        " + coalesce(CAST(epoch(try_cast(t.last AS TIMESTAMP)) AS BIGINT), 0)"
    )
    parts = ["SELECT NULL::BIGINT AS n, 0::BIGINT AS nth, 0::SMALLINT AS code, 0::TINYINT AS value WHERE false"]
    asking = [export for export in exports if export.answers]
    for export in asking:
        at = range(export.answers)
        columns = ", ".join(f"code{n}, value{n}" for n in at)
        answered = " OR ".join(f"code{n} IS NOT NULL" for n in at)
        db.execute(
            f"CREATE TABLE given_{export.at} AS SELECT l.rowid AS n, {nth} AS nth, {columns} FROM texts_{export.at} t"
            f" JOIN learners l ON l.who = {who.replace('(', '(t.')} WHERE {answered}"
        )
        parts += [f"SELECT n, nth, code{n}, value{n} FROM given_{export.at} WHERE code{n} IS NOT NULL" for n in at]
    every = " UNION ALL ".join(parts)
    if len(asking) == 1 and _stand_alone(db, asking[0]):
        db.execute(f"CREATE VIEW answers AS SELECT n, code, value FROM ({every})")
    else:
        db.execute(
            f"CREATE TABLE answers AS SELECT n, code, arg_max(value, nth) AS value FROM ({every}) GROUP BY n, code"
        )


def _stand_alone(db: DuckDBPyConnection, export: Export) -> bool:
    pairs = [f"code{a} = code{b}" for a, b in combinations(range(export.answers), 2)]
    again = f"coalesce(bool_or({' OR '.join(pairs) or 'false'}), false)"
    return not one(db, f"SELECT {again} OR count(*) > count(DISTINCT n) FROM given_{export.at}")[0]

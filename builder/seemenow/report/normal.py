"""Every export in one form: visits (who, how far, when) and answers (who, to which question, what, right or not).

Each file is read once, into a table of text with the same columns for all; what that text means is worked out there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from duckdb import DuckDBPyConnection
from scormkit.problems import Problem

from . import dates
from .codebook import Asked
from .database import count, one, read_into
from .faults import Refused, fault
from .layouts import KEYS, Layout, recognise
from .sources import Source

DONE_WORDS = ("completed", "passed", "voltooid", "geslaagd")
NOT_BEGUN_WORDS = ("not attempted", "niet geprobeerd")
MACROS = (
    # What Moodle escapes for HTML also in downloads; what spreadsheets and our own CSV put before text.
    # The dear functions only where a cell needs them: most of a million do not.
    "CREATE MACRO plain(x) AS nullif(trim(CASE"
    " WHEN starts_with(x, '=\"') THEN regexp_replace(x, '^=\"(.*)\"$', '\\1')"
    " WHEN starts_with(x, '''') THEN regexp_replace(x, '^''([=+@-])', '\\1')"
    " WHEN contains(x, '&') THEN replace(replace(replace(x, '&#039;', ''''), '&quot;', '\"'), '&amp;', '&')"
    " ELSE x END), '')",
    "CREATE MACRO given(x) AS nullif(nullif(trim(x), ''), '-')",
    "CREATE MACRO number(x) AS try_cast(replace(trim(replace(x, '%', '')), ',', '.') AS DOUBLE)",
    # '72,5/100' as a per cent; a maximum of its own counts.
    "CREATE MACRO per_cent(x) AS CASE WHEN contains(x, '/')"
    " THEN number(split_part(x, '/', 1)) * 100 / nullif(number(split_part(x, '/', 2)), 0) ELSE number(x) END",
)
COLUMNS = "id, email, username, name, school, audience, course, attempt, started, last, done, score, status"
VERB = "http://adlnet.gov/expapi/verbs/"
CMI5_VERBS = ("initialized", "launched", "completed", "passed", "failed", "terminated", "abandoned", "satisfied")
CMI5_CATEGORIES = "https://w3id.org/xapi/cmi5/context/categories/"


@dataclass(frozen=True, kw_only=True)
class Export:
    """A file in the database, as ``texts_<at>``. ``answers``: how many a row has, in ``code<n>`` and ``value<n>``."""

    at: int
    source: Source
    kind: str
    keys: frozenset[str]
    rows: int
    answers: int = 0


@dataclass(kw_only=True)
class Notes:
    """What is told beside the figures, gathered while files are read."""

    problems: list[Problem] = field(default_factory=list)
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)  # (file, reason)

    def leave_out(self, source: Source, reason: str, count: int | None) -> None:
        if count:
            self.left_out[(source.file.name, reason)] += count


def prepare(db: DuckDBPyConnection) -> None:
    for macro in MACROS:
        db.execute(macro)


def expect(db: DuckDBPyConnection, asked: Mapping[str, Asked]) -> None:
    """Make known which questions there are: ``code(id)`` gives their place, ``worth(…)`` what an answer is worth.

    That is 1 or 0 for right and wrong, from 1 to 5 on confidence, and NULL where nothing can be said.
    """
    names = ", ".join("'" + id_.replace("'", "''") + "'" for id_ in asked) or "''"
    rights = ", ".join(
        "[" + ", ".join("'" + each.replace("'", "''") + "'" for each in _in_order(question)) + "]::VARCHAR[]"
        for question in asked.values()
    )
    of_type = {
        name: ", ".join(str(at) for at, each in enumerate(asked.values()) if each.type == name) or "-1"
        for name in ("confidence", "ordering", "true-false")
    }
    letters = "string_split(replace(replace(response, ' ', ''), ';', ','), ',')"
    right = f"[{rights or 'NULL'}][code + 1]"
    db.execute(f"CREATE TYPE questions AS ENUM ({names})")
    db.execute("CREATE MACRO code(id) AS CAST(enum_code(try_cast(id AS questions)) AS SMALLINT)")
    db.execute(
        "CREATE MACRO worth(code, response, result) AS CAST(CASE WHEN code IS NULL THEN NULL"
        f" WHEN code IN ({of_type['confidence']}) THEN try_cast(response AS TINYINT)"
        " WHEN lower(result) IN ('correct', 'true') THEN 1"
        " WHEN lower(result) IN ('wrong', 'incorrect', 'false') THEN 0"
        f" WHEN code IN ({of_type['ordering']}) THEN CAST({letters} = {right} AS TINYINT)"
        f" WHEN code IN ({of_type['true-false']}) THEN CAST(left(lower(response), 1) = left({right}[1], 1) AS TINYINT)"
        f" ELSE CAST(list_sort({letters}) = {right} AS TINYINT) END AS TINYINT)"
    )


def _in_order(question: Asked) -> Sequence[str]:
    return question.right if question.type == "ordering" else sorted(question.right)


def take_in(
    db: DuckDBPyConnection, at: int, source: Source, notes: Notes, activity: str | None, known: Sequence[str]
) -> Export:
    """Read a file into the database. ``known``: the questions of the code book."""
    notes.problems += source.problems
    if source.form == "statements":
        return _statements(db, at, source, notes, activity, known)
    layout = recognise(source.headings)
    if layout is None or layout.kind == "codebook":
        seen = ", ".join(filter(None, source.headings[:6])) or "nothing"
        raise Refused(fault("D001", source.file, headings=seen[:120]))
    return _table(db, at, source, layout, notes, activity, known)


def _table(
    db: DuckDBPyConnection,
    at: int,
    source: Source,
    layout: Layout,
    notes: Notes,
    activity: str | None,
    known: Sequence[str],
) -> Export:
    columns = layout.columns
    name = _column(columns, "name")
    if "first" in columns and "last_name" in columns:
        name = f"nullif(trim(concat_ws(' ', {_column(columns, 'first')}, {_column(columns, 'last_name')})), '')"
    texts = dict.fromkeys(COLUMNS.split(", "), "NULL")
    texts |= {key: f"plain({_column(columns, key)})" for key in ("id", "email", "username", "school", "audience")}
    texts |= {key: f"given({_column(columns, key)})" for key in ("attempt", "started", "last", "done")}
    texts["name"] = f"plain({name})"
    texts |= _of_kind(source, layout, activity)
    groups = [group for group in layout.questions if {"question", "response"} <= set(group)]
    if layout.questions and not groups:
        notes.problems.append(fault("D011", source.file))
    selected = ", ".join(f"CAST({sql} AS VARCHAR) AS {key}" for key, sql in texts.items())
    selected += "".join(_answer(at, group) for at, group in enumerate(groups))
    broken = read_into(db, f"texts_{at}", selected, source)
    rows = count(db, f"SELECT count(*) FROM texts_{at}")
    notes.leave_out(source, "another number of columns than the first line", broken)
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
        # 'Completed', 'Completed (achieved pass grade)', 'Completed (set by …)'; the same in Dutch.
        is_done = (
            f"regexp_matches({cell}, '^(completed|voltooid)\\b') AND NOT regexp_matches({cell}, 'did not|onvoldoende')"
        )
        return {
            "status": f"CASE WHEN {is_done} THEN 'done' WHEN {cell} <> '' THEN 'not done' END",
            "done": f"CASE WHEN {is_done} THEN given(c{at + 1}) END",
        }
    not_begun = ", ".join(f"'{word}'" for word in NOT_BEGUN_WORDS)
    status = f"WHEN {cell} IN ({done}) THEN 'done' WHEN {cell} IN ({not_begun}) THEN 'not begun'"
    return {"score": f"per_cent(c{at})", "status": f"CASE {status} ELSE {_begun(columns)} END"}


def _begun(columns: dict[str, int] | object) -> str:
    assert isinstance(columns, dict)
    texts = [f"given(c{columns[key]})" for key in ("attempt", "started", "last") if key in columns]
    return f"CASE WHEN coalesce({', '.join(texts)}) IS NULL THEN 'not begun' ELSE 'begun' END"


def _chosen(source: Source, layout: Layout, activity: str | None) -> int:
    names = list(layout.activities)
    if activity is None and len(names) == 1:
        return layout.activities[names[0]]
    if activity is None:
        raise Refused(fault("D004", source.file, names=_listed(names)))
    wanted = next((name for name in names if name.casefold() == activity.casefold()), None)
    if wanted is None and layout.kind == "scorm" and len(names) == 1:
        wanted = names[0]  # the name of its one SCO, which need not be that of the activity
    if wanted is None:
        raise Refused(fault("D005", source.file, name=activity, names=_listed(names)))
    return layout.activities[wanted]


def _one_course(db: DuckDBPyConnection, at: int, source: Source, notes: Notes, activity: str | None) -> None:
    rows = db.execute(f"SELECT DISTINCT course FROM texts_{at} WHERE course IS NOT NULL ORDER BY 1 LIMIT 50").fetchall()
    names = [str(name) for (name,) in rows]
    if activity is None and len(names) > 1:
        raise Refused(fault("D004", source.file, names=_listed(names)))
    if activity is None:
        return
    if activity.casefold() not in [name.casefold() for name in names]:
        raise Refused(fault("D005", source.file, name=activity, names=_listed(names)))
    other = f"FROM texts_{at} WHERE lower(course) IS DISTINCT FROM lower(?)"
    notes.leave_out(source, "another course", count(db, f"SELECT count(*) {other}", activity))
    db.execute(f"DELETE {other}", [activity])


def _statements(
    db: DuckDBPyConnection, at: int, source: Source, notes: Notes, activity: str | None, known: Sequence[str]
) -> Export:
    """Take in xAPI statements: cmi5-defined ones as visits, ``answered`` as answers."""
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
    db.execute(
        f"CREATE TABLE said_{at} AS SELECT {picked}"
        f" FROM (SELECT json_extract_string(c0, [{listed}]) AS v FROM {source.sql})"
    )
    said = f"said_{at}"
    rows = count(db, f"SELECT count(*) FROM {said}")

    def drop(reason: str, where: str, *values: object) -> None:
        notes.leave_out(source, reason, count(db, f"SELECT count(*) FROM {said} WHERE {where}", *values))
        db.execute(f"DELETE FROM {said} WHERE {where}", list(values))

    drop("no statement", "verb IS NULL OR object IS NULL")
    drop(
        "taken back (voided)",
        f"sid IN (SELECT object FROM {said} WHERE verb = '{VERB}voided') OR verb = '{VERB}voided'",
    )
    several = f"SELECT sid, min(rowid) FROM {said} WHERE sid IS NOT NULL GROUP BY sid HAVING count(*) > 1"
    drop(
        "the same statement twice",
        f"sid IN (SELECT sid FROM ({several})) AND (sid, rowid) NOT IN ({several})",
    )
    ours = _activities(db, said, source, activity, known)
    holder = "regexp_replace(object, '/[^/]*$', '')"
    db.execute(f"ALTER TABLE {said} ADD COLUMN activity VARCHAR")
    db.execute(f"UPDATE {said} SET activity = CASE WHEN verb = '{VERB}answered' THEN {holder} ELSE object END")
    drop("another course", "activity NOT IN (SELECT unnest(?))", ours)
    verbs = ", ".join(f"'{VERB}{verb}'" for verb in CMI5_VERBS)
    satisfied = "'https://w3id.org/xapi/adl/verbs/satisfied'"
    drop("nothing about progress or answers", f"verb NOT IN ({verbs}, {satisfied}, '{VERB}answered')")
    question = "regexp_extract(object, '[^/]*$')"
    db.execute(
        f"CREATE VIEW texts_{at} AS SELECT account AS id, coalesce(replace(lower(mbox), 'mailto:', ''),"
        " CASE WHEN contains(account, '@') THEN account END) AS email, account AS username, name,"
        " NULL::VARCHAR AS school, NULL::VARCHAR AS audience, activity AS course,"
        " NULL::VARCHAR AS attempt, moment AS started, moment AS last,"
        f" CASE WHEN verb IN ('{VERB}completed', '{VERB}passed', {satisfied}) THEN moment END AS done,"
        " CASE WHEN scaled IS NOT NULL THEN CAST(CAST(scaled AS DOUBLE) * 100 AS VARCHAR) END AS score,"
        f" CASE WHEN verb IN ('{VERB}completed', '{VERB}passed', {satisfied}) THEN 'done' ELSE 'begun' END AS status,"
        f" CASE WHEN verb = '{VERB}answered' AND response <> '' THEN code({question}) END AS code0,"
        f" worth(code0, replace(replace(response, '[,]', ','), '[.]', '.'), success) AS value0,"
        f" verb = '{VERB}answered' AND response <> '' AND code({question}) IS NULL AS strange0 FROM {said}"
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
    holders = f"SELECT DISTINCT regexp_replace(object, '/[^/]*$', '') {answered}"
    fitting = db.execute(
        f"{holders} AND regexp_extract(object, '[^/]*$') IN (SELECT unnest(?))", [list(known)]
    ).fetchall()
    all_rows = db.execute(
        f"SELECT DISTINCT object FROM {said} WHERE verb <> '{VERB}answered' AND verb LIKE '{VERB}%' ORDER BY 1 LIMIT 50"
    ).fetchall()
    names = [str(name) for (name,) in all_rows]
    if activity is not None:
        if activity not in names:
            raise Refused(fault("D005", source.file, name=activity, names=_listed(names)))
        return [activity]
    ours = [str(name) for (name,) in fitting]
    if ours:
        return ours
    stranger = db.execute(f"SELECT regexp_extract(object, '[^/]*$') {answered} LIMIT 1").fetchone()
    if stranger:
        raise Refused(fault("D006", source.file, found=stranger[0]))
    if len(names) > 1:
        raise Refused(fault("D004", source.file, names=_listed(names)))
    return names


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


def order_of_dates(
    db: DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    source: Source,
    notes: Notes,
    wanted: dates.Order | None,
) -> dates.Order | None:
    """Return in which order a file has day and month where both are numbers, as far as the file itself tells."""
    if wanted or source.form == "statements":
        return wanted
    texts = " UNION ALL ".join(f"SELECT {column} AS x FROM {table}" for column in columns)
    dmy, mdy, example = one(
        db,
        f"SELECT bool_or({dates.says_order('x', 'dmy')}), bool_or({dates.says_order('x', 'mdy')}),"
        f" min(CASE WHEN {dates.ambiguous('x')} THEN x END) FROM ({texts}) WHERE regexp_matches(x, '{dates.NUMBERS}')",
    )
    if bool(dmy) is not bool(mdy):
        return "dmy" if dmy else "mdy"
    if example:
        notes.problems.append(fault("D010", source.file, example=example))
    return None


def _column(columns: object, role: str) -> str:
    assert isinstance(columns, dict)
    return f"c{columns[role]}" if role in columns else "NULL"


def _listed(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "")

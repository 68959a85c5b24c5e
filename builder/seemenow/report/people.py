"""The list of people that only a report with names has: who is how far, who is late, and which version each saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from duckdb import DuckDBPyConnection

STATES = ("overdue", "not started", "not done", "under way", "refresher", "done")


@dataclass(frozen=True, kw_only=True)
class Person:
    """``state``: one of STATES. ``version``: what lay in the LMS on the day that counts, as far as somebody said."""

    who: str
    name: str
    school: str
    audience: str
    state: str
    started: date | None
    last: date | None
    done: date | None
    due: date | None
    score: float | None
    version: str


def listed(
    db: DuckDBPyConnection,
    due: date | None,
    refresh_months: int,
    versions: Sequence[tuple[date, str]],
    today: date,
) -> tuple[Person, ...]:
    """Return everybody by state, school and name. ``due``: for whom the roster has no day of her own."""
    rows = db.execute(
        # Whoever has done it again is due for a refresher so many months after the last time.
        "SELECT who, name, school, audience, state, started, last, coalesce(done_last, done_at), due, score"
        " FROM learners ORDER BY school, name, who"
    ).fetchall()
    found = []
    for who, name, school, audience, state, started, last, done_at, own_due, score in rows:
        done, by = _day(done_at), _day(own_due) or due
        if state == "done" and done and _months_later(done, refresh_months) < today:
            state = "refresher"
        elif state != "done" and by and by < today:
            state = "overdue"
        seen = done or _day(last) or _day(started)
        found.append(
            Person(
                who=who,
                name=name or who,
                school=school or "",
                audience=audience or "",
                state=state,
                started=_day(started),
                last=_day(last),
                done=done,
                due=by,
                score=score,
                version=next((name for since, name in sorted(versions, reverse=True) if seen and since <= seen), ""),
            )
        )
    return tuple(sorted(found, key=lambda person: STATES.index(person.state)))


def value(person: Person) -> dict[str, Any]:
    return {name: each.isoformat() if isinstance(each, date) else each for name, each in vars(person).items()}


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or the month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    for last in range(day.day, 27, -1):
        try:
            return date(day.year + years, month + 1, last)
        except ValueError:
            continue
    return date(day.year + years, month + 1, day.day)

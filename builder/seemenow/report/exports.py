"""A file in the database, in the form that all exports share, and what is told beside the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from duckdb import DuckDBPyConnection
from scormkit.problems import Problem

from . import dates
from .database import one
from .faults import fault
from .sources import Source

# The columns of every `texts_<at>`: texts, whatever they mean.
COLUMNS = (
    "id",
    "email",
    "username",
    "name",
    "school",
    "audience",
    "course",
    "attempt",
    "started",
    "last",
    "done",
    "score",
    "status",
)


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
    left_out: Counter[tuple[Path, str]] = field(default_factory=Counter)  # (file, reason)

    def leave_out(self, source: Source, reason: str, count: int | None) -> None:
        if count:
            self.left_out[(source.file, reason)] += count

    def rows_left_out(self, files: Sequence[Path]) -> tuple[tuple[str, str, int], ...]:
        """Return file, reason and how many. ``files``: all that were given; where two have one name it is the path."""
        names = Counter(file.name for file in files)
        return tuple(
            (file.name if names[file.name] < 2 else str(file), reason, count)
            for (file, reason), count in sorted(self.left_out.items())
        )


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


def listed(names: Iterable[str]) -> str:
    names = list(names)
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "")

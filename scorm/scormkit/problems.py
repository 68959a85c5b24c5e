"""What is wrong, where, and what to do: the one form in which faults travel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "pending", "note"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a fault lies: a file with line and column (both from 1), or an entry of a zip."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    entry: str | None = None

    def __str__(self) -> str:
        start = self.entry or self.file or ""
        return ":".join([start, *(str(n) for n in (self.line, self.column) if n is not None)])


NOWHERE = Place()


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault, as a value.

    ``clause`` names the clause of a standard, where one is broken.
    """

    code: str
    severity: Severity
    message: str
    remedy: str
    place: Place = NOWHERE
    clause: str | None = None


def has_errors(problems: Iterable[Problem], *, strict: bool = False) -> bool:
    """Tell whether a build must stop. ``strict`` makes warnings count; pending and note never do."""
    stopping = {"error", "warning"} if strict else {"error"}
    return any(problem.severity in stopping for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems by place, each only once."""

    def key(problem: Problem) -> tuple[str, int, int, str, str]:
        place = problem.place
        return (place.file or place.entry or "", place.line or 0, place.column or 0, problem.code, problem.message)

    return tuple(sorted(dict.fromkeys(problems), key=key))

"""A rule with a code of its own: how bad a breach is, what to say and what to do, told in the author's language."""

from __future__ import annotations

from dataclasses import dataclass

from scormkit.problems import Place, Problem, Severity

from .spoken import tell


@dataclass(frozen=True, kw_only=True)
class Rule:
    """``sentence`` and ``remedy`` are templates; ``problem`` fills them."""

    severity: Severity
    sentence: str
    remedy: str

    def problem(self, code: str, place: Place, /, **values: object) -> Problem:
        return Problem(
            code=code,
            severity=self.severity,
            message=tell("message", self.sentence, values),
            remedy=tell("remedy", self.remedy, values),
            place=place,
        )

"""Every rule for packages, as scorm/requirements/*.yaml says them, and the problems made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from scormkit import resources
from scormkit.problems import NOWHERE, Place, Problem, Severity
from scormkit.telling import telling

_SHOWN = 200  # a quoted value longer than this tells a reader nothing more


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule. ``sentence`` and ``remedy`` carry ``{placeholders}``; ``wrong`` and ``right`` are examples.

    ``standard`` is ``any`` or the name of the one whose rule it is; ``test`` is the folder that covers it.
    """

    id: str
    standard: str
    clause: str | None
    severity: Severity
    sentence: str
    remedy: str
    wrong: str
    right: str
    test: str


@cache
def rules() -> Mapping[str, Rule]:
    """Return all rules by their code, in the order in which they are written.

    Raises ValueError when a code stands twice.
    """
    import yaml  # a package without a fault has no need of it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted(resources.folder("requirements").glob("*.yaml"))
    found = [Rule(**entry) for file in files for entry in yaml.load(file.read_bytes(), Loader=loader)]
    by_code = {rule.id: rule for rule in found}
    if len(by_code) != len(found):
        raise ValueError("a code stands twice in scorm/requirements")
    return by_code


def problem(code: str, place: Place = NOWHERE, **values: object) -> Problem:
    """Return the problem that the rule ``code`` describes, with the values in its sentence and remedy."""
    rule = rules()[code]
    words = {name: shown(value) for name, value in values.items()}
    tell = telling.get()
    return Problem(
        code=code,
        severity=rule.severity,
        message=tell("message", rule.sentence, words),
        remedy=tell("remedy", rule.remedy, words),
        place=place,
        clause=rule.clause,
    )


def shown(value: object) -> str:
    """Return a stranger's value as it may stand in a message: one line, no control characters, not too long."""
    whole = str(value)
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in whole[:_SHOWN])
    return text if len(whole) <= _SHOWN else f"{text}…"


def entry(name: str) -> Place:
    """Return the place of a whole file of the package."""
    return Place(entry=shown(name))


def within(name: str, line: int | None, column: int | None) -> Place:
    """Return a place inside a file of the package. It is named as file too: that is where line and column count."""
    return Place(file=shown(name), entry=shown(name), line=line, column=column)

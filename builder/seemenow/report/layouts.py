"""Which export a table is, and what stands in which column, by its headings in English and Dutch.

Sources: Moodle 4.5, mod/scorm/report/interactions (basic has the same first columns), report/progress, grade/export,
and its language packs en and nl. Moodle's "text" download is separated by tabs, its "Excel" text is UTF-16.
SCORM Cloud: the names of its API v2 for registrations; nobody here has seen a download of the product itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["scorm", "completion", "grades", "cloud", "roster", "codebook"]

# What says who a learner is, the best first.
KEYS = ("email", "id", "username", "name")

PEOPLE: Mapping[str, tuple[str, ...]] = {
    "email": ("email address", "email", "e-mail", "e-mailadres", "learner email", "learneremail"),
    "id": ("id number", "id-nummer", "idnumber", "learner id", "learnerid", "id"),
    "username": ("username", "gebruikersnaam", "user name"),
    "name": ("name", "naam", "full name", "volledige naam", "learner name", "learner"),
    "first": ("first name", "voornaam", "learner first name", "learnerfirstname"),
    "last_name": ("last name", "surname", "achternaam", "learner last name", "learnerlastname"),
    "school": ("institution", "instelling", "school"),
    "audience": ("audience", "doelgroep"),
}
SCORM: Mapping[str, tuple[str, ...]] = {
    "attempt": ("attempt", "poging"),
    "started": ("started on", "started", "gestart op"),
    "last": ("last accessed on", "laatst bekeken op"),
    "score": ("score",),
}
CLOUD: Mapping[str, tuple[str, ...]] = {
    "completion": ("registrationcompletion", "completion", "completionstatus"),
    "success": ("registrationsuccess", "success", "successstatus"),
    "score": ("scorescaled", "score", "scoreraw"),
    "started": ("firstaccessdate", "firstaccess"),
    "last": ("lastaccessdate", "lastaccess"),
    "done": ("completeddate", "completiondate"),
    "course": ("coursetitle", "course", "courseid"),
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")  # an activity may have a day on which it is expected
DUE = ("due", "due date", "uiterlijk", "deadline")
QUESTION = re.compile(r"(question|vraag|response|antwoord|right answer|juist antwoord|result|resultaat) (\d+)$")
ROLE = {
    "question": "question",
    "vraag": "question",
    "response": "response",
    "antwoord": "response",
    "right answer": "right",
    "juist antwoord": "right",
    "result": "result",
    "resultaat": "result",
}
GRADE = re.compile(r"^(?:(?:SCORM package|SCORM-pakket): )?(?P<name>.+?) \((?P<how>[^()]+)\)$", re.IGNORECASE)
PERCENT = ("percentage", "percentage (%)")
LETTER = ("letter", "letter grade", "lettercijfer")
TOTAL = ("course total", "cursustotaal")
EXPORTED = ("last downloaded from this course", "laatst gedownload van deze cursus")


@dataclass(frozen=True, kw_only=True)
class Layout:
    """``columns``: what stands where. ``activities``: columns that belong to an activity of the LMS, by its name."""

    kind: Kind
    columns: Mapping[str, int]
    activities: Mapping[str, int] = field(default_factory=dict)
    questions: tuple[Mapping[str, int], ...] = ()


def recognise(headings: Sequence[str]) -> Layout | None:
    """Return the layout that has these headings, or None."""
    known = [heading.strip().casefold() for heading in headings]
    for layout in (_codebook, _completion, _scorm, _cloud, _grades):
        found = layout(headings, known)
        if found:
            return found
    return None


def roster(headings: Sequence[str]) -> Layout:
    known = [heading.strip().casefold() for heading in headings]
    return Layout(kind="roster", columns=_columns(known, {**PEOPLE, "due": DUE}))


def _columns(known: Sequence[str], names: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    found = {}
    for role, words in names.items():
        at = next((known.index(word) for word in words if word in known), None)
        if at is not None:
            found[role] = at
    return found


def _codebook(headings: Sequence[str], known: list[str]) -> Layout | None:
    names = ("interaction", "language", "part", "type", "case", "question", "right", "before")
    if "interaction" not in known:
        return None
    return Layout(kind="codebook", columns={name: known.index(name) for name in names if name in known})


def _completion(headings: Sequence[str], known: list[str]) -> Layout | None:
    """Activity completion: nothing over the names, then the identity, then two columns an activity."""
    if not known or known[0]:
        return None
    columns = {"name": 0} | {role: at for role, at in _columns(known, PEOPLE).items() if role != "name"}
    at = 1 + max(columns.values())
    while at + 1 < len(known) and known[at + 1] and not DAY.match(known[at + 1]):
        at += 1  # identity fields of the site that mean nothing here
    pairs = range(at, len(known) - 1, 2)
    if not pairs or any(not known[each] for each in pairs):
        return None
    return Layout(kind="completion", columns=columns, activities={headings[each].strip(): each for each in pairs})


def _scorm(headings: Sequence[str], known: list[str]) -> Layout | None:
    columns = _columns(known, {**PEOPLE, **SCORM})
    if not {"attempt", "started", "last"} & set(columns) or not set(KEYS) & set(columns):
        return None
    groups: dict[int, dict[str, int]] = {}
    for at, heading in enumerate(known):
        match = QUESTION.fullmatch(heading)
        if match:
            groups.setdefault(int(match[2]), {})[ROLE[match[1]]] = at
    first = min((at for group in groups.values() for at in group.values()), default=len(known))
    after = max(columns[role] for role in SCORM if role in columns) + 1
    scos = {headings[at].strip(): at for at in range(after, first)}
    return Layout(kind="scorm", columns=columns, activities=scos, questions=tuple(groups[n] for n in sorted(groups)))


def _cloud(headings: Sequence[str], known: list[str]) -> Layout | None:
    plain = [re.sub("[^a-z]", "", heading) for heading in known]
    columns = _columns(known, PEOPLE) | _columns(plain, CLOUD)
    return Layout(kind="cloud", columns=columns) if {"completion", "success"} <= set(columns) else None


def _grades(headings: Sequence[str], known: list[str]) -> Layout | None:
    columns = _columns(known, PEOPLE)
    activities: dict[str, int] = {}
    for at, heading in enumerate(headings):
        match = GRADE.match(heading.strip())
        if not match or match["how"].casefold() in LETTER or match["name"].casefold() in TOTAL:
            continue
        if match["name"] not in activities or match["how"].casefold() in PERCENT:
            activities[match["name"]] = at
    is_export = any(word in known for word in EXPORTED) or {"first", "last_name"} <= set(columns)
    return Layout(kind="grades", columns=columns, activities=activities) if is_export and activities else None

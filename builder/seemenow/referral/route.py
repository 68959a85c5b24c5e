"""The way to the right person from one place, whatever a course calls it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import player_texts
from ..edition import editions, speech
from ..model import Contact, Course, Municipality, Region, RouteStep
from ..readable import in_language
from . import find, ways


@dataclass(frozen=True, kw_only=True)
class Way:
    """The way to the right person from one place. ``places``: what the name may mean, each with the former name.

    ``steps`` hold when it means exactly one; else they are those that hold everywhere.
    """

    course: Course
    texts: player_texts.PlayerTexts
    kind: str
    places: tuple[tuple[Municipality, str | None], ...]
    steps: tuple[tuple[RouteStep, Contact | Region | None], ...]


def route(
    folder: Path, assets: Path, typed: str, *, language: str, audience: str | None, today: date | None
) -> Way | None:
    """Return the way from the municipality that ``typed`` names.

    None when the course has faults, or no route, language or audience like that. Raises OutsideMissing without Node.
    """
    course = in_language(folder, language)
    if course is None or course.guidance.route is None:
        return None
    chosen = [each for each in editions(course) if audience in (None, each.audience and each.audience.id)]
    if not chosen:
        return None
    found = find.find(ways.table(course.guidance), typed, today or course.as_of, assets)
    places = tuple((course.guidance.municipalities[code], was) for code, was in found.places)
    code = found.places[0][0] if found.kind == "one" else None
    words = chosen[0].audience.words if chosen[0].audience else ()
    return Way(
        course=chosen[0],
        texts=player_texts.read(assets / "player", language).spoken(speech(words)),
        kind=found.kind,
        places=places,
        steps=tuple(ways.way(chosen[0], code, today or course.as_of)),
    )

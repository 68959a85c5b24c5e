"""The sheets of a course as pages to print, from the same data as those in the package."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ..edition import speech
from ..model import Course, Sheet
from ..player_texts import PlayerTexts
from ..player_texts import read as player_texts
from ..render import Renderer, environment, oldest
from ..review.reviews import reviewed
from .pdf import printed

SIZES = (13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5)  # points; smaller is not read standing before a notice board


def sheets(course: Course, language: str, assets: Path, today: date) -> Iterator[tuple[str, bytes]]:
    """Yield each sheet of an edition as PDF, with its name. Raises printing.TooLong, OutsideMissing."""
    for sheet in course.guidance.sheets:
        yield _file(course, sheet, language), drawn(course, sheet, language, assets, today)


def titles(course: Course, language: str) -> Iterator[tuple[str, str]]:
    """Yield what each sheet is called, by the name of its file."""
    for sheet in course.guidance.sheets:
        who = f" ({course.audience.title})" if course.edition and course.audience else ""
        yield _file(course, sheet, language), f"{sheet.title}{who}"


def _file(course: Course, sheet: Sheet, language: str) -> str:
    return "-".join(filter(None, ("sheet", sheet.id, course.edition, language))) + ".pdf"


def drawn(
    course: Course, sheet: Sheet, language: str, assets: Path, today: date, kind: Literal["pdf", "png"] = "pdf"
) -> bytes:
    """Return one sheet on one A4."""
    renderer = renderer_of(course, language, assets, today)
    return printed("sheet", values(renderer, sheet), assets, pages=1, on=course.as_of, sizes=SIZES, kind=kind)


def renderer_of(course: Course, language: str, assets: Path, today: date) -> Renderer:
    """Return what fills in contacts and words of an edition."""
    words = course.audience.words if course.audience else ()
    texts: PlayerTexts = player_texts(assets / "player", language).spoken(speech(words))
    return Renderer(
        course=course, texts=texts, films={}, pictures={}, templates=environment(assets, texts), today=today
    )


def values(renderer: Renderer, sheet: Sheet) -> dict[str, Any]:
    """Return what the template of a sheet is given."""
    course, texts = renderer.course, renderer.texts
    numbers = renderer.numbers(sheet.contacts)
    return {
        "title": sheet.title,
        "author": course.title,
        "lang": texts.language,
        "lead": sheet.lead,
        "columns": 2 if sheet.shows else 1,
        "groups": [*_shown(course, sheet, texts), *_own(sheet)],
        **printed_numbers(renderer, numbers),
        "foot": foot(renderer),
    }


def printed_numbers(renderer: Renderer, numbers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return whom to call, and when all of that was true: paper hangs for years."""
    first = oldest(numbers)
    return {
        "numbers": [{"name": each["contact"].name, "phone": each["contact"].phone} for each in numbers],
        "note": renderer.texts("sheet.numbers", date=first["read_on"]) if first else None,
    }


def foot(renderer: Renderer) -> str:
    """Return what a page is printed from: the course, its version and licence, and that nobody has reviewed it."""
    course = renderer.course
    state = None if reviewed(course, renderer.today) else renderer.texts("edition.unreviewed")
    return " · ".join(filter(None, (f"{course.title} {course.version}", course.licence, state)))


def _shown(course: Course, sheet: Sheet, texts: PlayerTexts) -> Iterator[dict[str, Any]]:
    if "signals" in sheet.shows:
        for group in course.signals.groups:
            own = [each for each in course.signals.signals if each.group == group.id]
            points = [
                {"text": each.title, "mark": each.mark, "said": texts(f"signals.{each.mark}").lower()} for each in own
            ]
            yield {"title": group.title, "points": points, "lines": 0, "kind": "list"}
    if "steps" in sheet.shows:
        for number, step in enumerate(course.guidance.steps, 1):
            said = f"{step.action} {texts('steps.with-whom')}: {step.with_whom}."
            points = [{"text": said, "mark": "", "said": ""}]
            yield {"title": f"{number}. {step.title}", "points": points, "lines": 0, "kind": "text"}


def _own(sheet: Sheet) -> Iterator[dict[str, Any]]:
    for group in sheet.groups:
        points = [{"text": each, "mark": "", "said": ""} for each in group.points]
        yield {"title": group.title, "points": points, "lines": group.lines, "kind": "list"}

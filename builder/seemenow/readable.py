"""A course that can be read without a fault of reading, in one of its languages."""

from __future__ import annotations

from pathlib import Path

from scormkit.problems import has_errors

from . import translate
from .load import load
from .model import Course


def readable(folder: Path) -> Course | None:
    loaded = load(folder)
    return None if has_errors(loaded.problems) else loaded.course


def in_language(folder: Path, language: str) -> Course | None:
    """Return the course in one of its languages; None when it cannot be read or does not have it."""
    course = readable(folder)
    if course is None or language not in course.languages:
        return None
    if language == course.source_language:
        return course
    return translate.localized(course, translate.read(course, folder, language)[0])

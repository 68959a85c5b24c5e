"""Move a course's words out to translators and back, and say how far each language is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polib
from scormkit.problems import Problem

from .. import translate
from ..check.course import LANGUAGE
from ..model import Course
from ..readable import readable


class CannotTranslate(Exception):
    """The words of the course cannot go into this language; nothing was written."""


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How far a translation is, in texts."""

    translated: int
    changed: int
    missing: int


@dataclass(frozen=True, kw_only=True)
class Translation:
    """One language: how far it is, and what is stale, missing or refused."""

    language: str
    counts: Counts
    problems: tuple[Problem, ...]


def export_catalogue(folder: Path, language: str) -> Counts | None:
    """Write or renew the catalogue of ``language``; None when the course cannot be read. Raises CannotTranslate."""
    course = readable(folder)
    if course is None:
        return None
    language = language_of(course, language)
    fresh = translate.template(course, language, _catalogue(folder, language))
    _write_catalogue(folder, language, fresh)
    return _counts(fresh)


def import_catalogue(folder: Path, file: Path, language: str | None = None) -> Translation | None:
    """Put what a translator sent into the catalogue of its language; None when the course cannot be read.

    ``language`` defaults to the one that the file names. Raises OSError when the file is no catalogue, and
    CannotTranslate when nothing of the course would read it.
    """
    course = readable(folder)
    if course is None:
        return None
    sent = translate.open_catalogue(file)
    language = language or sent.metadata.get("Language")
    if not language:
        raise CannotTranslate(f"{file.name} does not say its language; name it with --lang.")
    language = language_of(course, language)
    if language not in course.languages and not translate.catalogue_path(folder, language).is_file():
        known = ", ".join(each for each in course.languages if each != course.source_language) or "none"
        raise CannotTranslate(
            f"The course is not translated into {language}: write it under languages in course.yaml. Known: {known}."
        )
    fresh, problems = translate.merged(course, language, _catalogue(folder, language), sent, file.name)
    _write_catalogue(folder, language, fresh)
    return Translation(language=language, counts=_counts(fresh), problems=problems)


def translations(folder: Path, languages: Sequence[str] = ()) -> tuple[Translation, ...] | None:
    """Return how far each language is, all that course.yaml names when none is named; None as above."""
    course = readable(folder)
    if course is None:
        return None
    named = languages or [each for each in course.languages if each != course.source_language]
    found = []
    for language in map(str, named):
        fresh = translate.template(course, language, _catalogue(folder, language))
        problems = translate.read(course, folder, language)[1]
        found.append(Translation(language=language, counts=_counts(fresh), problems=problems))
    return tuple(found)


def language_of(course: Course, named: str) -> str:
    """Return the language that is meant: of ``nl_NL`` nl, when the course has that. Raises CannotTranslate."""
    language = named.replace("_", "-")
    for code in (language, language.partition("-")[0]):
        if code == course.source_language:
            raise CannotTranslate(f"The course is written in {code}: there is nothing to translate into it.")
        if code in course.languages:
            return code
    if not LANGUAGE.fullmatch(language):
        raise CannotTranslate(f"{named} is no code of a language such as nl.")
    return language


def _catalogue(folder: Path, language: str) -> polib.POFile | None:
    """Return all that is translated into a language, from all of its catalogues; None when there is none."""
    paths = [translate.catalogue_path(folder, language, name) for name, _ in translate.CATALOGUES]
    files = [translate.open_catalogue(path) for path in paths if path.is_file()]
    for file in files[1:]:
        files[0].extend(file)
    return files[0] if files else None


def _write_catalogue(folder: Path, language: str, fresh: polib.POFile) -> None:
    """Write each text of ``fresh`` into the catalogue where it belongs; nothing into one that would be empty."""
    for name, _ in translate.CATALOGUES:
        file = polib.POFile(wrapwidth=fresh.wrapwidth)
        file.metadata = fresh.metadata
        file.extend(entry for entry in fresh if translate.catalogue_of(entry.msgctxt or "") == name)
        if not file and name != "course":
            continue
        path = translate.catalogue_path(folder, language, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{name}.po.new")
        file.save(str(aside))
        aside.replace(path)


def _counts(fresh: polib.POFile) -> Counts:
    changed = len(fresh.fuzzy_entries())
    missing = sum(not entry.msgstr.strip() for entry in fresh)
    wanted = sum(not entry.obsolete for entry in fresh)
    return Counts(translated=wanted - changed - missing, changed=changed, missing=missing)

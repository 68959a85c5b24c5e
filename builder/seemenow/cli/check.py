"""``seemenow check`` and ``explain``: what is wrong with a course, and what a code means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from . import FAULTY, FINE
from .options import (
    common,
    course_argument,
    course_folder,
    say_problems,
    speech_option,
    tell,
    today_option,
)


@click.command("check", short_help="Say everything that is wrong with a course")
@course_argument
@common
@today_option
@click.option(
    "--audience", "audiences", multiple=True, metavar="ID", help="Show the figures of this edition [default: all]"
)
@click.option("--advice", is_flag=True, help="Show each sentence that could be plainer")
@speech_option
def check_command(
    course: Path | None, as_json: bool, strict: bool, today: date | None, audiences: Sequence[str], advice: bool
) -> int:
    """Read a course and say everything that is wrong with it, in every edition, all at once. Writes nothing.

    What cannot be read is not checked further; the last line says so.
    """
    from scormkit.problems import has_errors

    from .. import pipeline, present, resources

    examined = pipeline.examine(course_folder(course), resources.assets(), today=today)
    failed = has_errors(examined.problems, strict=strict)
    unknown = set(audiences) - {each.audience for each in examined.measures} - {pipeline.EVERY_AUDIENCE}
    if unknown and examined.measures:
        raise click.BadParameter(f"the course has no audience {', '.join(sorted(unknown))}", param_hint="--audience")
    every = not audiences or pipeline.EVERY_AUDIENCE in audiences
    shown = [each for each in examined.measures if every or each.audience in audiences]
    if as_json:
        values = {
            "problems": [present.problem_value(each) for each in examined.problems],
            "editions": [present.edition_value(each) for each in shown],
            "advice": [present.problem_value(each) for each in examined.advice],
        }
        click.echo(present.answer("check", not failed, **values))
    else:
        say_problems(examined.problems, course_folder(course))
        if examined.courses is None:
            tell("What cannot be read could not be checked further: mend these, and check again.")
        for each in examined.advice if advice else ():
            click.echo(present.problem_text(each, course_folder(course)), err=True)
        for line in present.editions_table(shown):
            click.echo(line)
        if examined.advice:
            click.echo(present.advice_line(examined.advice))
    return FAULTY if failed else FINE


@click.command("explain", short_help="Explain a problem code")
@click.argument("code")
@speech_option
def explain_command(code: str) -> int:
    """Explain a problem code, with a wrong and a right example."""
    from ..explain import explainable
    from ..structure import near

    known = explainable()
    name = code[:1].upper() + code[1:].zfill(3)  # also q1 for Q001
    if name not in known:
        hint = near(name, known)
        told = f"there is no problem {code}. {hint}" if hint else f"there is no problem {code}."
        raise click.BadParameter(told, param_hint="CODE")
    click.echo(known[name])
    return FINE

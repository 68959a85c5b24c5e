"""What several commands share: arguments and options, the course folder, and how problems are said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])
# The names in `formats`, said again here: every run of every verb would wait for what that module needs.
FORMATS = ("scorm12", "scorm2004-3", "scorm2004-4", "cmi5", "web")


class Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-11-22", param, ctx)


json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else")


def common(function: Function) -> Function:
    """Add the options of every verb that tells faults."""
    return click.option("--strict", is_flag=True, help="Let warnings count as errors")(json_option(function))


DAY = Day()


course_argument = click.argument("course", required=False, type=click.Path(path_type=Path))


today_option = click.option("--today", type=Day(), help="The day to judge dates by [default: as_of of the course]")


course_option = click.option(
    "--course", type=click.Path(path_type=Path), help="The course folder [default: the one here]"
)


languages_option = click.option(
    "--lang", "languages", multiple=True, metavar="LANG", help="A language [default: all of the course]"
)


audiences_option = click.option(
    "--audience",
    "audiences",
    multiple=True,
    metavar="ID",
    help="An audience, or all [default: the first of the course]",
)


def out_option(folder: str, what: str) -> Callable[[Function], Function]:
    """Add --out, a folder for ``what``."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(folder),
        show_default=True,
        help=what,
    )


speech_option = click.option(
    "--lang",
    "language",
    type=click.Choice(("en", "nl")),
    expose_value=False,
    callback=lambda _context, _option, value: speak_in(value),
    help="The language in which faults are told",
)


def speak_in(language: str | None) -> None:
    from ..spoken import speak

    if language:
        speak(language)


def tell(line: str) -> None:
    """Say how far something is."""
    from ..spoken import part

    click.echo(part(line), err=True)


def course_folder(named: Path | None) -> Path:
    """Return the folder of the course that is meant: the one named, the one here or above, else the one that came."""
    from .. import resources

    folder = _found(named)
    if folder is not None:
        return folder
    tell("There is no course.yaml here: this is about the course that came with seemenow.")
    return resources.sample_course()


def own_course(named: Path | None) -> Path:
    """Return the folder of the course that is to be changed: the one named, here or above, never the one that came."""
    folder = _found(named)
    if folder is None:
        raise click.UsageError(
            "There is no course.yaml here, and this would change one: cd into your course, or name it."
        )
    return folder


def _found(named: Path | None) -> Path | None:
    if named is not None:
        folder = (named.parent if named.name == "course.yaml" else named).resolve()
        if not (folder / "course.yaml").is_file():
            raise click.UsageError(f"There is no course in {named}: a course folder has a course.yaml.")
        return folder
    here = Path().resolve()
    for folder in (here, here / "course", *here.parents):
        if (folder / "course.yaml").is_file():
            return folder
    return None


def say_problems(problems: Sequence[Any], course: Path | None = None) -> None:
    from .. import present

    for text in present.problems_text(problems, course):
        click.echo(text, err=True)
    click.echo(f"{present.summary(problems)}.", err=True)

"""``seemenow route``: the way to the right person from a municipality."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from . import FINE
from .options import (
    course_folder,
    course_option,
    json_option,
    today_option,
)


@click.command("route", short_help="Show the way to the right person from a municipality")
@click.argument("municipality")
@course_option
@click.option("--lang", "language", metavar="LANG", default="en", show_default=True, help="The language of the answer")
@click.option("--audience", metavar="ID", help="For whom [default: the first audience of the course]")
@json_option
@today_option
def route_command(
    municipality: str,
    course: Path | None,
    language: str,
    audience: str | None,
    as_json: bool,
    today: date | None,
) -> int:
    """Show, in order, whom to turn to from MUNICIPALITY, by its name or its code, as the page in the course does.

    Where a name is shared, split or misspelt it asks which one is meant, and shows what holds everywhere.
    """
    from .. import present, resources
    from ..referral import route

    way = route.route(
        course_folder(course), resources.assets(), municipality, language=language, audience=audience, today=today
    )
    if way is None:
        raise click.UsageError("The course has faults, no route, or no such language or audience; run seemenow check.")
    if as_json:
        click.echo(present.answer("route", True, **present.way_value(way)))
    else:
        click.echo("\n".join(present.way_text(way)))
    return FINE

"""``seemenow report``: a course, from what an LMS exports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from . import FAULTY, FINE
from .options import (
    DAY,
    common,
    out_option,
    say_problems,
    speak_in,
    tell,
)


class Since(click.ParamType[tuple[date, str]]):
    name = "VERSION=YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, str]:
        if isinstance(value, tuple):
            return value
        version, _, day = value.partition("=")
        if not version or not day:
            self.fail(f"{value!r} is not a version and the day it came, such as 0.2.0=2026-11-22", param, ctx)
        return DAY.convert(day, param, ctx), version


@click.command("report", short_help="Report on a course from what an LMS exports")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--codebook",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="code-book.csv or code-book.xlsx of the release in the LMS",
)
@click.option(
    "--roster",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Who belongs: a table of e-mail addresses, ID numbers or usernames with school, audience, due",
)
@click.option("--names", is_flag=True, help="Add the list of people; without it nobody can be found in the report")
@out_option("report", "The folder of the report")
@click.option(
    "--lang",
    "language",
    type=click.Choice(("en", "nl")),
    help="Of the report and of what is told here [default: that in which faults are told]",
)
@click.option("--title", default="See Me Now", show_default=True, help="The title over the report")
@click.option("--activity", metavar="NAME", help="The name of the course in the LMS, where a file has several")
@click.option("--dates", "order", type=click.Choice(("dmy", "mdy")), help="What comes first in dates such as 3/4/2026")
@click.option(
    "--pass",
    "pass_percent",
    type=click.FloatRange(0, 100),
    default=70,
    show_default=True,
    help="The score from which somebody is done, where the LMS tells no status",
)
@click.option("--due", type=DAY, help="With --names: the day by which everybody should be done")
@click.option(
    "--refresh",
    "refresh_months",
    type=click.IntRange(1, 120),
    default=12,
    show_default=True,
    help="With --names: after how many months a refresher is due",
)
@click.option(
    "--version",
    "versions",
    type=Since(),
    multiple=True,
    help="With --names: a version and the day since when it lies in the LMS",
)
@common
@click.option("--today", type=DAY, help="The day of the report [default: today]")
def report_command(
    files: Sequence[Path],
    codebook: Path,
    roster: Path | None,
    names: bool,
    out: Path,
    language: str | None,
    title: str,
    activity: str | None,
    order: Any,
    pass_percent: float,
    due: date | None,
    refresh_months: int,
    versions: Sequence[tuple[date, str]],
    as_json: bool,
    strict: bool,
    today: date | None,
) -> int:
    """Report on a course: how far people are, over time, by school and audience, what is missed, and confidence.

    FILEs are exports of Moodle (SCORM report, activity completion, grades), xAPI statements or SCORM Cloud's CSV.
    Writes a page, CSV, XLSX and JSON into --out. Without --names they show no group of fewer than five people.
    """
    from scormkit.problems import has_errors

    from .. import present, resources, spoken
    from ..outside import need

    speak_in(language)
    made = need(
        "seemenow.report.make", "No report can be made here", "Run `pip install duckdb python-calamine xlsxwriter`."
    )
    settings = made.Settings(
        language=spoken.language(),
        title=title,
        activity=activity,
        order=order,
        pass_percent=pass_percent,
        names=names,
        due=due,
        refresh_months=refresh_months,
        versions=tuple(versions),
    )
    done = made.report(
        files,
        codebook,
        roster,
        out,
        resources.assets(),
        today=today or date.today(),
        settings=settings,
        progress=tell,
    )
    ok = done.folder is not None and not has_errors(done.problems, strict=strict)
    left_out = [{"file": file, "reason": reason, "count": count} for file, reason, count in done.rows_left_out]
    if as_json:
        values = {
            "folder": done.folder,
            "files": list(done.files),
            "rows_read": done.rows_read,
            "rows_left_out": left_out,
            "groups": list(done.groups),
            "suppressed": done.suppressed,
            "problems": [present.problem_value(each) for each in done.problems],
        }
        click.echo(present.answer("report", ok, **values))
        return FINE if ok else FAULTY
    say_problems(done.problems)
    for each in left_out:
        where = f" ({each['file']})" if each["file"] else ""
        click.echo(
            f"{spoken.say('word', 'left out')}: {each['count']} × {spoken.part(each['reason'])}{where}", err=True
        )
    if done.folder:
        click.echo(f"{done.folder}: {', '.join(done.files)}; {done.rows_read} {spoken.say('word', 'rows read')}")
    return FINE if ok else FAULTY

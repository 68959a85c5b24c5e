"""``seemenow fleet``: a package for each of many schools, brands, audiences and languages."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import click

from . import FAULTY, FINE, OUTSIDE
from .options import (
    common,
    course_folder,
    say_problems,
    speech_option,
    today_option,
)


@click.command("fleet", short_help="Build a package for each of many schools, brands, audiences and languages")
@click.argument("file", metavar="FLEET.yaml", type=click.Path(path_type=Path))
@click.option("--out", "url", required=True, metavar="URL", help="A folder, or an address such as s3://bucket/folder")
@click.option("--jobs", type=click.IntRange(1), help="Processes on this machine [default: as many as it has cores]")
@click.option("--cluster", metavar="ADDRESS", help="A Dask scheduler, tcp://…, or local:N for one of N processes here")
@speech_option
@common
@today_option
def fleet_command(
    file: Path, url: str, jobs: int | None, cluster: str | None, as_json: bool, strict: bool, today: date | None
) -> int:
    """Build and verify a package for every school, brand, audience and language that FLEET.yaml asks for.

    What is in --out already is not made again: after anything went wrong, say the same once more. Writes the
    packages and two tables of them, fleet.jsonl and fleet.csv. All faults of the file come first, and then nothing is
    made. Exit status 1 when packages failed, 3 when the target or the cluster was lost, or it was interrupted.
    """
    if not url.strip():
        raise click.UsageError("--out is empty: name a folder, or an address such as s3://bucket/folder.")

    from scormkit.problems import has_errors

    from .. import present, resources
    from ..fleet import progress
    from ..outside import need

    made = need(
        "seemenow.fleet.run", "No fleet can be built here", "Run `pip install dask distributed fsspec rich s3fs`."
    )
    with progress.shown() as told:
        done = made.fleet(
            file,
            resources.assets(),
            partial(course_folder, None),
            url,
            jobs=jobs,
            cluster=cluster,
            today=today,
            strict=strict,
            told=told,
        )
    ok = bool(done.rows) and all(each.state in {"made", "there"} for each in done.rows)
    if as_json:
        values = {
            **made.as_value(done),
            "problems": [present.problem_value(each) for each in done.problems],
        }
        click.echo(present.answer("fleet", ok, **values))
    else:
        if has_errors(done.problems, strict=strict):
            say_problems(done.problems)
        elif done.own:  # such as a school's contact that no package shows; the course's own are told by `check`
            say_problems(done.own)
        click.echo("\n".join(made.as_text(done)))
    return OUTSIDE if done.stopped else FINE if ok else FAULTY

"""``seemenow review``: the remarks of reviewers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from . import FAULTY, FINE
from .options import (
    common,
    course_folder,
    course_option,
    say_problems,
    tell,
)


@click.group("review", short_help="Put the remarks of reviewers together")
def review_group() -> None:
    """Put the remarks together that people wrote in the margin of a copy of `seemenow build --format review`."""


@review_group.command("merge", short_help="Make one list of the remarks of several reviewers")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the list to this file: .txt, .md, .csv or .xlsx [default: print it as text]",
)
@course_option
@common
def review_merge(files: Sequence[Path], out: Path | None, course: Path | None, as_json: bool, strict: bool) -> int:
    """Make one list of the remarks in several FILEs, by the line of the course that each is about.

    A paragraph that has moved since is found by its words; one that was changed or is gone is named.
    Writes nothing but --out.
    """
    from scormkit.problems import has_errors

    from .. import present
    from ..review import merge, remarks

    if out and out.suffix not in remarks.WRITERS:
        raise click.BadParameter(f"it ends in none of {', '.join(remarks.WRITERS)}", param_hint="--out")
    merged = merge.merged_remarks(course_folder(course), files)
    if merged is None:
        raise click.UsageError("The course has faults; run seemenow check first.")
    found, problems = merged
    failed = has_errors(problems, strict=strict)
    if out:
        written = remarks.WRITERS[out.suffix](found)
        out.write_bytes(written if isinstance(written, bytes) else written.encode())
    if as_json:
        values = {"remarks": remarks.as_values(found), "problems": [present.problem_value(each) for each in problems]}
        click.echo(present.answer("review merge", not failed, **values))
        return FAULTY if failed else FINE
    if problems:
        say_problems(problems)
    if not out:
        click.echo(remarks.as_text(found))
    tell(f"{len(found)} remarks from {len(files)} files")
    return FAULTY if failed else FINE

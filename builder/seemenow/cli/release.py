"""``seemenow release``: a folder that an administrator can trust."""

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


@click.command("release", short_help="Make a folder of packages that an administrator can trust")
@course_argument
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="[default: every one]")
@languages_option
@audiences_option
@out_option("release", "The folder of the release")
@click.option(
    "--key",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="An Ed25519 private key (PEM) to sign with; never stored [default: the one in SEEMENOW_KEY]",
)
@click.option("--reviewed", is_flag=True, help="Refuse unless people have reviewed everything")
@click.option(
    "--check",
    "checked",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Make nothing: say whether this release is whole",
)
@click.option(
    "--public-key",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="With --check: the publisher's public key (PEM)",
)
@common
@today_option
def release_command(
    course: Path | None,
    formats: Sequence[str],
    languages: Sequence[str],
    audiences: Sequence[str],
    out: Path,
    key: Path | None,
    reviewed: bool,
    checked: Path | None,
    public_key: Path | None,
    as_json: bool,
    strict: bool,
    today: date | None,
) -> int:
    """Make every package with its hashes, signature, code book, and sheets on settings, data, security and access.

    The same course gives the same bytes. With --check any release is compared with its hashes and its signature.
    """
    from scormkit.problems import has_errors

    from .. import present, resources
    from ..outside import need
    from ..release import seal
    from ..spoken import say

    made = need(
        "seemenow.release.make",
        "No release can be made here",
        "Run `pip install cryptography cyclonedx-python-lib typst xlsxwriter`.",
    )
    if checked:
        done = seal.check(checked, public_key.read_bytes() if public_key else None)
    else:
        done = made.release(
            course_folder(course),
            resources.assets(),
            out,
            formats=formats or FORMATS,
            languages=languages,
            audiences=audiences,
            key=seal.private_key(key),
            needs_reviews=reviewed,
            today=today,
            strict=strict,
            progress=tell,
        )
    ok = done.folder is not None and not has_errors(done.problems, strict=strict)
    if as_json:
        values = {
            "folder": done.folder,
            "files": list(done.files),
            "signed": done.is_signed,
            "problems": [present.problem_value(each) for each in done.problems],
        }
        click.echo(present.answer("release", ok, **values))
    else:
        say_problems(done.problems)
        if done.folder:
            signed = say("word", "signed" if done.is_signed else "not signed")
            whole = f", {say('word', 'whole' if ok else 'not whole: do not use it')}" if checked else ""
            click.echo(f"{done.folder}: {len(done.files)} {say('word', 'files')}, {signed}{whole}")
    return FINE if ok else FAULTY

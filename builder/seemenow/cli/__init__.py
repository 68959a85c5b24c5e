"""The command ``seemenow``: parse, call one function, say the result, exit.

Each module here has the commands of one capability; it is imported when one of them is asked for.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections import UserDict
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

import click

from .. import __version__
from ..outside import OutsideMissing
from ..spoken import part, speak
from . import usage

LANGUAGES = ("en", "nl")
FINE, FAULTY, MISUSED, OUTSIDE = 0, 1, 2, 3
# Where each command is: the module here, and its name there.
WHERE = {
    "new": "authoring:new_command",
    "add": "authoring:add_group",
    "export": "authoring:export_command",
    "schema": "authoring:schema_command",
    "check": "check:check_command",
    "explain": "check:explain_command",
    "build": "build:build_command",
    "verify": "finished:verify_command",
    "diff": "finished:diff_command",
    "patch-contacts": "finished:patch_contacts_command",
    "preview": "preview:preview_command",
    "release": "release:release_command",
    "fleet": "fleet:fleet_command",
    "report": "report:report_command",
    "kit": "printing:kit_command",
    "film": "film:film_group",
    "translate": "translate:translate_group",
    "chat": "chat:chat_group",
    "route": "referral:route_command",
    "review": "review:review_group",
}


class Verbs(UserDict[str, click.Command]):
    """The commands by name, each imported when it is asked for."""

    def __init__(self, where: Mapping[str, str]) -> None:
        super().__init__()
        self.where = where

    def __getitem__(self, name: str) -> click.Command:
        if name not in self.data:
            module, _, command = self.where[name].partition(":")
            self.data[name] = getattr(import_module(f".{module}", __name__), command)
        return self.data[name]

    def __contains__(self, name: object) -> bool:
        return name in self.where

    def __iter__(self) -> Iterator[str]:
        return iter(self.where)

    def __len__(self) -> int:
        return len(self.where)


def _language_here() -> str:
    """Return the language of SEEMENOW_LANG, else Dutch on a computer that speaks Dutch to its user, else English."""
    if os.environ.get("SEEMENOW_LANG") in LANGUAGES:
        return os.environ["SEEMENOW_LANG"]
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    if not said:
        import locale  # a twentieth of what verifying a package takes to start

        said = locale.getlocale()[0]
    return "nl" if (said or "").lower().startswith(("nl", "dutch")) else "en"


@click.group(commands=Verbs(WHERE), context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="seemenow")
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    envvar="SEEMENOW_LANG",
    default=_language_here,
    is_eager=True,  # what is wrong behind it is told in it
    expose_value=False,
    callback=lambda _context, _option, value: speak(value),
    help="The language in which faults are told [default: that of SEEMENOW_LANG, else of this computer, else en]",
)
def commands() -> None:
    """Build and verify courses for an LMS.

    COURSE is a course folder; without it, the one here, in ./course or above, else the course that came with seemenow.

    Exit status: 0 fine, 1 errors found, 2 used wrongly, 3 something outside is missing.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command; every way out is an exit status and, with --json, one JSON object."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    # The values of a course live to the end: looking for rubbish among them, as often as usual, is a tenth of a build.
    # What is not rubbish when it is new is none later, so old values are hardly ever gone through.
    gc.set_threshold(100_000, 500, 50)
    atexit.register(_let_go)
    speak(_language_here())
    click.Context.formatter_class = usage.Formatter
    try:
        status = commands.main(args=given, prog_name="seemenow", standalone_mode=False)
    except click.UsageError as error:
        _fail(given, error.format_message(), MISUSED, error)
    except click.ClickException as error:
        _fail(given, error.format_message(), OUTSIDE)
    except click.Abort:
        _fail(given, "Interrupted; nothing was replaced.", OUTSIDE)
    except OutsideMissing as error:
        _fail(given, f"{part(str(error))} {part(error.remedy)}", OUTSIDE)
    except OSError as error:
        reason = part(error.strerror) if error.strerror else str(error)
        where = f"{error.filename}: " if error.filename else ""
        _fail(given, f"{where}{reason}. {part('What was there before is still there.')}", OUTSIDE)
    except Exception as bug:
        _tell(given, f"{type(bug).__name__}: {bug}")
        raise  # a fault of ours: its traceback says where, and the status is 1
    else:
        sys.exit(status or FINE)


def _let_go() -> None:
    """Leave rubbish at the end, too, when all of it goes with the process; unless a library would tell of it."""
    if "duckdb" not in sys.modules:  # nanobind, under it, writes forty lines on what is still there
        gc.freeze()


def _tell(given: Sequence[str], message: str) -> bool:
    """Print the one object that --json promises; return whether it was asked for."""
    if "--json" not in given:
        return False
    from .. import present

    command = next((each for each in given if not each.startswith("-")), "")
    click.echo(present.answer(command, False, error=part(message)))
    return True


def _fail(given: Sequence[str], message: str, status: int, misuse: click.UsageError | None = None) -> None:
    if not _tell(given, message):
        if misuse is not None:
            usage.show(misuse)
        else:
            click.echo(usage.told(message), err=True)
    sys.exit(status)

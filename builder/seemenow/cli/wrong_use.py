"""Say what was used wrongly, in the language spoken: Click's own sentences stand in locale/ with all others."""

from __future__ import annotations

import click

from ..spoken import part, say


class Formatter(click.HelpFormatter):
    """Usage and headings of help in the language spoken. What commands and options do is told in English."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix if prefix is not None else f"{say('word', 'Usage')}: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(say("word", heading))


def told(message: str) -> str:
    """Return what went wrong as one line for people."""
    return f"{say('word', 'Error')}: {part(message)}".rstrip()


def show(error: click.UsageError) -> None:
    """Say on stderr how a command is used, and what was wrong this time."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    if error.ctx is not None:
        hint = say("word", "Try “{command}” for help.").format(command=f"{error.ctx.command_path} --help")
        click.echo(f"{error.ctx.get_usage()}\n{hint}\n", err=True)
    click.echo(told(error.format_message()), err=True)

"""Help, and what was used wrongly, in the language spoken: Click's own sentences stand in locale/ with all others."""

from __future__ import annotations

from collections.abc import Iterable

import click

from ..spoken import part, say


class Formatter(click.HelpFormatter):
    """Help in the language spoken."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix if prefix is not None else f"{say('word', 'Usage')}: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(say("word", heading))

    def write_text(self, text: str) -> None:
        super().write_text(say("help", text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(name, _help(words)) for name, words in rows], col_max, col_spacing)


def _help(words: str) -> str:
    """Return what an option or a command does, with what Click adds: ``The folder  [default: dist]``."""
    said, mark, added = words.partition("  [")
    return (
        say("help", said)
        + mark
        + added.replace("default: ", f"{say('word', 'default')}: ").replace("required", say("word", "required"))
    )


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

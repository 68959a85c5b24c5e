"""Show how far a fleet is: a bar in a terminal, else a line now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..spoken import part, say

if TYPE_CHECKING:
    from .make import Made

LINES = 20  # at most, where there is no terminal, besides those on failures
Told = Callable[["Made", int, int], None]


@contextmanager
def shown() -> Iterator[Told]:
    """Give what tells of each package on stderr."""
    if sys.stderr.isatty():
        with _bar() as told:
            yield told
    else:
        yield _line


def _line(made: Made, done: int, of: int) -> None:
    if made.state == "failed":
        print(_failed(made), file=sys.stderr)
    if done == of or done % max(1, of // LINES) == 0:
        print(part(f"{done} of {of} packages"), file=sys.stderr)


def _failed(made: Made) -> str:
    return f"{say('word', 'failed')} {made.order.file}: {part(made.reason)}"


@contextmanager
def _bar() -> Iterator[Told]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(say("word", "packages"))
        failed = 0

        def told(made: Made, done: int, of: int) -> None:
            nonlocal failed
            if made.state == "failed":
                failed += 1
                progress.console.print(_failed(made), markup=False, highlight=False)
            words = part(f"packages, {failed} failed") if failed else say("word", "packages")
            progress.update(task, completed=done, total=of, description=words)

        yield told

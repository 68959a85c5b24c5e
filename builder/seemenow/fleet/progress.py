"""Show how far a fleet is: a bar in a terminal, else a line now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

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
        print(f"failed {made.order.file}: {made.reason}", file=sys.stderr)
    if done == of or done % max(1, of // LINES) == 0:
        print(f"{done} of {of} packages", file=sys.stderr)


@contextmanager
def _bar() -> Iterator[Told]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("packages")
        failed = 0

        def told(made: Made, done: int, of: int) -> None:
            nonlocal failed
            if made.state == "failed":
                failed += 1
                progress.console.print(f"failed {made.order.file}: {made.reason}", markup=False, highlight=False)
            words = f"packages, {failed} failed" if failed else "packages"
            progress.update(task, completed=done, total=of, description=words)

        yield told

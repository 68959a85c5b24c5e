"""``seemenow preview``: a course while it is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from . import FINE
from .options import (
    course_argument,
    course_folder,
    speech_option,
    today_option,
)


@click.command("preview", short_help="Look at a course inside a stand-in LMS while you write")
@course_argument
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port on this machine [default: a free one]")
@click.option("--open/--no-open", "opens", default=True, help="Open it in the browser")
@click.option("--theme", type=click.Path(path_type=Path, dir_okay=False), help="The file of a brand to show it under")
@speech_option
@today_option
def preview_command(course: Path | None, port: int, opens: bool, theme: Path | None, today: date | None) -> int:
    """Show a course in the browser, inside a strict stand-in LMS; every file that you save shows at once.

    Only this machine can see it. Ctrl-C ends it. Writes nothing.
    """
    import errno
    import gc
    import webbrowser

    from .. import resources
    from ..outside import need

    server = need(
        "seemenow.preview.server", "No preview can be shown here", "Run `pip install starlette uvicorn watchfiles`."
    )
    gc.set_threshold(100_000, 20, 50)  # it may stay open for days, and reads the course again and again
    stage = server.Stage(folder=course_folder(course), assets=resources.assets(), today=today, theme=theme)

    def told(address: str) -> None:
        click.echo(address)
        if opens:
            webbrowser.open(address)

    try:
        server.serve(stage, port, told)
    except OSError as fault:
        if fault.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        told_why = f"The port {port} is taken, perhaps by another preview; without --port a free one is found."
        raise click.ClickException(told_why) from fault
    return FINE

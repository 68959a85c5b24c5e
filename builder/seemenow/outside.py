"""What a feature needs from outside the builder, and what to install when it is not there."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

_DRAWING = (
    "Run `pip install skia-python numpy imageio-ffmpeg`, and on Debian or Ubuntu "
    "`apt-get install libegl1 libgl1` for the system libraries that skia-python asks for."
)


class OutsideMissing(Exception):
    """Something outside is missing. ``remedy`` says what to install."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def need(module: str, without: str = "Films cannot be drawn here", remedy: str = _DRAWING) -> ModuleType:
    """Import a module, or say what cannot be done ``without`` what it needs, and which package brings that.

    Raises OutsideMissing with both.
    """
    try:
        return importlib.import_module(module)
    except ImportError as fault:
        raise OutsideMissing(f"{without}: {fault}.", remedy) from fault


def ffmpeg(without: str = "Films cannot be drawn here") -> str:
    """Return the path of an ffmpeg, or say what cannot be done ``without`` it.

    ``IMAGEIO_FFMPEG_EXE`` in the environment names another one. Raises OutsideMissing.
    """
    chosen = os.environ.get("IMAGEIO_FFMPEG_EXE")
    if chosen:
        return chosen
    try:
        return str(need("imageio_ffmpeg", without, "Run `pip install imageio-ffmpeg`.").get_ffmpeg_exe())
    except RuntimeError as fault:
        raise OutsideMissing(f"No ffmpeg was found: {fault}.", "Run `pip install imageio-ffmpeg`.") from fault

"""Draw a story: from a storyboard and layered drawings to an MP4 with its poster and lock, or to a contact sheet.

What draws (``studio``) is imported, and skia, numpy and ffmpeg are asked for, only then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..model import Story
from ..outside import need
from . import camera, lock, narration, smaller
from .encode import DRAFT, FINAL
from .lock import FilmFacts

CODES = {**lock.CODES, **camera.CODES, **narration.CODES, **smaller.CODES}


def _silent(_done: int, _of: int) -> None:
    """Tell nobody."""


def render(
    story_in_languages: Sequence[Story],
    art_folder: Path,
    out_folder: Path,
    *,
    draft: bool = False,
    progress: Callable[[int, int], None] = _silent,
) -> FilmFacts:
    """Render a story's film into ``out_folder``: film.mp4, film.jpg and film.lock; as a draft draft.mp4 alone.

    ``progress`` is told how many frames of how many are done. Raises OutsideMissing.
    """
    _needs()
    from . import studio

    recipe = DRAFT if draft else FINAL
    return studio.render(story_in_languages, art_folder, out_folder, recipe=recipe, progress=progress)


def sheet(
    story_in_languages: Sequence[Story],
    art_folder: Path,
    target: Path,
    *,
    progress: Callable[[int, int], None] = _silent,
) -> None:
    """Write a contact sheet of a story as ``target`` (.jpg, .webp or .png). Raises OutsideMissing."""
    _needs()
    from . import studio

    studio.sheet(story_in_languages, art_folder, target, progress=progress)


def _needs() -> None:
    """Raise OutsideMissing unless everything that draws is there."""
    for module in ("numpy", "skia", "imageio_ffmpeg"):
        need(module)

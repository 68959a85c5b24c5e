"""A story into its film, poster and lock; or into a contact sheet. The only module that makes films."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import partial
from pathlib import Path

from ..model import Story
from ..outside import ffmpeg
from . import frames
from .encode import DRAFT, Recipe, encode
from .lock import FILM, LOCK, POSTER, FilmFacts, fingerprint, lock_text
from .timeline import FPS, Timeline, plan

Progress = Callable[[int, int], None]
Making = Callable[[], frames.Film]

POSTER_BYTES = 60_000
POSTER_AFTER_S = 1.5
"""The poster is the first scene this long after its first words: lit, and nothing is fading any more."""

_film: frames.Film
"""The film that this process draws."""

SHEET_SIZE = (432, 243)
SHEET_COLUMNS = 3


def render(
    stories: Sequence[Story], art_folder: Path, out_folder: Path, *, recipe: Recipe, progress: Progress
) -> FilmFacts:
    """Render a story, given once in each language. A draft leaves the film and its lock alone."""
    draft = recipe == DRAFT
    times = plan(stories)
    made = partial(frames.Film, stories[0], times, art_folder, width=recipe.width, height=recipe.height)
    out_folder.mkdir(parents=True, exist_ok=True)
    target = out_folder / ("draft.mp4" if draft else FILM)
    starts = [scene.start for scene in times.scenes[1:]]
    encode(_frames(made, times, recipe, progress), recipe, target, ffmpeg(), starts)
    facts = FilmFacts(
        fingerprint=fingerprint(stories, art_folder),
        seconds=times.duration_s,
        width=recipe.width,
        height=recipe.height,
        bytes=target.stat().st_size,
    )
    if not draft:
        _replace(out_folder / POSTER, poster(made()))
        _replace(out_folder / LOCK, lock_text(facts).encode())
    return facts


def poster(film: frames.Film) -> bytes:
    """Return the poster as a JPEG that is light enough for a first page."""
    picture = film.at(film.timeline.scenes[0].lines[0].start + POSTER_AFTER_S)
    made = (frames.encoded(picture, "jpg", quality) for quality in range(88, 20, -6))
    return next(data for data in made if len(data) <= POSTER_BYTES)


def sheet(stories: Sequence[Story], art_folder: Path, target: Path, *, progress: Progress) -> None:
    """Write a contact sheet: each scene early, in the middle and late. The suffix names the kind of picture."""
    times = plan(stories)
    width, height = SHEET_SIZE
    film = frames.Film(stories[0], times, art_folder, width=width, height=height)
    moments = list(_moments(times))
    pictures = []
    for number, moment in enumerate(moments, start=1):
        pictures.append(film.at(moment))
        progress(number, len(moments))
    kind = target.suffix.removeprefix(".").replace("jpeg", "jpg")
    _replace(target, frames.encoded(frames.mosaic(pictures, SHEET_COLUMNS), kind, 72))


def _moments(times: Timeline) -> Iterator[float]:
    for scene in times.scenes:
        length = scene.end - scene.start
        yield from (scene.start + part * length for part in (0.18, 0.5, 0.86))


def _frames(made: Making, times: Timeline, recipe: Recipe, progress: Progress) -> Iterator[memoryview]:
    count = times.frames * recipe.fps // FPS
    drawings = _drawings(made, [number / recipe.fps for number in range(0, count, recipe.held)])
    for number in range(count):
        if number % recipe.held == 0:
            drawing = next(drawings)
        yield drawing.data
        progress(number + 1, count)


def _drawings(made: Making, moments: Sequence[float]) -> Iterator[frames.Pixels]:
    """Draw on all cores, but only a few ahead of who takes them: drawings are large."""
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers, initializer=_open, initargs=(made,)) as pool:
        waiting: deque[Future[frames.Pixels]] = deque()
        for moment in moments:
            waiting.append(pool.submit(_draw, moment))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _open(made: Making) -> None:
    """Open the film in this process: what skia holds cannot be handed from one to the other."""
    global _film
    _film = made()


def _draw(moment: float) -> frames.Pixels:
    return _film.at(moment)


def _replace(path: Path, data: bytes) -> None:
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(data)
    aside.replace(path)

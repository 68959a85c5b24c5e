"""Films made smaller, so that a package fits its budget: for all films the best step that fits.

A film that was made smaller once is kept in a cache, so a second build needs no ffmpeg.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..outside import OutsideMissing
from ..rule import Rule
from . import boxes
from .camera import CLEAN
from .ffmpeg import carry_out, require

FEATURE = "Making films small enough for budget_mb"
MAKING = 1
"""How films are made smaller. Raise it when that changes, so that none comes from the cache that was made otherwise."""

DRAWN_BPS, FILMED_BPS = 200_000, 500_000
"""With less a second, drawn films show bands and filmed ones blocks: then rather no film (docs/films.md)."""
SOUND_BPS = 96_000
TRIES = 4
FRAME = 0.97
"""The part of a film's bytes that is left for pictures and sound; the rest says where they are."""

CODES: dict[str, Rule] = {
    "V080": Rule(
        severity="error",
        sentence="{package} needs at least {needed} MB, and `budget_mb` is {budget}: {films}.",
        remedy="Raise budget_mb, show fewer stories, put each language into its own package, or build with --lite.",
    ),
    "V081": Rule(
        severity="error",
        sentence="The films have to become smaller for {package} to fit into {budget} MB. {reason}",
        remedy="{remedy} Or raise budget_mb, or build with --lite.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """A step of the ladder: the shorter side of the picture in pixels, and how much is left out (x264's CRF)."""

    name: str
    side: int
    crf: int


AS_MADE = "as it was made"
STEPS = (
    Step(name="720p, lighter", side=720, crf=27),
    Step(name="540p", side=540, crf=27),
    Step(name="480p", side=480, crf=27),
)


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """The films that fit, by the film each takes the place of, and the step they are on."""

    files: Mapping[Path, Path]
    step: str


class TooSmall(Exception):
    """Even the smallest films do not fit. ``needed``: the bytes that they need."""

    def __init__(self, needed: int) -> None:
        super().__init__(f"{needed} bytes are needed")
        self.needed = needed


def fit(
    films: Mapping[Path, bool],
    room: int,
    *,
    steps: Sequence[Step] = STEPS,
    told: Callable[[str], None] = lambda _: None,
) -> Fitted:
    """Return films that fit into ``room`` bytes. ``films``: each with whether it is drawn.

    Raises TooSmall, and OutsideMissing where a film must be made and cannot.
    """
    if sum(path.stat().st_size for path in films) <= room:
        return Fitted(files={path: path for path in films}, step=AS_MADE)
    seconds = {path: _seconds(path) for path in films}
    least = sum(_least(path, is_drawn) * seconds[path] / 8 / FRAME for path, is_drawn in films.items())
    if least > room:
        raise TooSmall(round(least))
    for step in steps:
        if files := _on(step, films, room, told):
            return Fitted(files=files, step=step.name)
    rate = int(room * FRAME * 8 / sum(seconds.values()))
    smallest = steps[-1]
    for _ in range(TRIES):
        name = f"{smallest.side}p at {rate // 1000} kb/s"
        files = {
            path: _made(path, is_drawn, smallest, name, told, rate - _sound(path)) for path, is_drawn in films.items()
        }
        taken = sum(each.stat().st_size for each in files.values())
        if taken <= room:
            return Fitted(files=files, step=name)
        # Short films full of noise miss their rate: ask for less.
        rate = int(rate * room / taken * FRAME)
    raise TooSmall(taken)


def _on(step: Step, films: Mapping[Path, bool], room: int, told: Callable[[str], None]) -> dict[Path, Path]:
    """Return the films on one step; nothing as soon as it is clear that they do not fit."""
    files: dict[Path, Path] = {}
    for path, is_drawn in films.items():
        made = _made(path, is_drawn, step, step.name, told)
        # A film that is small already may only grow.
        files[path] = min(made, path, key=lambda each: each.stat().st_size)
        if sum(each.stat().st_size for each in files.values()) > room:
            return {}
    return files


def _made(
    path: Path, is_drawn: bool, step: Step, name: str, told: Callable[[str], None], rate: int | None = None
) -> Path:
    """Return a film on a step, or at a rate: from the cache, else made now and put there."""
    data = path.read_bytes()
    key = hashlib.sha256(repr((MAKING, hashlib.sha256(data).hexdigest(), is_drawn, step, rate)).encode()).hexdigest()
    target = cache() / f"{key[:32]}.mp4"
    if target.is_file():
        return target
    require(FEATURE, filters=("scale",), encoders=("libx264",))
    told(f"Making {path.parent.name} smaller: {name}")
    target.parent.mkdir(parents=True, exist_ok=True)
    picture = boxes.read(data).picture
    fps = round(picture.scale / picture.steps[0][1]) if picture else 25
    with tempfile.TemporaryDirectory(prefix=".partial-", dir=target.parent) as aside:
        made = Path(aside) / "film.mp4"
        for arguments in commands(path, made, is_drawn=is_drawn, step=step, fps=fps, rate=rate):
            carry_out(arguments, FEATURE)
        if remains := boxes.read(made.read_bytes()).remains:
            raise OutsideMissing(f"{FEATURE} left something in it: {remains[0]}.", "Use the ffmpeg of imageio-ffmpeg.")
        made.replace(target)
    return target


def commands(
    source: Path, target: Path, *, is_drawn: bool, step: Step, fps: int, rate: int | None = None
) -> list[list[str]]:
    """Return ffmpeg's arguments, once, or twice where a rate must be met. The sound stays as it is."""
    side = step.side
    scale = f"scale='if(gt(iw,ih),-2,min({side},iw))':'if(gt(iw,ih),min({side},ih),-2)'"
    params = "threads=4:aq-mode=3" if is_drawn else "threads=4"
    pictures = [
        *["-loglevel", "error", "-y", "-i", str(source), "-map", "0:v:0", "-vf", f"{scale},format=yuv420p"],
        *["-c:v", "libx264", "-profile:v", "main", "-preset", "medium", *(["-tune", "animation"] if is_drawn else [])],
        *["-x264-params", params, "-g", str(2 * fps)],
        *["-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv"],
    ]
    whole = ["-map", "0:a?", "-c:a", "copy", *CLEAN, "-f", "mp4", str(target)]
    if rate is None:
        return [[*pictures, "-crf", str(step.crf), *whole]]
    passes = ["-b:v", str(rate), "-maxrate", str(2 * rate), "-bufsize", str(4 * rate)]
    log = ["-passlogfile", str(target.with_suffix(".log"))]
    return [
        [*pictures, *passes, "-pass", "1", *log, "-an", "-f", "null", "-"],
        [*pictures, *passes, "-pass", "2", *log, *whole],
    ]


def cache() -> Path:
    """Return the folder of films that were made smaller; it can be thrown away. ``SEEMENOW_CACHE`` names another."""
    return Path(os.environ.get("SEEMENOW_CACHE") or Path.home() / ".cache" / "see-me-now") / "films"


def _seconds(path: Path) -> float:
    picture = boxes.read(path.read_bytes()).picture
    return picture.seconds if picture else 0.0


def _sound(path: Path) -> int:
    return SOUND_BPS if boxes.read(path.read_bytes()).has_sound else 0


def _least(path: Path, is_drawn: bool) -> int:
    return (DRAWN_BPS if is_drawn else FILMED_BPS) + _sound(path)

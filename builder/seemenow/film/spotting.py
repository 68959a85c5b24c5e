"""What a viewer can notice in a story: when each signal shows, and under which names marks are kept and reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ..model import SceneSignal, Story
from .timeline import Timeline, signal_windows

KEPT_UNDER = "spotting/"
"""Begins the slot of a story's marks among those of the questions in ids.lock; no id of a quiz has a slash after it."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A signal of a film and when it shows, in seconds. ``id``: the signal's, with a number when it shows again."""

    id: str
    shown: SceneSignal
    start: float
    end: float


def spots(story: Story, timeline: Timeline) -> tuple[Spot, ...]:
    """Return the signals of a story in the order of time."""
    shown = {(str(scene.id), each.line, str(each.signal)): each for scene in story.scenes for each in scene.signals}
    times: Counter[str] = Counter()
    found = []
    for window in signal_windows(story, timeline):
        times[window.signal] += 1
        again = f"_{times[window.signal]}" if times[window.signal] > 1 else ""
        found.append(
            Spot(
                id=window.signal + again,
                shown=shown[window.scene, window.line, window.signal],
                start=window.start,
                end=window.end,
            )
        )
    return tuple(found)


def has_signals(story: Story) -> bool:
    return any(scene.signals for scene in story.scenes)


def slot(story: Story) -> str:
    """Return the name under which the marks of a story have their place in the packed state."""
    return f"{KEPT_UNDER}{story.id}"


def interaction_id(story: Story) -> str:
    """Return the id under which an LMS reports the marks of a story: ``spot_one_light_on``."""
    return f"spot_{story.id}".replace("-", "_")

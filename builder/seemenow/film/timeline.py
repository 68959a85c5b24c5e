"""When each scene and each line of a story is shown, the same in every language.

The picture carries no words, so one film serves all languages: a line keeps its slot open as long as
the slowest language needs to read it. Everything is counted in whole frames and told in seconds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from scormkit.problems import NOWHERE, Place

from ..model import Course, Scene, Story
from ..remembered import remembered

FPS = 25

CHARACTERS_PER_SECOND = 13
"""Calm reading for adults who also watch a picture; the caption rules allow 15 to 17."""

LEAD_IN = 15
"""Frames in which a new picture is seen before its first words (and in which it fades in)."""

HOLD = 23
"""Frames in which the picture stays after its last words. With ``LEAD_IN``: the 1.5 s of a scene."""

SHORTEST_SCENE = 4 * FPS
SHORTEST_CUE = 30
LONGEST_CUE = 7 * FPS
GAP = 2
"""Dark frames between two captions: fewer are not seen as a change."""

LONGEST_WINDOW = 3 * FPS

LINE_LENGTH = 42
EASY_LINE_LENGTH = 37

WEAK_ENDS: dict[str, tuple[str, ...]] = {
    "en": (
        *("a", "an", "the", "of", "to", "in", "on", "at", "by", "for", "with", "from", "into", "about"),
        *("my", "your", "his", "her", "our", "their"),
    ),
    "nl": (
        *("de", "het", "een", "’n", "van", "in", "op", "aan", "bij", "met", "voor", "naar", "uit", "door", "over"),
        *("om", "te", "mijn", "jouw", "zijn", "haar", "ons", "onze", "hun"),
    ),
}
"""Articles, prepositions and possessives: the eye stumbles when a caption line ends with one."""

_ANY_WEAK_END = frozenset(word for words in WEAK_ENDS.values() for word in words)


@dataclass(frozen=True, kw_only=True)
class LineTime:
    """The slot of one line, in seconds. ``line`` counts from 1 in its scene."""

    line: int
    start: float
    end: float


@dataclass(frozen=True, kw_only=True)
class SceneTime:
    """From when to when a scene is on screen, in seconds."""

    scene: str
    start: float
    end: float
    lines: tuple[LineTime, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """All scenes, one after the other without a gap."""

    scenes: tuple[SceneTime, ...]

    @property
    def duration_s(self) -> float:
        return self.scenes[-1].end if self.scenes else 0.0

    @property
    def frames(self) -> int:
        return to_frames(self.duration_s)

    def scene(self, scene: str) -> SceneTime:
        return next(time for time in self.scenes if time.scene == scene)


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One caption. ``id`` is ``<scene>-<line>-<n>``; ``place`` is where its words were written."""

    start: float
    end: float
    text: str
    scene: str
    id: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, kw_only=True)
class SignalWindow:
    """When a signal can be noticed. At most 3 s, so that marking everything does not pay."""

    signal: str
    scene: str
    line: int
    shown: str
    start: float
    end: float


def plan(stories: Sequence[Story]) -> Timeline:
    """Return the times of a story that is given once in each language, in any order."""
    if stories[0].filmed:
        return _filmed(stories[0], stories[0].filmed.seconds)
    scenes: list[SceneTime] = []
    at = 0
    for versions in zip(*(story.scenes for story in stories), strict=True):
        scene = _scene_time(versions, at)
        scenes.append(scene)
        at = to_frames(scene.end)
    return Timeline(scenes=tuple(scenes))


def unclear(story: Story) -> Iterator[tuple[Scene, str]]:
    """Yield the scenes to which no times can be given, each with what is wrong with it as a clause."""
    ends = [scene.at for scene in story.scenes[1:]]
    for scene, end in zip(story.scenes, [*ends, story.filmed.seconds if story.filmed else None], strict=False):
        if story.filmed is None:
            if scene.art is None:
                yield scene, "has no `art`, the drawing that it shows"
            if scene.at is not None or scene.times:
                yield scene, "has `at` or `times`, which only filmed stories have"
        elif scene.art or scene.camera or scene.effects:
            yield scene, "has `art`, `camera` or `effects`, which only drawn stories have"
        elif scene.at is None:
            yield scene, "does not say at which second it begins (`at`)"
        elif scene is story.scenes[0] and scene.at != 0:
            yield scene, f"is the first and begins at {scene.at:g}, not at 0"
        elif end is not None and scene.at >= end:
            yield scene, f"begins at {scene.at:g}, not before its end ({end:g})"
        elif len(scene.times) != len(scene.lines):
            yield scene, f"has {len(scene.lines)} lines and {len(scene.times)} `times`"
        elif outside := [each for each in scene.times if not scene.at <= each[0] < each[1] <= (end or each[1])]:
            yield scene, f"has times that run backwards or leave it: {outside[0][0]:g} to {outside[0][1]:g}"


def can_plan(story: Story) -> bool:
    """Tell whether a story has all that its times need."""
    return bool(story.scenes) and all(scene.lines for scene in story.scenes) and not any(unclear(story))


def cues(story: Story, timeline: Timeline) -> tuple[Cue, ...]:
    """Return the captions of a story in one language. A long line becomes several."""
    return tuple(
        cue
        for scene, time in zip(story.scenes, timeline.scenes, strict=True)
        for slot in time.lines
        for cue in _cues_of_line(scene, slot)
    )


def signal_windows(story: Story, timeline: Timeline) -> tuple[SignalWindow, ...]:
    """Return when each signal shows: from the first word of its line, in the order of time."""
    windows = [
        SignalWindow(
            signal=str(shown.signal),
            scene=str(scene.id),
            line=shown.line,
            shown=shown.shown,
            start=slot.start,
            end=min(slot.end, to_seconds(to_frames(slot.start) + LONGEST_WINDOW)),
        )
        for scene in story.scenes
        for shown in scene.signals
        for slot in timeline.scene(scene.id).lines
        if slot.line == shown.line
    ]
    return tuple(sorted(windows, key=lambda window: window.start))


def to_frames(seconds: float) -> int:
    return round(seconds * FPS)


def to_seconds(frames: int) -> float:
    return round(frames / FPS, 2)


@remembered
def caption_texts(line: str) -> tuple[str, ...]:
    """Return a line as captions of at most two lines of 42, broken where a reader would breathe.

    The lists of weak words of all languages are used together, so that the text alone decides.
    """
    return tuple(_wrapped(chunk)[1] for chunk in _chunks(tuple(line.split())))


def _filmed(story: Story, seconds: float) -> Timeline:
    """Return the times that a camera gave."""
    starts = [scene.at or 0.0 for scene in story.scenes]
    return Timeline(
        scenes=tuple(
            SceneTime(
                scene=str(scene.id),
                start=start,
                end=end,
                lines=tuple(
                    LineTime(line=number, start=start, end=end) for number, (start, end) in enumerate(scene.times, 1)
                ),
            )
            for scene, start, end in zip(story.scenes, starts, [*starts[1:], seconds], strict=True)
        )
    )


def _scene_time(versions: Sequence[Scene], start: int) -> SceneTime:
    at = start + LEAD_IN
    slots: list[LineTime] = []
    for number, texts in enumerate(zip(*(scene.lines for scene in versions), strict=True), start=1):
        end = at + max(sum(_needs(text)) for text in texts)
        slots.append(LineTime(line=number, start=to_seconds(at), end=to_seconds(end)))
        at = end
    end = max(at + HOLD, start + SHORTEST_SCENE)
    return SceneTime(scene=str(versions[0].id), start=to_seconds(start), end=to_seconds(end), lines=tuple(slots))


def _needs(line: str) -> list[int]:
    """Return the frames that each caption of a line needs, with the gap behind it."""
    return [max(SHORTEST_CUE, math.ceil(len(text) * FPS / CHARACTERS_PER_SECOND)) + GAP for text in caption_texts(line)]


def _cues_of_line(scene: Scene, slot: LineTime) -> Iterator[Cue]:
    line = scene.lines[slot.line - 1]
    needs = _needs(line)
    at, room = to_frames(slot.start), to_frames(slot.end) - to_frames(slot.start)
    for number, (text, length) in enumerate(zip(caption_texts(line), _shares(needs, room), strict=True), start=1):
        yield Cue(
            start=to_seconds(at),
            end=to_seconds(at + min(length - GAP, LONGEST_CUE)),
            text=text,
            scene=str(scene.id),
            id=f"{scene.id}-{slot.line}-{number}",
            place=line.place,
        )
        at += length


def _shares(needs: Sequence[int], room: int) -> Iterator[int]:
    """Share out ``room`` frames by need: nobody gets less than the need if the room is enough."""
    total, given = sum(needs), 0
    for reached in _running_sums(needs):
        share = room * reached // total - given
        given += share
        yield share


def _running_sums(numbers: Iterable[int]) -> Iterator[int]:
    total = 0
    for number in numbers:
        total += number
        yield total


# --- where a line breaks ------------------------------------------------------------------------
# Costs: what reads worst costs most; only their order matters.

_TOO_LONG = 1000.0
_WEAK_END = 40.0
_SPLIT_NAME = 40.0
_LONG_LINE = 16.0
_NEW_LINE = 4.0
_NEW_CUE = 12.0
_TINY_CUE = 30.0


@lru_cache(maxsize=1024)
def _chunks(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the words grouped into captions at the least cost, found from the end backwards."""
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(words) + 1)
    for start in range(len(words) - 1, -1, -1):
        best[start] = min(_chunk_costs(words, start, best))
    chunks, at = [], 0
    while at < len(words):
        end = best[at][1]
        chunks.append(words[at:end])
        at = end
    return tuple(chunks)


def _chunk_costs(words: tuple[str, ...], start: int, best: Sequence[tuple[float, int]]) -> Iterator[tuple[float, int]]:
    for end in range(start + 1, len(words) + 1):
        chunk = words[start:end]
        fits = len(" ".join(chunk)) <= 2 * LINE_LENGTH + 1
        if not fits and end > start + 1:
            return
        whole_line = start == 0 and end == len(words)
        tiny = _TINY_CUE if len(" ".join(chunk)) < 14 and not whole_line else 0.0
        after = 3 * _break_cost(words, end) if end < len(words) else 0.0
        yield _NEW_CUE + tiny + after + _wrapped(chunk)[0] + best[end][0], end


@lru_cache(maxsize=4096)
def _wrapped(words: tuple[str, ...]) -> tuple[float, str]:
    """Return the cost and the text of a caption on one line or on two."""
    one = " ".join(words)
    ways = [(_length_cost(one), one)]
    for at in range(1, len(words)):
        upper, lower = " ".join(words[:at]), " ".join(words[at:])
        cost = _NEW_LINE + _length_cost(upper) + _length_cost(lower) + _break_cost(words, at)
        ways.append((cost + abs(len(upper) - len(lower)) / 6, f"{upper}\n{lower}"))
    return min(ways)


def _length_cost(line: str) -> float:
    if len(line) > LINE_LENGTH:
        return _TOO_LONG + len(line)
    return _LONG_LINE if len(line) > EASY_LINE_LENGTH else 0.0


def _break_cost(words: Sequence[str], at: int) -> float:
    """Return how much a break before word ``at`` disturbs: least after a sentence, most after an article."""
    before, after = words[at - 1], words[at]
    if before.rstrip("’”)").endswith((".", "?", "!", "…")):
        return 0.0
    if before.rstrip("’”)").endswith((",", ";", ":", "–")):
        return 2.0
    if before.lower() in _ANY_WEAK_END:
        return _WEAK_END
    if before[:1].isupper() and after[:1].isupper():
        return _SPLIT_NAME
    return 8.0


def story_of(course: Course, identity: str) -> Story:
    """Return the story of that id, which the course has."""
    (story,) = (each for each in course.stories if each.id == identity)
    return story

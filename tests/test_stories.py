"""The stories of the course: their length, signals few and mostly seen, records that tell what is shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from seemenow import pipeline
from seemenow.film.captions import compare, lint
from seemenow.film.timeline import cues, signal_windows
from seemenow.model import Story

from .conftest import ROOT

STORIES = ROOT / "course" / "stories"
NAMES = tuple(sorted(path.name for path in STORIES.iterdir()))
EXAMINED = pipeline.examine(ROOT / "course", ROOT / "assets")

ACCEPTED_BEFORE_S, ACCEPTED_AFTER_S = 0.5, 4.0
"""How much earlier and later than its window a mark still counts for a signal."""
MOST_ACCEPTED = 0.33
"""More of the film than this, and marking at random would pay."""


def told(name: str, language: str = "en") -> Story:
    assert EXAMINED.courses is not None
    return next(story for story in EXAMINED.courses[language].stories if story.id == name)


def record(name: str) -> Mapping[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((STORIES / name / "record.yaml").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("name", NAMES)
def test_a_record_tells_what_the_storyboard_shows(name: str) -> None:
    story, kept = told(name), record(name)
    assert [shot["scene"] for shot in kept["shots"]] == [str(scene.id) for scene in story.scenes]
    assert kept["duration_s"] == EXAMINED.timelines[name].duration_s


@pytest.mark.parametrize("name", NAMES)
def test_a_film_is_short_and_its_signals_are_few_mixed_and_mostly_seen(name: str) -> None:
    assert EXAMINED.courses is not None
    story, times = told(name), EXAMINED.timelines[name]
    shown = [each for scene in story.scenes for each in scene.signals]
    group = {str(signal.id): signal.group for signal in EXAMINED.courses["en"].signals.signals}
    assert 90 <= times.duration_s <= 120
    assert len(shown) == (5 if times.duration_s >= 115 else 4)
    assert len({group[str(each.signal)] for each in shown}) >= 2
    assert sum(each.shown == "picture" for each in shown) * 2 >= len(shown)


@pytest.mark.parametrize("name", NAMES)
def test_little_of_a_film_counts_as_noticed(name: str) -> None:
    covered = reached = 0.0
    for window in signal_windows(told(name), EXAMINED.timelines[name]):
        start, end = max(window.start - ACCEPTED_BEFORE_S, reached), window.end + ACCEPTED_AFTER_S
        covered += end - start
        reached = end
    assert covered / EXAMINED.timelines[name].duration_s <= MOST_ACCEPTED


@pytest.mark.parametrize("name", NAMES)
def test_captions_are_calm_in_every_language(name: str) -> None:
    assert EXAMINED.courses is not None
    times = EXAMINED.timelines[name]
    cuts = [scene.start for scene in times.scenes[1:]]
    tracks = {language: cues(told(name, language), times) for language in EXAMINED.courses}
    for language, track in tracks.items():
        assert lint(track, language=language, duration_s=times.duration_s, cuts=cuts) == ()
    assert compare(tracks) == ()


def test_the_set_of_stories_breaks_one_stereotype_without_making_another() -> None:
    tags = [record(name)["stereotype_tags"] for name in NAMES]
    assert sum(tag["gender"] == "boy" for tag in tags) * 3 >= len(tags)
    kinds = [(tag["gender"], tag["school_type"], tag["area"]) for tag in tags]
    assert len(set(kinds)) == len(kinds)


def test_all_films_fit_into_one_package() -> None:
    sizes = [path.stat().st_size for path in STORIES.glob("*/film.mp4")]
    assert len(sizes) == len(NAMES)
    assert sum(sizes) <= 40_000_000


def test_a_story_folder_holds_nothing_else() -> None:
    known = {"story.yaml", "record.yaml", "film.mp4", "film.jpg", "film.lock", "draft.mp4", "sheet.webp"}
    assert {path.name for folder in STORIES.iterdir() for path in Path(folder).iterdir()} <= known

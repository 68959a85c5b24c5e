"""Times of a story: what must hold for every story in every language."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seemenow.film import captions
from seemenow.film.timeline import (
    CHARACTERS_PER_SECOND,
    FPS,
    LINE_LENGTH,
    caption_texts,
    cues,
    plan,
    signal_windows,
    to_frames,
)
from seemenow.model import Located, Scene, SceneSignal, Story, Text


def story(*scenes: tuple[str, ...], signals: tuple[tuple[int, int], ...] = ()) -> Story:
    """Return a story with these lines. ``signals``: (scene, line) pairs, both from 1."""
    return Story(
        id=Located("test"),
        **{name: Text("-") for name in ("title", "content_note", "disclosure", "summary", "closing")},
        scenes=tuple(
            Scene(
                id=Located(f"scene-{number}"),
                title=Text("-"),
                art=Located("window-day"),
                describe=Text("-"),
                lines=tuple(Text(line) for line in lines),
                signals=tuple(
                    SceneSignal(signal=Located(f"s{scene}{line}"), line=line, shown="picture", why=Text("-"))
                    for scene, line in signals
                    if scene == number
                ),
            )
            for number, lines in enumerate(scenes, start=1)
        ),
    )


words = st.text(alphabet="abcdefghijklmnoprstuvwéë’", min_size=1, max_size=18)
ends = st.sampled_from(["", "", "", ",", ".", "?", "…", "’"])
lines = st.lists(st.tuples(words, ends).map("".join), min_size=1, max_size=24).map(" ".join)


@st.composite
def languages(draw: st.DrawFn) -> tuple[Story, ...]:
    """Draw one story in one language or two: the same scenes and number of lines, other words."""
    shape = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    signals = tuple((scene, line) for scene, count in enumerate(shape, 1) for line in range(1, count + 1))
    return tuple(
        story(*(tuple(draw(lines) for _ in range(count)) for count in shape), signals=signals)
        for _ in range(draw(st.integers(1, 2)))
    )


@settings(max_examples=25, deadline=None)
@given(languages())
def test_scenes_follow_one_another_in_whole_frames_and_none_is_under_four_seconds(told: tuple[Story, ...]) -> None:
    timeline = plan(told)
    at = 0.0
    for scene in timeline.scenes:
        assert scene.start == at
        assert scene.end - scene.start >= 4 - 1e-6
        assert scene.end * FPS == pytest.approx(to_frames(scene.end))
        at = scene.end
    assert timeline.duration_s == at


@settings(max_examples=25, deadline=None)
@given(languages())
def test_a_scene_lasts_as_long_as_its_longest_language_needs(told: tuple[Story, ...]) -> None:
    timeline = plan(told)
    for index, time in enumerate(timeline.scenes):
        for each in told:
            needed = sum(len(line) for line in each.scenes[index].lines) / CHARACTERS_PER_SECOND + 1.5
            assert time.end - time.start >= needed - 0.1


@settings(max_examples=25, deadline=None)
@given(languages())
def test_every_word_is_shown_once_in_order_and_inside_its_scene_and_line(told: tuple[Story, ...]) -> None:
    timeline = plan(told)
    for each in told:
        shown = cues(each, timeline)
        said = [word for scene in each.scenes for line in scene.lines for word in line.split()]
        assert " ".join(cue.text.replace("\n", " ") for cue in shown).split() == said
        for before, after in pairwise(shown):
            assert before.end < after.start
        for cue in shown:
            slot = timeline.scene(cue.scene).lines[int(cue.id.split("-")[-2]) - 1]
            assert slot.start <= cue.start < cue.end <= slot.end


@settings(max_examples=25, deadline=None)
@given(languages())
def test_captions_break_no_rule_that_would_stop_a_build_and_are_read_calmly(told: tuple[Story, ...]) -> None:
    timeline = plan(told)
    cuts = [scene.start for scene in timeline.scenes]
    for each in told:
        shown = cues(each, timeline)
        found = captions.lint(shown, language="nl", duration_s=timeline.duration_s, cuts=cuts)
        assert {problem.code for problem in found} <= {"V014", "V020"}
        for cue in shown:
            assert len(cue.text) / (cue.end - cue.start) <= CHARACTERS_PER_SECOND + 1e-6


@settings(max_examples=25, deadline=None)
@given(languages())
def test_a_signal_shows_for_at_most_three_seconds_while_its_line_is_said(told: tuple[Story, ...]) -> None:
    timeline = plan(told)
    windows = signal_windows(told[0], timeline)
    assert len(windows) == sum(len(scene.lines) for scene in told[0].scenes)
    assert [window.start for window in windows] == sorted(window.start for window in windows)
    for window in windows:
        slot = timeline.scene(window.scene).lines[window.line - 1]
        assert slot.start == window.start < window.end <= min(slot.end, window.start + 3 + 1e-6)


@settings(max_examples=25, deadline=None)
@given(languages())
def test_the_order_of_the_languages_changes_nothing(told: tuple[Story, ...]) -> None:
    assert plan(told) == plan(told[::-1])


def test_a_longer_line_in_one_language_gives_all_languages_more_time() -> None:
    english = story(("Ask anyway.",), ("The same car.",))
    dutch = story(("Vraag het toch, ook als je denkt dat er niets is, want dat dacht iedereen.",), ("Die auto.",))
    assert plan([english, dutch]).scenes[0].end > plan([english]).scenes[0].end
    assert cues(english, plan([english, dutch]))[1].start == cues(dutch, plan([english, dutch]))[1].start


def test_a_caption_that_has_long_to_be_read_goes_after_seven_seconds() -> None:
    short, long = story(("Yes.",)), story((" ".join(["woord"] * 60),))
    (cue,) = cues(short, plan([short, long]))
    assert cue.end - cue.start == 7


def test_stories_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        plan([story(("One.", "Two.")), story(("Eén.",))])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ask anyway.", ("Ask anyway.",)),
        ("I handed in my work at three in the morning.", ("I handed in my work\nat three in the morning.",)),
        ("Twee telefoons. Eentje was van mij, dacht ik.", ("Twee telefoons.\nEentje was van mij, dacht ik.",)),
        (
            "Don't tell anyone, I said. ‘I can't promise that. But I'll tell you who I talk to.’",
            ("Don't tell anyone, I said.\n‘I can't promise that.", "But I'll tell you who I talk to.’"),
        ),
    ],
)
def test_lines_break_where_a_reader_breathes(line: str, expected: tuple[str, ...]) -> None:
    assert caption_texts(line) == expected


def test_a_word_too_long_for_a_line_is_shown_whole_and_left_to_the_linter() -> None:
    word = "x" * (LINE_LENGTH + 3)
    assert word in " ".join(caption_texts(f"Before {word} after.")).split()


def test_a_scene_with_other_words_keeps_its_signals_in_place() -> None:
    told = story(("One.", "Two."), signals=((1, 2),))
    (window,) = signal_windows(told, plan([told]))
    moved = replace(told.scenes[0], signals=(replace(told.scenes[0].signals[0], line=1),))
    (earlier,) = signal_windows(replace(told, scenes=(moved,)), plan([told]))
    assert earlier.start < window.start

"""Noticing signals in a story's film: by mouse, by keyboard, in its text, after a resume, on a poor server."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from .conftest import Learner, Server, Visit, served
from .test_questions import interactions, to_page
from .test_walk import assert_nothing_broke, outline, saved, tab_to

PAGE = "the-story"
HERE = f"[data-page-id={PAGE}]"  # other stories are in the document too
FOUND = f"{HERE} [data-spot-signal][data-state=found]"


def story(learner: Learner) -> dict[str, Any]:
    """Return what the package itself says of its story."""
    told = next(each for each in outline(learner.address)["stories"] if each["page"] == PAGE)
    assert isinstance(told, dict)
    return told


def middle(signal: dict[str, float]) -> float:
    return (signal["from"] + signal["to"]) / 2


def watching(learner: Learner) -> Visit:
    """Begin the film and hold it."""
    visit = learner.launch()
    to_page(visit, PAGE)
    visit.course.locator(f"{HERE} [data-story-watch]").click()
    visit.course.wait_for_function("() => document.querySelector('video').readyState > 0")
    visit.course.evaluate("document.querySelector('video').pause()")
    return visit


def jump(visit: Visit, seconds: float) -> None:
    visit.course.evaluate(
        """(to) => new Promise((done) => {
          const video = document.querySelector('video');
          video.addEventListener('seeked', done, { once: true });
          video.currentTime = to;
        })""",
        seconds,
    )


def said(visit: Visit) -> str:
    return visit.course.locator(f"{HERE} [data-film] [data-spot-said]").inner_text()


def found(visit: Visit) -> list[str | None]:
    return [each.get_attribute("data-spot-signal") for each in visit.course.locator(FOUND).all()]


def test_by_mouse_moments_are_marked_taken_away_and_shown_with_what_could_be_noticed(learner: Learner) -> None:
    visit = watching(learner)
    course = visit.course
    first, second, *_ = story(learner)["signals"]
    for at in (middle(first), middle(second), story(learner)["duration"] - 1):
        jump(visit, at)
        course.locator(f"{HERE} [data-spot-mark]").click()
        near = [f"{second // 60}:{second % 60:02}" for second in (int(at), int(at) + 1)]  # films seek to a picture
        assert re.search("|".join(near), said(visit)), said(visit)
    assert course.locator(f"{HERE} [data-spot-bar] [data-spot-own]").count() == 3
    course.locator(f"{HERE} [data-spot-mark]").click()
    assert course.locator(f"{HERE} [data-spot-list] li").count() == 3, "the same moment twice is one mark"
    course.locator(f"{HERE} [data-spot-list] li").nth(1).get_by_role("button", name="Remove").click()
    assert course.locator(f"{HERE} [data-spot-bar] [data-spot-own]").count() == 2
    assert interactions(visit, "id") == []
    course.locator(f"{HERE} [data-spot-hand-in]").click()
    assert found(visit) == [first["id"]]
    assert course.locator(f"{HERE} [data-spot-others] li").count() == 1
    assert course.evaluate("document.activeElement.matches('[data-spot-news]')")
    shown = course.locator(f"{HERE} [data-spot-result]").inner_text()
    assert "Trust that, and ask." in shown
    assert shown.count("You could ask:") == len(story(learner)["signals"])
    assert shown.count("It can also be:") == len(story(learner)["signals"])
    course.locator(f"{HERE} [data-spot-signal={second['id']}] [data-spot-play]").click()
    course.wait_for_function(
        "(at) => Math.abs(document.querySelector('video').currentTime - at) < 2", arg=second["from"]
    )
    saved(visit)
    assert interactions(visit, "id") == [story(learner)["interaction"]]
    assert interactions(visit, "type") == ["performance"]
    assert re.fullmatch(rf"{first['id']}\.[\d.]+,x\.[\d.]+", interactions(visit, "student_response")[0])
    assert interactions(visit, "result") == [f"{1 / len(story(learner)['signals']):g}"]
    assert "cmi.core.score.raw" not in visit.record()
    assert_nothing_broke(visit, learner)


def test_by_keyboard_the_key_marks_only_inside_the_film_and_can_be_switched_off(learner: Learner) -> None:
    visit = learner.launch()
    to_page(visit, PAGE)
    course, keyboard = visit.course, visit.page.keyboard
    tab_to(visit, "[data-story-watch]")
    keyboard.press("n")
    keyboard.press("Enter")
    course.wait_for_function("() => document.querySelector('video').readyState > 0")
    keyboard.press("Enter")
    course.wait_for_function("() => document.querySelector('video').paused")
    assert course.locator(f"{HERE} [data-spot-list] li").count() == 0
    first, second, third, *_ = story(learner)["signals"]
    jump(visit, middle(first))
    keyboard.press("n")
    jump(visit, middle(second))
    tab_to(visit, "[data-spot-mark]")
    keyboard.press("Enter")
    assert course.locator(f"{HERE} [data-spot-list] li").count() == 2
    tab_to(visit, "[data-film-settings]")
    keyboard.press("Enter")
    tab_to(visit, "[data-spot-key]")
    keyboard.press("Space")
    jump(visit, middle(third))
    keyboard.press("n")
    assert course.locator(f"{HERE} [data-spot-list] li").count() == 2
    tab_to(visit, "[data-spot-hand-in]")
    keyboard.press("Enter")
    assert found(visit) == [first["id"], second["id"]]
    assert_nothing_broke(visit, learner)


def test_the_transcript_is_an_equal_way_and_its_marks_come_back_after_a_resume(learner: Learner) -> None:
    visit = learner.launch()
    to_page(visit, PAGE)
    course, keyboard = visit.course, visit.page.keyboard
    told = story(learner)
    tab_to(visit, "summary.smn-transcript__summary")
    keyboard.press("Enter")
    tab_to(visit, "[data-spot-sentences]")
    keyboard.press("Enter")
    at = [each.get_attribute("data-mark-at") for each in course.locator(f"{HERE} [data-words][data-mark-at]").all()]
    wanted = [signal for signal in told["signals"] if f"{signal['from']:g}" in at]
    assert len(wanted) == len(told["signals"]), "every signal begins with a sentence that can be marked"
    for signal in wanted[:2]:
        course.locator(f"{HERE} .smn-spot-sentence:has([data-words][data-mark-at='{signal['from']:g}'])").focus()
        keyboard.press("Space")
    assert course.locator(f"{HERE} .smn-spot-sentence[aria-pressed=true]").count() == 2
    course.locator(f"{HERE} [data-spot-hand-in]").focus()
    keyboard.press("Enter")
    assert found(visit) == [signal["id"] for signal in wanted[:2]]
    saved(visit)
    visit.page.close()
    learner.another_browser()
    again = learner.launch()
    again.at(PAGE)
    again.course.locator(f"{HERE} [data-story-watch]").click()
    assert found(again) == [signal["id"] for signal in wanted[:2]]
    again.course.locator(f"{HERE} [data-spot-again]").click()
    again.course.evaluate("document.querySelector('video').pause()")
    jump(again, middle(wanted[2]))
    again.course.locator(f"{HERE} [data-spot-mark]").click()
    again.course.locator(f"{HERE} [data-spot-hand-in]").click()
    saved(again)
    assert interactions(again, "id") == [told["interaction"]], "a new answer takes the row of the old one"
    assert interactions(again, "student_response")[0].startswith(wanted[2]["id"])
    assert_nothing_broke(again, learner)


def test_skipping_or_marking_nothing_costs_nothing_and_is_told_to_nobody(learner: Learner) -> None:
    visit = learner.launch()
    to_page(visit, PAGE)
    course = visit.course
    course.locator(f"{HERE} [data-action=skip]").click()
    assert course.locator(f"{HERE} [data-spotting]:visible").count() == 0
    course.locator(f"{HERE} [data-story-unskip]").click()
    course.locator(f"{HERE} [data-story-watch]").click()
    assert course.locator(f"{HERE} video").evaluate("(video) => video.autoplay") is False
    course.locator(f"{HERE} [data-spot-hand-in]").click()
    assert found(visit) == []
    assert course.locator(f"{HERE} [data-spot-result]:visible").count() == 1
    course.locator(".smn-turn [data-action=next]:visible").click()
    course.wait_for_function(f"() => document.body.dataset.page !== '{PAGE}'")
    saved(visit)
    assert interactions(visit, "id") == []
    assert_nothing_broke(visit, learner)


@pytest.fixture
def poor(packages: dict[str, Path], browser: Browser, tmp_path: Path) -> Iterator[Learner]:
    """A learner whose server answers every request with the whole file."""
    with served(packages["en"], tmp_path / "poor") as server:
        assert isinstance(server, Server)
        server.has_ranges = False
        somebody = Learner(browser, server, "en")
        yield somebody
        for context in somebody.contexts:
            context.close()


def test_where_a_server_ignores_ranges_the_film_is_played_from_memory_and_can_be_sought_in(poor: Learner) -> None:
    visit = watching(poor)
    visit.course.wait_for_function("() => document.querySelector('video').src.startsWith('blob:')")
    visit.course.evaluate("document.querySelector('video').play()")  # held before the rescue, it would wait for that
    visit.course.wait_for_function("() => document.querySelector('video').readyState > 0")
    signal = story(poor)["signals"][2]
    jump(visit, middle(signal))
    assert abs(visit.course.evaluate("document.querySelector('video').currentTime") - middle(signal)) < 1
    visit.course.locator(f"{HERE} [data-spot-mark]").click()
    visit.course.locator(f"{HERE} [data-spot-hand-in]").click()
    assert found(visit) == [signal["id"]]
    assert json.dumps(visit.complaints) == "[]"

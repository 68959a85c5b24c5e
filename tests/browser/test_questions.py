"""Every type of question in a real browser: by keyboard, by mouse, and after a resume."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from ..conftest import TESTS
from .conftest import Learner, Server, Visit, served
from .test_walk import (
    answer,
    assert_nothing_broke,
    how_many,
    look,
    outline,
    press,
    put_in_order,
    questions,
    saved,
    tab_to,
    walk,
)
from .test_walk import (
    in_the_test as asked_in_the_test,
)

EVERY = TESTS / "courses" / "every-question"
FORMS = {
    "choice": r"[a-h](,[a-h])*",
    "true-false": r"[tf]",
    "sequencing": r"[a-g](,[a-g])+",
    "matching": r"[a-g]\.[a-g](,[a-g]\.[a-g])+",
    "likert": r"[1-5]",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A strict LMS with the course that has every type of question."""
    folder = tmp_path_factory.mktemp("every")
    shutil.copytree(EVERY, folder / "course")
    command = [sys.executable, "-m", "seemenow", "build", str(folder / "course"), "--out", str(folder / "out")]
    subprocess.run(command, check=True, capture_output=True)
    package = next((folder / "out").glob("*.zip"))
    with served(package, folder / "site") as server:
        yield server


@pytest.fixture
def learner(site: Server, browser: Browser) -> Iterator[Learner]:
    somebody = Learner(browser, site, "en")
    yield somebody
    for context in somebody.contexts:
        context.close()


def to_page(visit: Visit, wanted: str) -> None:
    """Turn to a page without answering anything on the way."""
    for _ in range(20):
        if look(visit.course)["page"] == wanted:
            return
        before = look(visit.course)["page"]
        ways = ".smn-turn [data-action=start], .smn-turn [data-action=next], [data-player=later]"
        visit.course.locator(ways).and_(visit.course.locator(":visible")).first.click()
        visit.course.wait_for_function("(before) => document.body.dataset.page !== before", arg=before)
    raise AssertionError(f"no way to {wanted}")


def interactions(visit: Visit, field: str) -> list[str]:
    rows = re.compile(rf"cmi\.interactions\.\d+\.{field}")
    return [value for name, value in sorted(visit.record().items()) if rows.fullmatch(name)]


def test_by_keyboard_every_type_can_be_answered_and_is_reported_in_its_own_form(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner))
    saved(visit)
    assert visit.record()["cmi.core.score.raw"] == "100"
    assert visit.record()["cmi.core.lesson_status"] == "completed"
    assert len(interactions(visit, "id")) == how_many(learner)
    assert set(interactions(visit, "id")) <= {each["interaction"] for each in asked_in_the_test(learner).values()}
    for type_, response in zip(interactions(visit, "type"), interactions(visit, "student_response"), strict=True):
        assert re.fullmatch(FORMS[type_], response), (type_, response)
    assert_nothing_broke(visit, learner)


def test_an_answer_that_does_not_fit_says_why_and_can_be_tried_again(learner: Learner) -> None:
    visit = learner.launch()
    known = questions(learner)
    for page in ("one-answer", "several-answers", "true-or-false", "in-order", "together", "in-the-picture"):
        to_page(visit, page)
        question = known[look(visit.course)["question"]]
        answer(visit, question, wrong=True)
        assert look(visit.course)["state"] == "wrong", page
        assert visit.course.locator("[data-verdict=wrong]:visible").count() == 1
        assert visit.course.locator("[data-feedback]:visible").count() >= 1
        press(visit, "again")
        answer(visit, question)
        assert look(visit.course)["state"] == "right", page
        assert "again" not in look(visit.course)["actions"]
    assert interactions(visit, "id") == []
    assert_nothing_broke(visit, learner)


def test_why_nothing_was_handed_in_stands_in_sight_in_a_low_frame(learner: Learner) -> None:
    visit = learner.launch("&frame=600x400")
    to_page(visit, "together")
    visit.course.click("[data-action=check]:visible")
    box = visit.course.locator("[data-quiz-hint]:visible").bounding_box()
    frame = visit.page.locator("iframe").bounding_box()
    assert box
    assert frame
    assert frame["y"] <= box["y"]
    assert box["y"] + box["height"] <= frame["y"] + frame["height"]


def test_by_mouse_answers_are_dragged_chosen_and_pointed_at(learner: Learner) -> None:
    visit = learner.launch()
    course, mouse = visit.course, visit.page.mouse
    to_page(visit, "in-order")
    right = questions(learner)["five"]["right"]
    for place, option in enumerate(right):
        held = course.locator(f"[data-option={option}] [data-drag]:visible").bounding_box()
        goal = course.locator("[data-option]:visible").nth(place).bounding_box()
        assert held
        assert goal
        mouse.move(held["x"] + 60, held["y"] + held["height"] / 2)
        mouse.down()
        mouse.move(goal["x"] + 60, goal["y"] + 2, steps=12)
        mouse.up()
    course.locator("[data-action=check]:visible").click()
    assert look(course)["state"] == "right"
    to_page(visit, "together")
    for pair in questions(learner)["tasks"]["right"]:
        course.locator(f"select[data-option={pair[0]}]:visible").select_option(pair[2])
    course.locator("[data-action=check]:visible").click()
    assert look(course)["state"] == "right"
    to_page(visit, "in-the-picture")
    course.locator("[data-area=b] rect:visible").click()
    assert course.locator("[data-option=b]:visible").is_checked()
    course.locator("[data-option=a]:visible").check()
    assert course.locator("[data-area][data-lit]:visible").get_attribute("data-area") == "a"
    course.locator("[data-area=b] rect:visible").click()
    course.locator("[data-action=check]:visible").click()
    assert look(course)["state"] == "right"
    assert_nothing_broke(visit, learner)


def test_moving_an_answer_keeps_the_focus_and_says_where_it_is_now(learner: Learner) -> None:
    visit = learner.launch()
    to_page(visit, "in-order")
    last = visit.course.locator("[data-option]:visible").last.get_attribute("data-option")
    tab_to(visit, f"[data-option={last}] [data-move=up]")
    for place in (4, 3, 2, 1, 1):
        visit.page.keyboard.press("Enter")
        assert visit.course.evaluate("document.activeElement.closest('[data-option]').dataset.option") == last
        assert f"number {place} of 5" in visit.course.locator("[data-moved]").first.inner_text()


def test_a_test_left_half_way_goes_on_with_the_questions_that_were_drawn(learner: Learner) -> None:
    visit = learner.launch()
    known = questions(learner)
    to_page(visit, "final-test")
    asked = []
    for _ in range(3):
        asked.append(look(visit.course)["question"])
        answer(visit, known[asked[-1]])
        press(visit, "next")
    saved(visit)
    waiting = look(visit.course)["question"]
    visit.page.close()
    again = learner.launch()
    again.at("final-test")
    assert look(again.course)["question"] == waiting
    walk(again, known)
    saved(again)
    assert again.record()["cmi.core.score.raw"] == "100"
    assert len(interactions(again, "id")) == how_many(learner)
    assert {known[each]["interaction"] for each in asked} < set(interactions(again, "id"))
    assert_nothing_broke(again, learner)


def test_practice_that_was_answered_shows_its_feedback_again_after_a_resume(learner: Learner) -> None:
    visit = learner.launch()
    to_page(visit, "in-order")
    order = ["d", "b", "c", "e", "a"]
    put_in_order(visit, "[data-question='five'] [data-option", order)
    press(visit, "check")
    visit.course.locator(".smn-turn [data-action=next]").click()
    saved(visit)
    visit.page.close()
    again = learner.launch()
    press(again, "back")
    assert look(again.course)["state"] == "wrong"
    shown = again.course.locator("[data-option]:visible").all()
    assert [each.get_attribute("data-option") for each in shown] == order
    assert again.course.locator("[data-explain]:visible").count() == 1


def test_who_knows_it_already_finishes_by_the_test_alone(learner: Learner) -> None:
    visit = learner.launch()
    visit.course.locator("[data-go-page]").click()
    visit.course.wait_for_function("() => document.body.dataset.page === 'final-test'")
    for _ in range(how_many(learner)):
        answer(visit, questions(learner)[look(visit.course)["question"]])
        press(visit, "next")
    saved(visit)
    assert visit.record()["cmi.core.lesson_status"] == "completed"
    assert "the course is finished" in visit.course.locator("[data-quiz-words]:visible").inner_text()
    assert [each["id"] for each in outline(learner.address)["parts"]] == ["start", "practice", "test"]
    visit.course.locator("[data-action=menu]").click()
    assert visit.course.locator("[data-go-part=practice]").is_enabled()


def test_confidence_is_kept_reported_and_compared_without_a_verdict(learner: Learner) -> None:
    visit = learner.launch()
    tab_to(visit, "[data-confidence=sure] input")
    for _ in range(2):
        visit.page.keyboard.press("ArrowRight")
    tab_to(visit, "[data-keep]")
    visit.page.keyboard.press("Enter")
    saved(visit)
    rows = [interactions(visit, each) for each in ("id", "type", "student_response", "result")]
    assert rows == [["before_sure"], ["likert"], ["3"], ["neutral"]]
    visit.page.close()
    again = learner.launch()
    assert again.course.locator("[data-confidence=sure] :checked").get_attribute("value") == "3"
    to_page(again, "for-yourself")
    assert again.course.locator("[data-then]:visible").inner_text() == "Before: 3."
    again.course.locator("[data-confidence=sure-now] [value='5']").check(force=True)
    again.course.locator("[data-keep]:visible").click()
    assert again.course.locator("[data-then]:visible").inner_text() == "Before: 3. Now: 5."
    assert_nothing_broke(again, learner)


def test_what_is_written_for_oneself_is_kept_nowhere_and_sent_nowhere(learner: Learner) -> None:
    word = "quietsecret"
    visit = learner.launch()
    bodies: list[str] = []
    visit.page.on("request", lambda request: bodies.append(f"{request.url} {request.post_data or ''}"))
    visit.course.locator("[data-reflection=thought] textarea").fill(word)
    to_page(visit, "for-yourself")
    assert visit.course.locator("[data-earlier-words]:visible").inner_text() == word
    saved(visit)
    kept = visit.lms("JSON.stringify([lms.calls, lms.record, {...localStorage}, {...sessionStorage}])")
    kept += visit.course.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert word not in kept + "".join(bodies) + str(learner.record())
    visit.page.close()
    again = learner.launch()
    assert again.course.locator("[data-reflection=thought] textarea").input_value() == ""


def test_a_talk_goes_as_the_reader_leads_it_and_leaves_no_trace(learner: Learner) -> None:
    visit = learner.launch()
    to_page(visit, "a-talk")
    saved(visit)
    before = visit.lms("JSON.stringify([lms.calls, lms.record])")
    tab_to(visit, "[data-conversation-begin]")
    visit.page.keyboard.press("Enter")
    for choice in ("b", "b"):
        tab_to(visit, f"[data-say={choice}]")
        visit.page.keyboard.press("Enter")
    assert visit.course.locator("[data-turn=closes] [data-end]").is_visible()
    tab_to_last_way_back(visit)
    visit.page.keyboard.press("Enter")
    assert visit.course.locator("[data-end]:visible").count() == 0
    visit.page.keyboard.press("Enter")
    assert visit.course.locator("[data-turn=together] [data-end]").is_visible()
    tab_to(visit, "[data-again]")
    visit.page.keyboard.press("Enter")
    assert visit.course.locator("[data-turn]:visible").count() == 1
    assert visit.lms("JSON.stringify([lms.calls, lms.record])") == before
    assert_nothing_broke(visit, learner)


def tab_to_last_way_back(visit: Visit) -> None:
    """Go back to the second answer, whose button stands before the end."""
    visit.course.locator("[data-otherwise]").last.focus()

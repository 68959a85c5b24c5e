"""The finished package, walked by keyboard alone through the hooks of docs/driving.md."""

from __future__ import annotations

import json
import re
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Route
from seemenow import pipeline, resources

from ..conftest import MakeCourse
from .conftest import LANGUAGES, Learner, Visit, elements_set, on_the_data_sheet, outline

TABS = 60  # more stops than any page has

SEEN = """() => {
  const shown = (each) => each.checkVisibility({ visibilityProperty: true });
  const question = [...document.querySelectorAll('[data-question]')].find(shown);
  return {
    part: document.body.dataset.part,
    page: document.body.dataset.page,
    question: question?.dataset.question ?? null,
    state: question?.dataset.state ?? null,
    actions: [...document.querySelectorAll('[data-action]')].filter(shown).map((each) => each.dataset.action),
  };
}"""


def look(course: Frame) -> dict[str, Any]:
    value: dict[str, Any] = course.evaluate(SEEN)
    return value


def tab_to(visit: Visit, selector: str) -> None:
    """Press Tab until the focus stands on ``selector``, as somebody without a mouse would."""
    for _ in range(TABS):
        if visit.course.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        visit.page.keyboard.press("Tab")
    raise AssertionError(f"{selector} was not reached by {TABS} presses of Tab on {look(visit.course)}")


def press(visit: Visit, action: str) -> None:
    """Reach an action by Tab, press Enter, and wait until something else is on screen."""
    before = look(visit.course)
    tab_to(visit, f"[data-action={action}]")
    visit.page.keyboard.press("Enter")
    visit.course.wait_for_function(f"(before) => JSON.stringify(({SEEN})()) !== JSON.stringify(before)", arg=before)


def answer(visit: Visit, question: dict[str, Any], *, wrong: bool = False) -> None:
    """Answer the question on screen by keyboard, wholly right or wholly wrong, and hand it in."""
    inputs = f"[data-question='{question['id']}'] [data-option"
    right = question["right"]
    match question["type"]:
        case "ordering":
            put_in_order(visit, inputs, right[::-1] if wrong else right)
        case "matching":
            for option, target in (pair.split(".") for pair in right):
                choose_in_list(visit, f"{inputs}='{option}']", target, wrong=wrong)
        case "multiple":
            for option in [each for each in question["options"] if each not in right][:1] if wrong else right:
                tab_to(visit, f"{inputs}='{option}']")
                visit.page.keyboard.press("Space")
        case _:
            choose_one(visit, inputs, next(each for each in question["options"] if (each in right) != wrong))
    press(visit, "check")


def choose_one(visit: Visit, inputs: str, option: str) -> None:
    tab_to(visit, f"{inputs}]")
    visit.page.keyboard.press("Space")
    for _ in range(visit.course.locator(f"{inputs}]").count()):
        if visit.course.locator(f"{inputs}]:checked").get_attribute("data-option") == option:
            break
        visit.page.keyboard.press("ArrowDown")


def choose_in_list(visit: Visit, selector: str, target: str, *, wrong: bool) -> None:
    tab_to(visit, selector)
    for _ in range(visit.course.locator(f"{selector} option").count()):
        value = visit.course.locator(selector).input_value()
        if value and (value == target) != wrong:
            return
        visit.page.keyboard.press("ArrowDown")


def put_in_order(visit: Visit, inputs: str, wanted: list[str]) -> None:
    """Move each answer up to its place, by the buttons."""
    places = f'() => [...document.querySelectorAll("{inputs}]")].map((each) => each.dataset.option)'
    for place, option in enumerate(wanted):
        while visit.course.evaluate(places).index(option) > place:
            tab_to(visit, f"{inputs}='{option}'] [data-move=up]")
            visit.page.keyboard.press("Enter")


def questions(learner: Learner) -> dict[str, Any]:
    """Return every question of the course, also those for practice, which come with their parts."""
    course = outline(learner.address)
    quizzes = course["quizzes"]
    for file in filter(None, (part["file"] for part in course["parts"])):
        with urllib.request.urlopen(f"{learner.address}course/{file}") as script:
            text = script.read().decode().removeprefix("seeMeNow.part(").removesuffix(");\n")
        quizzes += json.loads(f"[{text}]")[3]
    return {question["id"]: question for quiz in quizzes for question in quiz["questions"]}


def in_the_test(learner: Learner) -> dict[str, Any]:
    """Return the questions of the final test, which alone are reported."""
    value = outline(learner.address)
    (test,) = (quiz for quiz in value["quizzes"] if quiz["id"] == value["completion"]["test"])
    return {question["id"]: question for question in test["questions"]}


def how_many(learner: Learner) -> int:
    """Return how many questions an attempt at the final test has."""
    value = outline(learner.address)
    (test,) = (quiz for quiz in value["quizzes"] if quiz["id"] == value["completion"]["test"])
    return test["draw"] or len(test["questions"])


def walk(visit: Visit, known: dict[str, Any], *, wrong: frozenset[str] = frozenset(), until: str | None = None) -> None:
    """Go through the course to the end of its core, or to the page ``until``."""
    for _ in range(300):
        seen = look(visit.course)
        if seen["page"] == until:
            return
        if seen["state"] == "open":
            answer(visit, known[seen["question"]], wrong=seen["question"] in wrong)
        elif "skip" in seen["actions"] and "next" not in seen["actions"]:
            press(visit, "skip")
        elif "start" in seen["actions"]:
            press(visit, "start")
        elif "finish" in seen["actions"]:
            return
        else:
            assert "next" in seen["actions"], f"no way on from {seen}"
            press(visit, "next")
    raise AssertionError("the course has no end")


def saved(visit: Visit) -> None:
    visit.course.wait_for_function("() => document.body.dataset.saved === 'yes'")


def assert_nothing_broke(visit: Visit, learner: Learner) -> None:
    assert visit.lms("lms.breaches") == []
    assert visit.complaints == []
    assert [url for url in visit.requests if not url.startswith((learner.address, "data:", "blob:"))] == []


@pytest.mark.parametrize("learner", LANGUAGES, indirect=True)
def test_the_whole_course_by_keyboard_ends_completed_in_the_lms(learner: Learner) -> None:
    known = in_the_test(learner)
    visit = learner.launch()
    walk(visit, questions(learner), wrong=frozenset(list(known)[:1]))
    place = look(visit.course)["page"]
    saved(visit)
    press(visit, "finish")
    visit.page.wait_for_function("() => lms.finished")
    record = visit.record()
    ids = [value for name, value in record.items() if re.fullmatch(r"cmi\.interactions\.\d+\.id", name)]
    asked = [each for each in known.values() if each["interaction"] in ids]
    missed = sum(each["id"] == next(iter(known)) for each in asked)
    expected = 100 * (len(asked) - missed) // len(asked)  # rounded down: no line is passed by rounding
    assert record["cmi.core.lesson_status"] == "completed"
    assert (record["cmi.core.score.raw"], record["cmi.core.score.min"], record["cmi.core.score.max"]) == (
        str(expected),
        "0",
        "100",
    )
    (session,) = visit.lms("lms.calls.filter((call) => call.parameters[0] === 'cmi.core.session_time')")
    assert re.fullmatch(r"\d{4}:\d\d:\d\d\.\d\d", session["parameters"][1])
    assert record["cmi.core.exit"] == "suspend"
    assert len(asked) == how_many(learner)
    own = [each["interaction"] for each in questions(learner).values() if each["type"] == "confidence"]
    assert set(ids) <= {each["interaction"] for each in asked} | set(own)
    results = [value for name, value in record.items() if re.fullmatch(r"cmi\.interactions\.\d+\.result", name)]
    assert sorted(results) == sorted(["wrong"] * missed + ["correct"] * (len(asked) - missed))
    assert elements_set(visit) == on_the_data_sheet("scorm12")
    assert_nothing_broke(visit, learner)

    again = learner.launch()
    again.at(place)
    assert again.record()["cmi.core.lesson_status"] == "completed"
    assert again.record()["cmi.core.score.raw"] == str(expected)
    assert_nothing_broke(again, learner)


def test_opening_and_closing_at_once_leaves_incomplete(learner: Learner) -> None:
    visit = learner.launch()
    visit.page.close(run_before_unload=False)
    again = learner.launch()
    record = again.record()
    assert record["cmi.core.lesson_status"] == "incomplete"
    assert "cmi.core.score.raw" not in record or record["cmi.core.score.raw"] == ""
    assert_nothing_broke(again, learner)


def test_a_closed_tab_comes_back_to_the_same_page(learner: Learner) -> None:
    known = questions(learner)
    pages = [page for part in outline(learner.address)["parts"] for page in part["pages"]]
    visit = learner.launch()
    walk(visit, known, until=pages[6])
    saved(visit)
    visit.page.close(run_before_unload=False)
    again = learner.launch()
    again.at(pages[6])


def test_a_test_below_the_line_leaves_incomplete_and_a_better_try_completes(learner: Learner) -> None:
    known = in_the_test(learner)
    visit = learner.launch()
    walk(visit, questions(learner), wrong=frozenset(known))
    saved(visit)
    assert visit.record()["cmi.core.lesson_status"] == "incomplete"
    assert visit.record()["cmi.core.score.raw"] == "0"
    for _ in range(10):
        if "retry" in look(visit.course)["actions"]:
            break
        press(visit, "back")
    press(visit, "retry")
    walk(visit, questions(learner))
    saved(visit)
    assert visit.record()["cmi.core.lesson_status"] == "completed"
    assert visit.record()["cmi.core.score.raw"] == "100"
    ids = [value for name, value in visit.record().items() if re.fullmatch(r"cmi\.interactions\.\d+\.id", name)]
    # A question that was drawn in both tries has one row.
    assert how_many(learner) <= len(ids) == len(set(ids)) <= len(known)
    assert_nothing_broke(visit, learner)


def test_review_says_that_nothing_new_is_stored_and_sets_nothing(learner: Learner) -> None:
    visit = learner.launch("&mode=review")
    visit.course.wait_for_function("() => document.body.dataset.saved === 'review'")
    walk(visit, questions(learner))
    assert visit.lms("lms.count('LMSSetValue')") == 0
    assert_nothing_broke(visit, learner)


def test_one_finished_step_is_one_commit(learner: Learner) -> None:
    visit = learner.launch()
    at_launch = [visit.lms(f"lms.count('{name}')") for name in ("LMSGetValue", "LMSSetValue", "LMSCommit")]
    assert at_launch[0] <= 8
    assert at_launch[1] <= 3
    assert at_launch[2] == 1
    for steps in (1, 2, 3):
        action = "start" if "start" in look(visit.course)["actions"] else "next"
        press(visit, action)
        saved(visit)
        assert visit.lms("lms.count('LMSCommit')") == 1 + steps


def test_failing_saves_are_said_calmly_and_made_up_for_when_they_work_again(learner: Learner) -> None:
    visit = learner.launch()
    visit.page.evaluate("() => { lms.works = lms.API.LMSCommit; lms.API.LMSCommit = () => 'false'; }")
    press(visit, "start")
    visit.course.wait_for_selector("[data-banner=unsaved]:not([hidden])")
    assert visit.course.evaluate("document.body.dataset.saved") == "no"
    visit.page.evaluate("() => { lms.API.LMSCommit = lms.works; }")
    tab_to(visit, "[data-banner=unsaved] button")
    visit.page.keyboard.press("Enter")
    saved(visit)
    visit.course.wait_for_selector("[data-banner=unsaved]", state="hidden")


def test_help_is_one_press_away_on_every_page_and_leaves_no_trace(learner: Learner) -> None:
    visit = learner.launch()
    walk(visit, questions(learner), until=outline(learner.address)["parts"][1]["pages"][0])
    saved(visit)
    visit.quiet(parts=3)
    before = visit.lms("JSON.stringify([lms.calls, lms.record, {...localStorage}, {...sessionStorage}])")
    address, requests = visit.course.url, len(visit.requests)
    tab_to(visit, "[data-action=worried]")
    visit.page.keyboard.press("Enter")
    visit.course.wait_for_selector("dialog[open] a[href='tel:112']")
    assert visit.course.locator("dialog[open] a[href='tel:08002000']").count() == 1
    visit.page.keyboard.press("Escape")
    visit.course.wait_for_selector("dialog[open]", state="detached")
    assert visit.course.evaluate("document.activeElement.dataset.action") == "worried"
    assert visit.lms("JSON.stringify([lms.calls, lms.record, {...localStorage}, {...sessionStorage}])") == before
    assert (visit.course.url, len(visit.requests)) == (address, requests)


def test_who_presses_start_while_her_place_still_comes_is_brought_there_and_no_further(learner: Learner) -> None:
    visit = learner.launch()
    pages = [page for part in outline(learner.address)["parts"] for page in part["pages"]]
    walk(visit, questions(learner), until=pages[6])
    saved(visit)
    visit.page.close(run_before_unload=False)
    held: list[Route] = []
    is_slow = True
    learner.context.route("**/part-*.js", lambda route: held.append(route) if is_slow else route.continue_())
    again = learner.launch()
    again.course.press("[data-action=start]", "Enter")
    assert look(again.course)["page"] == pages[0]
    is_slow = False
    for each in held:
        each.continue_()
    again.at(pages[6])
    again.quiet()
    assert look(again.course)["page"] == pages[6]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    "name",
    ["Openbare Scholengemeenschap Voorbeeld", "Scholengemeenschapsbestuurdersverenigingsvertegenwoordigersvergadering"],
)
def test_a_long_name_of_a_school_leaves_the_title_the_list_and_the_progress_their_room(
    make_course: MakeCourse, browser: Browser, tmp_path: Path, name: str, width: int
) -> None:
    theme = tmp_path / "theme.yaml"
    title = "{language: en, title: See Me Now at the Example Secondary School of Exampletown}"
    theme.write_text(f"id: example\nname: {name}\ntitles: [{title}]\n", encoding="utf-8")
    folder, assets = make_course(), resources.assets()
    built = pipeline.build(folder, assets, tmp_path / "out", formats=("web",), languages=("en",), theme_path=theme)
    (package,) = built.artifacts
    with zipfile.ZipFile(package.file) as zipped:
        zipped.extractall(tmp_path / "site")
    page = browser.new_page(viewport={"width": width, "height": 640})
    page.goto((tmp_path / "site" / "index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    title_end, list_start = page.evaluate(
        """() => [
          document.querySelector('.smn-header__name > :last-child').getBoundingClientRect().right,
          document.querySelector('.smn-header__menu').getBoundingClientRect().left,
        ]"""
    )
    assert title_end <= list_start
    assert page.locator(".smn-progress__text").evaluate("(text) => text.offsetHeight") < 50
    page.close()

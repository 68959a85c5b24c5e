"""Finder, guide, sheets and leaving quickly in a real browser: they lead on, and leave no trace anywhere."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Route

from ..conftest import ROOT
from .conftest import LANGUAGES, Learner, Server, Visit
from .test_questions import to_page
from .test_walk import saved

TYPED = "Hengelo"
STORY = "the-story"  # a page with a story
TRACES = ("hengelo", "gm0164", "finder", "guide", "leave-quickly", "danger")
KEPT = """async () => JSON.stringify({
  local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie,
  databases: await indexedDB.databases(), caches: await caches.keys(),
  address: location.href, depth: history.length, name: window.name, state: history.state,
})"""

# Words of more than one line: nothing says where such a word goes on.
BROKEN = r"""(names) => names.flatMap(({ firstChild: text }) => [...text.data.matchAll(/\S+/g)]
  .filter(({ index, 0: word }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return range.getClientRects().length > 1;
  })
  .map(String))"""


def opened(visit: Visit, name: str) -> Frame:
    course = visit.course
    if not course.is_visible("#worried"):
        course.click("[data-action=worried]")
    course.click(f"#worried [data-opens={name}]")
    course.wait_for_selector(f"#{name} h2:not(.smn-dialog__title)")
    return course


def lms_calls(visit: Visit) -> list[Any]:
    calls: list[Any] = visit.lms("JSON.parse(JSON.stringify(lms.calls))")
    return calls


@pytest.mark.parametrize("learner", LANGUAGES, indirect=True)
def test_nothing_about_finder_and_guide_is_called_kept_asked_or_sent(learner: Learner) -> None:
    visit = learner.launch().quiet()
    posted: list[str] = []
    visit.page.on("request", lambda request: posted.append(request.post_data or ""))
    before = (visit.course.evaluate(KEPT), visit.record(), learner.record())
    calls, requests = len(lms_calls(visit)), len(visit.requests)
    course = opened(visit, "finder")
    course.fill("[data-finder-name]", TYPED)
    course.press("[data-finder-name]", "Enter")
    course.click("#finder [data-code=GM0164]")
    assert TYPED in course.inner_text("[data-unconfirmed]")
    course.click("[data-closes=finder]")
    opened(visit, "guide")
    for answer in ("soon",):
        course.click(f"#guide [data-answer={answer}]")
    assert course.get_attribute("#guide [data-contact] >> nth=0", "data-contact") == "veilig-thuis"
    assert (course.evaluate(KEPT), visit.record(), learner.record()) == before
    assert len(lms_calls(visit)) == calls
    assert visit.requests[requests:] == []
    course.click("[data-closes=guide]")
    course.click("[data-closes=worried]")
    course.click("[data-action=start]")
    visit.page.wait_for_function("(before) => lms.calls.length > before", arg=calls)
    everything = json.dumps([course.evaluate(KEPT), lms_calls(visit), learner.record(), visit.requests, posted]).lower()
    assert [trace for trace in TRACES if trace in everything] == []
    assert visit.complaints == []


def test_finder_and_guide_are_whole_by_keyboard(learner: Learner) -> None:
    visit = learner.launch()
    press = visit.page.keyboard.press
    course = opened(visit, "guide")
    for _ in range(4):
        press("Tab")
        if course.evaluate("document.activeElement.dataset.answer") == "now":
            break
    press("Enter")
    course.wait_for_function("() => document.querySelector('#guide [data-help-body]').dataset.at === 'call-now'")
    assert course.evaluate("document.activeElement.tagName") == "H2"
    press("Escape")
    course.wait_for_function("() => document.activeElement.dataset.opens === 'guide'")
    opened(visit, "finder")
    course.focus("[data-finder-name]")
    visit.page.keyboard.type("Bergen")
    press("Enter")
    course.wait_for_selector("[data-code=GM0373]")
    course.focus("[data-code=GM0373]")
    press("Enter")
    course.wait_for_function("() => document.activeElement.matches('[data-finder-title]')")


@pytest.mark.parametrize("learner", LANGUAGES, indirect=True)
@pytest.mark.parametrize("width", [320, 360, 375, 390])
def test_on_a_phone_no_name_of_who_can_help_breaks_within_a_word(learner: Learner, width: int) -> None:
    visit = learner.launch(f"&frame={width}x640")
    visit.page.wait_for_load_state("networkidle")  # what is measured has its style and letters by then
    course = visit.course
    course.click("[data-action=worried]")
    names = course.locator("#worried .smn-contact__name")
    assert names.count() > 3
    assert names.evaluate_all(BROKEN) == []


def test_who_can_help_is_shown_also_when_the_script_of_the_course_does_not_come(learner: Learner) -> None:
    page = learner.context.new_page()
    page.route("**/player-*.js", lambda route: route.abort())
    page.goto(f"{learner.address}course/index.html")
    page.click("[data-action=worried]")
    assert page.is_visible("#worried a[href='tel:112']")
    page.click("#worried [data-closes]")
    assert not page.is_visible("#worried")


def test_without_script_and_on_paper_no_button_of_the_header_is_left(learner: Learner) -> None:
    without = learner.browser.new_context(java_script_enabled=False)
    learner.contexts.append(without)
    page = without.new_page()
    page.goto(f"{learner.address}course/index.html")
    assert page.locator("header button:visible").count() == 0
    printed = learner.context.new_page()
    printed.goto(f"{learner.address}course/index.html")
    printed.emulate_media(media="print")
    assert printed.locator("header button:visible").count() == 0


def test_the_course_as_text_begins_with_its_title(learner: Learner) -> None:
    page = learner.context.new_page()
    page.goto(f"{learner.address}course/text.html")
    first = page.locator("h1, h2, h3").first
    assert first.evaluate("({ tagName }) => tagName") == "H1"
    assert first.inner_text() == page.title()


@pytest.mark.parametrize(("press", "opens"), [("[data-action=worried]", "#worried"), ("[data-action=menu]", "#parts")])
def test_what_a_double_click_opens_stays_open(learner: Learner, press: str, opens: str) -> None:
    course = learner.launch().course
    course.dblclick(press)
    assert course.is_visible(opens)


def test_the_second_half_of_a_double_click_turns_no_page(learner: Learner) -> None:
    visit = learner.launch()
    to_page(visit, "what-it-is")
    visit.course.hover(".smn-turn [data-action=next]")
    visit.page.mouse.down(click_count=2)
    visit.page.mouse.up(click_count=2)
    visit.course.click("[data-action=menu]")
    visit.course.wait_for_selector("#parts:visible")  # the press before it has been dealt with
    assert visit.course.evaluate("document.body.dataset.page") == "what-it-is"


def test_pressing_twice_in_the_guide_answers_one_question(learner: Learner) -> None:
    course = opened(learner.launch(), "guide")
    course.dblclick("#guide [data-answer=calm]")
    assert course.get_attribute("#guide [data-help-body]", "data-at") == "what"


def test_that_finder_and_guide_do_not_come_is_said_to_who_listens(learner: Learner) -> None:
    learner.context.route("**/help-*.js", lambda route: route.abort())
    visit = learner.launch()
    visit.course.click("[data-action=worried]")
    visit.course.click("#worried [data-opens=guide]")
    visit.course.wait_for_selector("#guide [role=status] [data-help-failed]:visible")


def test_what_is_opened_again_while_its_script_still_comes_is_whole_and_not_called_missing(learner: Learner) -> None:
    held: list[Route] = []
    learner.context.route("**/help-*.js", lambda route: held.append(route))
    visit = learner.launch()
    visit.course.click("[data-action=worried]")
    for name in ("finder", "guide", "finder"):
        visit.course.click(f"#worried [data-opens={name}]")
        visit.course.wait_for_selector(f"#{name} [data-help-wait]:visible")
        visit.course.click(f"[data-closes={name}]")
    visit.course.click("#worried [data-opens=guide]")
    (script,) = held
    script.continue_()
    visit.course.wait_for_selector("#guide h2:not(.smn-dialog__title):visible")
    visit.course.click("[data-closes=guide]")
    visit.course.click("#worried [data-opens=finder]")
    assert visit.course.is_visible("#finder [data-finder-name]")
    assert visit.course.locator("[data-help-failed]:visible, [data-help-wait]:visible").count() == 0


def test_letting_go_beside_a_dialog_closes_it_only_where_the_press_began_beside_it_too(learner: Learner) -> None:
    visit = learner.launch()
    visit.course.click("[data-action=worried]")
    words, mouse = visit.course.locator("#worried h2"), visit.page.mouse
    box = words.bounding_box()
    assert box
    mouse.move(box["x"] + 5, box["y"] + 5)
    mouse.down()
    mouse.move(5, box["y"] + 40, steps=3)
    mouse.up()
    assert visit.course.is_visible("#worried")
    mouse.click(5, box["y"] + 40)
    visit.course.wait_for_selector("#worried", state="hidden")


@pytest.mark.parametrize("learner", LANGUAGES, indirect=True)
def test_axe_finds_nothing_in_finder_and_guide(learner: Learner) -> None:
    visit = learner.launch()
    course = opened(visit, "finder")
    course.fill("[data-finder-name]", "Bergen")
    course.press("[data-finder-name]", "Enter")
    course.evaluate((ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    ask = "(at) => axe.run(at).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes[0].html]))"
    assert course.evaluate(ask, "#finder") == []
    course.click("[data-closes=finder]")
    opened(visit, "guide")
    assert course.evaluate(ask, "#guide") == []
    course.click("#guide [data-answer=now]")
    assert course.evaluate(ask, "#guide") == []
    assert course.evaluate(ask, "#worried") == []


@pytest.mark.parametrize("way", ["button", "escape"])
def test_leaving_quickly_empties_the_whole_window_and_says_nothing_of_it(learner: Learner, way: str) -> None:
    visit = learner.launch().quiet()
    course = visit.course
    requests = len(visit.requests)
    if way == "button":
        course.click("header [data-action=leave-quickly]", no_wait_after=True)
    else:
        course.focus("[data-action=start]")
        for _ in range(3):
            visit.page.keyboard.press("Escape")
    visit.page.wait_for_url("about:blank")
    assert visit.page.title() == ""
    assert not [each for each in visit.requests[requests:] if "/record/" not in each]
    assert not any(trace in json.dumps(learner.record()).lower() for trace in TRACES)


def test_skipping_a_story_leaves_no_trace_anywhere(learner: Learner) -> None:
    visit = learner.launch()
    to_page(visit, STORY)
    saved(visit)
    visit.quiet()
    posted: list[str] = []
    visit.page.on("request", lambda request: posted.append(request.post_data or ""))
    course = visit.course
    before = (course.evaluate(KEPT), visit.record(), learner.record())
    calls, requests = len(lms_calls(visit)), len(visit.requests)
    course.click(f"[data-page-id={STORY}] [data-action=skip]")
    course.wait_for_selector(f"[data-page-id={STORY}] [data-story-skipped]")
    assert (course.evaluate(KEPT), visit.record(), learner.record()) == before
    assert (len(lms_calls(visit)), visit.requests[requests:], posted) == (calls, [], [])
    # Nor later, when the next page is kept.
    course.click(".smn-turn [data-action=next]:visible")
    visit.page.wait_for_function("(before) => lms.calls.length > before", arg=calls)
    saved(visit)
    everything = json.dumps([course.evaluate(KEPT), lms_calls(visit), learner.record(), posted]).lower()
    assert "skip" not in everything
    assert visit.complaints == []


def test_how_far_a_film_was_watched_is_kept_until_its_page_is_finished_and_then_tells_nobody_apart(
    learner: Learner, sites: dict[str, Server], browser: Browser
) -> None:
    def kept(visit: Visit) -> list[str]:
        """Return the packed state without its head, which counts saves and names the visit."""
        saved(visit)
        return [each for each in visit.record()["cmi.suspend_data"].split(".") if each[0] != "h"]

    here = f"[data-page-id={STORY}]"
    watcher = learner.launch()
    to_page(watcher, STORY)
    watcher.course.click(f"{here} [data-story-watch]")
    watcher.course.wait_for_function("() => document.querySelector('video').currentTime > 2")
    watcher.page.close()
    again = learner.launch()
    again.at(STORY)
    again.course.click(f"{here} [data-story-watch]")
    again.course.wait_for_function("() => document.querySelector('video').currentTime > 2")
    again.course.click(".smn-turn [data-action=next]:visible")
    again.course.wait_for_function("() => document.querySelector('video').paused")

    other = Learner(browser, sites["en"], "en")
    skipper = other.launch()
    to_page(skipper, STORY)
    skipper.course.click(f"{here} [data-action=skip]")
    skipper.course.click(".smn-turn [data-action=next]:visible")
    skipper.course.wait_for_function("(page) => document.body.dataset.page !== page", arg=STORY)
    for visit in (again, skipper):
        visit.course.click("[data-action=exit]")
        visit.page.wait_for_function("() => lms.finished")
    assert kept(again) == kept(skipper)
    other.context.close()


def test_one_sheet_is_printed_alone(learner: Learner) -> None:
    visit = learner.launch()
    course = visit.course
    course.click("[data-action=menu]")
    course.click("[data-go-part=at-hand]")
    for page in ("next-step", "sheets"):
        course.click("[data-action=next]:visible")
        course.wait_for_selector(f"body[data-page={page}]")
    course.evaluate("window.print = () => { window.printed = [...document.body.children].length; }")
    course.click("[data-prints=observation-sheet]")
    visit.page.emulate_media(media="print")
    shown = "[...document.body.children].filter((each) => each.checkVisibility()).map((each) => each.className)"
    assert course.evaluate(shown) == ["smn-print"]
    assert course.inner_text(".smn-print h3") != ""
    course.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert course.locator(".smn-print").count() == 0


@pytest.mark.parametrize("learner", LANGUAGES, indirect=True)
def test_the_way_in_a_municipality_is_printed_alone_whole_and_with_numbers_that_can_be_read(learner: Learner) -> None:
    visit = learner.launch()
    course = opened(visit, "finder")
    course.fill("[data-finder-name]", "Utrecht")
    course.press("[data-finder-name]", "Enter")
    course.wait_for_selector("#finder .smn-contact__call")
    visit.page.emulate_media(media="print")
    shown = "[...document.body.children].filter((each) => each.checkVisibility()).map((each) => each.id)"
    assert course.evaluate(shown) == ["finder"]
    assert course.eval_on_selector("#finder", "(each) => each.scrollHeight <= each.clientHeight")
    # A printer that leaves grounds out makes light letters pale.
    looks = "(all) => all.map((each) => [getComputedStyle(each).color, getComputedStyle(each).backgroundColor])"
    numbers = course.eval_on_selector_all("#finder .smn-contact__call", looks)
    assert numbers == [["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]] * len(numbers) != []
    assert not course.is_visible("#finder [data-closes]")
